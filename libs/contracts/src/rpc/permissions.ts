import { z } from 'zod';
import * as f from '../fields.js';
import { contract } from './contract.js';
import { enforcing, ENFORCING_DEADLINE_MS, receipt } from './receipt.js';
import { accountView, effectivePolicyView, ownerFacts, ownersFacts, panelKind, policyView, tenantView } from './tenancy-views.js';

export * from './tenancy-views.js';
export * from './upstreams.js';

const service = 'permissions';
const write = { service, deadlineMs: 3000, idempotent: false } as const;
const takePower = { service, deadlineMs: ENFORCING_DEADLINE_MS, idempotent: true } as const;
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
 * For a question about tokens of many accounts: of a tenant, and of those of these accounts that are there, what decides. Of the
 * features those that were asked about alone, since whole lists of many accounts would be too long for one message.
 */
export const readOwners = contract({
  ...read,
  name: 'read_owners',
  request: z.strictObject({ tenantId: f.id('ten'), accountIds: z.array(f.id('acc')).max(200), features: z.array(f.featureId).max(100) }),
  reply: ownersFacts,
  refusals: ['not_found'],
});

/**
 * Whom a call is about. For one that is not there as much is read as for one that is: how long the answer takes must not tell what
 * belongs to somebody else from what does not exist.
 */
export const readTarget = contract({
  ...read,
  name: 'read_target',
  request: z.strictObject({
    /** By slug or id, found in the directory. */
    tenant: z.union([f.id('ten'), f.slug]),
    /** As in `read_owner`. */
    account: z.union([f.id('acc'), f.username]).nullable(),
    /** The caller's own: what is read where there is no such tenant, and not told. */
    callerTenantId: f.id('ten'),
  }),
  /** Null: there is none. */
  reply: z.strictObject({ target: z.strictObject({ shard: f.shardNumber, owner: ownerFacts }).nullable() }),
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
  reply: z.strictObject({ policy: policyView, effective: effectivePolicyView }),
  refusals: ['not_found'],
});

export const putPolicy = contract({
  ...takePower,
  name: 'put_policy',
  request: z.strictObject({ ...enforcing, caller: f.caller, tenantId: f.id('ten'), policy: policyView }),
  reply: z.strictObject({ policy: policyView, effective: effectivePolicyView, enforcement: receipt }),
  refusals: ['not_found', 'invalid_request'],
});

export const editTenant = contract({
  ...takePower,
  name: 'edit_tenant',
  request: z.strictObject({
    ...enforcing,
    caller: f.caller,
    tenantId: f.id('ten'),
    /** Null: whichever it is. */
    expectedVersion: f.version.nullable(),
    name: f.title.nullable(),
    status: f.status.nullable(),
  }),
  reply: z.strictObject({ tenant: tenantView, enforcement: receipt }),
  refusals: ['not_found', 'invalid_request', 'precondition_failed'],
});

export const putPanel = contract({
  ...takePower,
  name: 'put_panel',
  request: z.strictObject({
    ...enforcing,
    caller: f.caller,
    tenantId: f.id('ten'),
    kind: panelKind,
    url: z.string().max(300),
    /** Null: WHM answers at `url`. */
    whmUrl: z.string().max(300).nullable(),
    hosts: z.array(f.domain).max(50),
  }),
  reply: z.strictObject({ tenant: tenantView, enforcement: receipt }),
  refusals: ['not_found', 'host_taken'],
});

export const featureListView = z.strictObject({ name: f.featureListName, features: z.array(f.featureId) });

export const putFeatureList = contract({
  ...takePower,
  name: 'put_feature_list',
  request: z.strictObject({
    ...enforcing,
    caller: f.caller,
    tenantId: f.id('ten'),
    name: f.featureListName,
    features: z.array(f.featureId).max(500),
  }),
  reply: z.strictObject({ featureList: featureListView, enforcement: receipt }),
  refusals: ['not_found'],
});

export const readFeatureList = contract({
  ...read,
  name: 'read_feature_list',
  request: z.strictObject({ tenantId: f.id('ten'), name: f.featureListName }),
  reply: z.strictObject({ featureList: featureListView }),
  refusals: ['not_found'],
});

export const featureListSummary = z.strictObject({ name: f.featureListName, featureCount: z.int().min(0) });

/** In order of their names. */
export const listFeatureLists = contract({
  ...read,
  name: 'list_feature_lists',
  request: z.strictObject({ tenantId: f.id('ten'), ...f.page }),
  reply: z.strictObject({ items: z.array(featureListSummary), next: z.string().nullable() }),
  refusals: ['invalid_request'],
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

/**
 * Which account of a panel a tenant means by a user name: its own, or one of a tenant below that is on the same panel. Where
 * several bear the name, its own comes first, then the one of the first slug. Removed accounts are none.
 */
export const findAccount = contract({
  ...read,
  name: 'find_account',
  request: z.strictObject({ tenantId: f.id('ten'), username: f.username }),
  reply: z.strictObject({
    account: z
      .strictObject({ tenantId: f.id('ten'), accountId: f.id('acc'), shard: f.shardNumber, username: f.username, status: f.status })
      .nullable(),
  }),
  refusals: [],
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
  ...takePower,
  name: 'edit_account',
  request: z.strictObject({
    ...enforcing,
    caller: f.caller,
    tenantId: f.id('ten'),
    accountId: f.id('acc'),
    /** Null: whichever it is. */
    expectedVersion: f.version.nullable(),
    status: f.status.nullable(),
    domains: z.array(f.domain).max(1000).nullable(),
    featureList: f.featureListName.nullable(),
  }),
  reply: z.strictObject({ account: accountView, enforcement: receipt }),
  refusals: ['not_found', 'feature_list_unknown', 'precondition_failed'],
});

export const deleteAccount = contract({
  ...takePower,
  name: 'delete_account',
  request: z.strictObject({ ...enforcing, caller: f.caller, tenantId: f.id('ten'), accountId: f.id('acc'), expectedVersion: f.version.nullable() }),
  reply: z.strictObject({ account: accountView, enforcement: receipt }),
  refusals: ['not_found', 'precondition_failed'],
});
