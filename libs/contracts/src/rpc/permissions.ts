import { z } from 'zod';
import * as f from '../fields.js';
import { contract } from './contract.js';
import { changePosition } from './tokens.js';

export const tenantView = z.strictObject({
  id: f.id('ten'),
  slug: f.slug,
  name: f.title,
  parentId: f.id('ten').nullable(),
  status: f.status,
  panelUrl: z.string().nullable(),
  hosts: z.array(f.domain),
  createdAt: f.timestamp,
});
export type TenantView = z.output<typeof tenantView>;

export const accountView = z.strictObject({
  id: f.id('acc'),
  tenantId: f.id('ten'),
  username: f.username,
  domains: z.array(f.domain),
  featureList: f.featureListName,
  status: f.status.or(z.literal('removed')),
  upstream: z.strictObject({ scheme: z.enum(['cpanel', 'whm']), user: z.string() }).nullable(),
  createdAt: f.timestamp,
});
export type AccountView = z.output<typeof accountView>;

/** How the gateway acts on the panel for an account. Only the gateway can open `sealed`. */
export const sealedUpstream = z.strictObject({
  scheme: z.enum(['cpanel', 'whm']),
  user: z.string().min(1).max(64),
  keyId: z.string().max(64),
  /** Base64 of nonce, ciphertext and tag. */
  sealed: z.string().max(4096),
});

/** What `permissions` knows that bounds a token. `at` is the authority's clock when it read. */
export const ownerFacts = z.strictObject({
  tenant: z.strictObject({
    id: f.id('ten'),
    slug: f.slug,
    status: f.status,
    ancestors: z.array(z.strictObject({ id: f.id('ten'), status: f.status })),
    panelUrl: z.string().nullable(),
  }),
  account: z
    .strictObject({
      id: f.id('acc'),
      username: f.username,
      status: z.enum(['active', 'suspended', 'removed']),
      features: z.array(f.featureId),
      upstream: sealedUpstream.nullable(),
    })
    .nullable(),
  at: f.timestamp,
});
export type OwnerFactsMessage = z.output<typeof ownerFacts>;

const service = 'permissions';
const write = { service, deadlineMs: 3000, idempotent: false } as const;
const read = { service, deadlineMs: 2000, idempotent: true } as const;

/** The directory: from a slug or an id to a tenant and its shard. A hint, which the tenant's own fact confirms. */
export const findTenant = contract({
  ...read,
  name: 'find_tenant',
  request: z.strictObject({ tenant: z.union([f.id('ten'), f.slug]) }),
  reply: z.strictObject({ tenantId: f.id('ten'), shard: f.shardNumber }),
  refusals: ['not_found'],
});

export const readOwner = contract({
  ...read,
  name: 'read_owner',
  /** `account` takes an id, or the user name of an account that is not removed. */
  request: z.strictObject({ tenantId: f.id('ten'), account: z.union([f.id('acc'), f.username]).nullable() }),
  reply: ownerFacts,
  refusals: ['not_found'],
});

export const createTenant = contract({
  ...write,
  name: 'create_tenant',
  request: z.strictObject({
    caller: f.caller,
    /** Made by the gateway, since its hash says which shard a new root tenant lives in. */
    id: f.id('ten'),
    slug: f.slug,
    name: f.title,
    parentId: f.id('ten').nullable(),
  }),
  reply: z.strictObject({ tenant: tenantView }),
  refusals: ['name_taken', 'parent_unknown'],
});

export const readTenant = contract({
  ...read,
  name: 'read_tenant',
  request: z.strictObject({ tenantId: f.id('ten') }),
  reply: z.strictObject({ tenant: tenantView }),
  refusals: ['not_found'],
});

export const editTenant = contract({
  ...write,
  name: 'edit_tenant',
  idempotent: true,
  request: z.strictObject({ caller: f.caller, tenantId: f.id('ten'), name: f.title.nullable(), status: f.status.nullable() }),
  reply: z.strictObject({ tenant: tenantView, change: changePosition }),
  refusals: ['not_found', 'invalid_request'],
});

export const putPanel = contract({
  ...write,
  name: 'put_panel',
  idempotent: true,
  request: z.strictObject({ caller: f.caller, tenantId: f.id('ten'), url: z.string().max(300), hosts: z.array(f.domain).max(50) }),
  reply: z.strictObject({ tenant: tenantView, change: changePosition }),
  refusals: ['not_found', 'host_taken'],
});

export const featureListView = z.strictObject({ name: f.featureListName, features: z.array(f.featureId) });

export const putFeatureList = contract({
  ...write,
  name: 'put_feature_list',
  idempotent: true,
  request: z.strictObject({
    caller: f.caller,
    tenantId: f.id('ten'),
    name: f.featureListName,
    features: z.array(f.featureId).max(500),
  }),
  reply: z.strictObject({ featureList: featureListView, change: changePosition }),
  refusals: ['not_found'],
});

export const readFeatureList = contract({
  ...read,
  name: 'read_feature_list',
  request: z.strictObject({ tenantId: f.id('ten'), name: f.featureListName }),
  reply: z.strictObject({ featureList: featureListView }),
  refusals: ['not_found'],
});

export const createAccount = contract({
  ...write,
  name: 'create_account',
  request: z.strictObject({
    caller: f.caller,
    tenantId: f.id('ten'),
    id: f.id('acc'),
    username: f.username,
    domains: z.array(f.domain).max(1000),
    featureList: f.featureListName,
  }),
  reply: z.strictObject({ account: accountView }),
  refusals: ['name_taken', 'feature_list_unknown', 'not_found'],
});

export const readAccount = contract({
  ...read,
  name: 'read_account',
  request: z.strictObject({ tenantId: f.id('ten'), accountId: f.id('acc') }),
  reply: z.strictObject({ account: accountView }),
  refusals: ['not_found'],
});

export const listAccounts = contract({
  ...read,
  name: 'list_accounts',
  request: z.strictObject({ tenantId: f.id('ten'), ...f.page }),
  reply: z.strictObject({ items: z.array(accountView), next: z.string().nullable() }),
  refusals: ['invalid_request'],
});

export const editAccount = contract({
  ...write,
  name: 'edit_account',
  idempotent: true,
  request: z.strictObject({
    caller: f.caller,
    tenantId: f.id('ten'),
    accountId: f.id('acc'),
    status: f.status.nullable(),
    domains: z.array(f.domain).max(1000).nullable(),
    featureList: f.featureListName.nullable(),
  }),
  reply: z.strictObject({ account: accountView, change: changePosition }),
  refusals: ['not_found', 'feature_list_unknown'],
});

export const deleteAccount = contract({
  ...write,
  name: 'delete_account',
  idempotent: true,
  request: z.strictObject({ caller: f.caller, tenantId: f.id('ten'), accountId: f.id('acc') }),
  reply: z.strictObject({ account: accountView, change: changePosition }),
  refusals: ['not_found'],
});

export const putUpstream = contract({
  ...write,
  name: 'put_upstream',
  idempotent: true,
  request: z.strictObject({ caller: f.caller, tenantId: f.id('ten'), accountId: f.id('acc'), upstream: sealedUpstream }),
  reply: z.strictObject({ account: accountView, change: changePosition }),
  refusals: ['not_found'],
});
