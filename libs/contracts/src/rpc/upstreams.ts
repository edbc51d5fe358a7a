import { z } from 'zod';
import * as f from '../fields.js';
import { contract } from './contract.js';
import { enforcing, ENFORCING_DEADLINE_MS, receipt } from './receipt.js';
import { accountView, sealedUpstream, tenantView } from './tenancy-views.js';

/** Panel credentials: of accounts, and of tenants themselves. `permissions` keeps them and opens none. */
const service = 'permissions';

export const putUpstream = contract({
  service,
  deadlineMs: ENFORCING_DEADLINE_MS,
  idempotent: true,
  name: 'put_upstream',
  request: z.strictObject({ ...enforcing, caller: f.caller, tenantId: f.id('ten'), accountId: f.id('acc'), upstream: sealedUpstream }),
  reply: z.strictObject({ account: accountView, enforcement: receipt }),
  refusals: ['not_found'],
});

export const putTenantUpstream = contract({
  service,
  deadlineMs: ENFORCING_DEADLINE_MS,
  idempotent: true,
  name: 'put_tenant_upstream',
  request: z.strictObject({ ...enforcing, caller: f.caller, tenantId: f.id('ten'), upstream: sealedUpstream }),
  reply: z.strictObject({ tenant: tenantView, enforcement: receipt }),
  refusals: ['not_found'],
});

/** Whose credential it is; null: the tenant's own. */
const holder = { tenantId: f.id('ten'), accountId: f.id('acc').nullable() };

/** Of all tenants, for bringing them under another key: a batch of those that are sealed under another key than this. `next` null: there are no more. */
export const listUpstreams = contract({
  service,
  deadlineMs: 2000,
  idempotent: true,
  name: 'list_upstreams',
  request: z.strictObject({ notUnder: f.sealed.shape.keyId, ...f.page }),
  reply: z.strictObject({
    items: z.array(z.strictObject({ ...holder, sealed: f.sealed })),
    next: z.string().nullable(),
  }),
  refusals: ['invalid_request'],
});

/** The same secret under another key. False: it was set anew in the meantime, and stays. */
export const resealUpstream = contract({
  service,
  deadlineMs: 3000,
  idempotent: false,
  name: 'reseal_upstream',
  request: z.strictObject({ ...holder, from: f.sealed, to: f.sealed }),
  reply: z.strictObject({ replaced: z.boolean() }),
  refusals: [],
});
