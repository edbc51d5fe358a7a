import { z } from 'zod';
import * as f from '../fields.js';
import { contract } from './contract.js';
import { changePosition } from './change.js';

export * from './upstreams.js';

/** What a tenant lays down for itself and everybody below it; the strictest of a chain holds. */
export const policyView = z.strictObject({
  rateLimit: f.rateLimit.nullable().describe('For all tokens of one tenant together.'),
  deadTokenDays: z.int().min(0).max(3650).describe('How long ended tokens stay visible.'),
});
export type PolicyView = z.output<typeof policyView>;

/** What answers at a tenant's panel address. */
export const panelKind = z.enum(['cpanel', 'powerdns']);
export type PanelKind = z.output<typeof panelKind>;
/** As what the gateway acts there: as an account, as a reseller or root, or with the key of a PowerDNS. */
const upstreamScheme = z.enum(['cpanel', 'whm', 'powerdns']);

export const tenantView = z.strictObject({
  id: f.id('ten'),
  slug: f.slug,
  name: f.title,
  parentId: f.id('ten').nullable(),
  status: f.status,
  panelKind,
  panelUrl: z.string().nullable(),
  whmUrl: z.string().nullable().describe('Where WHM answers; null: at panelUrl.'),
  hosts: z.array(f.domain),
  upstream: z.strictObject({ scheme: upstreamScheme, user: z.string() }).nullable(),
  version: f.version,
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
  upstream: z.strictObject({ scheme: upstreamScheme, user: z.string() }).nullable(),
  version: f.version,
  createdAt: f.timestamp,
});
export type AccountView = z.output<typeof accountView>;

/** How the gateway acts on the panel for an account or a tenant. Only the gateway can open `sealed`. */
export const sealedUpstream = f.sealed.extend({ scheme: upstreamScheme, user: z.string().min(1).max(64) });

/** What `permissions` knows that bounds a token. `at` is the authority's clock when it read. */
export const ownerFacts = z.strictObject({
  tenant: z.strictObject({
    id: f.id('ten'),
    slug: f.slug,
    status: f.status,
    policy: policyView,
    ancestors: z.array(z.strictObject({ id: f.id('ten'), status: f.status, policy: policyView })),
    hosts: z.array(f.domain),
    panelKind,
    panelUrl: z.string().nullable(),
    /** Null: WHM answers at `panelUrl`. */
    whmUrl: z.string().nullable(),
    upstream: sealedUpstream.nullable(),
  }),
  account: z
    .strictObject({
      id: f.id('acc'),
      username: f.username,
      status: z.enum(['active', 'suspended', 'removed']),
      /** The first is the main domain. */
      domains: z.array(f.domain),
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

const idempotencyRefusals = ['idempotency_key_reused', 'idempotency_in_progress'] as const;

export const readOwner = contract({
  ...read,
  name: 'read_owner',
  /** `account` takes an id, or the user name of an account that is not removed. */
  request: z.strictObject({ tenantId: f.id('ten'), account: z.union([f.id('acc'), f.username]).nullable() }),
  reply: ownerFacts,
  refusals: ['not_found'],
});

/**
 * The caller's owner and whom its call is about, in one message. For a target that is not there as much is read as for one
 * that is: how long the answer takes must not tell what belongs to somebody else from what does not exist.
 */
export const readParties = contract({
  ...read,
  name: 'read_parties',
  request: z.strictObject({
    caller: z.strictObject({ tenantId: f.id('ten'), accountId: f.id('acc').nullable() }),
    /** The tenant by slug or id, found in the directory; the account as in `read_owner`. */
    target: z.strictObject({
      tenant: z.union([f.id('ten'), f.slug]),
      account: z.union([f.id('acc'), f.username]).nullable(),
    }),
  }),
  /** Null: there is none. */
  reply: z.strictObject({
    caller: ownerFacts.nullable(),
    target: z.strictObject({ shard: f.shardNumber, owner: ownerFacts }).nullable(),
  }),
  refusals: [],
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
    idempotency: f.idempotency.nullable(),
  }),
  /** `replayed`: an earlier request with this key had made it. */
  reply: z.strictObject({ tenant: tenantView, replayed: z.boolean() }),
  refusals: ['name_taken', 'parent_unknown', ...idempotencyRefusals],
});

export const readTenant = contract({
  ...read,
  name: 'read_tenant',
  request: z.strictObject({ tenantId: f.id('ten') }),
  reply: z.strictObject({ tenant: tenantView }),
  refusals: ['not_found'],
});

/** In order of their slugs: the tenant `below` and all below it, or with null every tenant there is. */
export const listTenants = contract({
  ...read,
  name: 'list_tenants',
  request: z.strictObject({ below: f.id('ten').nullable(), ...f.page }),
  reply: z.strictObject({ items: z.array(tenantView), next: z.string().nullable() }),
  refusals: ['invalid_request'],
});

export const readPolicy = contract({
  ...read,
  name: 'read_policy',
  request: z.strictObject({ tenantId: f.id('ten') }),
  /** `effective`: with those of all tenants above. */
  reply: z.strictObject({ policy: policyView, effective: policyView }),
  refusals: ['not_found'],
});

export const putPolicy = contract({
  ...write,
  name: 'put_policy',
  idempotent: true,
  request: z.strictObject({ caller: f.caller, tenantId: f.id('ten'), policy: policyView }),
  reply: z.strictObject({ policy: policyView, effective: policyView, change: changePosition }),
  refusals: ['not_found', 'invalid_request'],
});

export const editTenant = contract({
  ...write,
  name: 'edit_tenant',
  idempotent: true,
  request: z.strictObject({
    caller: f.caller,
    tenantId: f.id('ten'),
    /** Null: whichever it is. */
    expectedVersion: f.version.nullable(),
    name: f.title.nullable(),
    status: f.status.nullable(),
  }),
  reply: z.strictObject({ tenant: tenantView, change: changePosition }),
  refusals: ['not_found', 'invalid_request', 'precondition_failed'],
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
    idempotency: f.idempotency.nullable(),
  }),
  /** `replayed`: an earlier request with this key had made it. */
  reply: z.strictObject({ account: accountView, replayed: z.boolean() }),
  refusals: ['name_taken', 'feature_list_unknown', 'not_found', ...idempotencyRefusals],
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
  request: z.strictObject({
    tenantId: f.id('ten'),
    filter: z.strictObject({
      status: f.status.nullable(),
      /** What the user name begins with. */
      username: z.string().max(32).nullable(),
    }),
    ...f.page,
  }),
  reply: z.strictObject({ items: z.array(accountView), next: z.string().nullable() }),
  refusals: ['invalid_request'],
});

/** For many accounts at once, those that are not there left out. */
export const readAccountStatuses = contract({
  ...read,
  name: 'read_account_statuses',
  request: z.strictObject({ tenantId: f.id('ten'), accountIds: z.array(f.id('acc')).max(200) }),
  reply: z.strictObject({ accounts: z.array(z.strictObject({ id: f.id('acc'), status: accountView.shape.status })) }),
  refusals: [],
});

export const editAccount = contract({
  ...write,
  name: 'edit_account',
  idempotent: true,
  request: z.strictObject({
    caller: f.caller,
    tenantId: f.id('ten'),
    accountId: f.id('acc'),
    /** Null: whichever it is. */
    expectedVersion: f.version.nullable(),
    status: f.status.nullable(),
    domains: z.array(f.domain).max(1000).nullable(),
    featureList: f.featureListName.nullable(),
  }),
  reply: z.strictObject({ account: accountView, change: changePosition }),
  refusals: ['not_found', 'feature_list_unknown', 'precondition_failed'],
});

export const deleteAccount = contract({
  ...write,
  name: 'delete_account',
  idempotent: true,
  request: z.strictObject({ caller: f.caller, tenantId: f.id('ten'), accountId: f.id('acc'), expectedVersion: f.version.nullable() }),
  reply: z.strictObject({ account: accountView, change: changePosition }),
  refusals: ['not_found', 'precondition_failed'],
});

export const putUpstream = contract({
  ...write,
  name: 'put_upstream',
  idempotent: true,
  request: z.strictObject({ caller: f.caller, tenantId: f.id('ten'), accountId: f.id('acc'), upstream: sealedUpstream }),
  reply: z.strictObject({ account: accountView, change: changePosition }),
  refusals: ['not_found'],
});
