import { z } from 'zod';
import * as f from '../fields.js';
import { contract } from './contract.js';

/** Panel credentials of all tenants, for bringing them under another key; `permissions` keeps them and opens none. */
const service = 'permissions';

/** A batch of the credentials that are sealed under another key than this. `next` null: there are no more. */
export const listUpstreams = contract({
  service,
  deadlineMs: 2000,
  idempotent: true,
  name: 'list_upstreams',
  request: z.strictObject({ notUnder: f.sealed.shape.keyId, ...f.page }),
  reply: z.strictObject({
    items: z.array(z.strictObject({ tenantId: f.id('ten'), accountId: f.id('acc'), sealed: f.sealed })),
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
  request: z.strictObject({ tenantId: f.id('ten'), accountId: f.id('acc'), from: f.sealed, to: f.sealed }),
  reply: z.strictObject({ replaced: z.boolean() }),
  refusals: [],
});
