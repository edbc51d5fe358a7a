import type { TenantPolicy } from '@portcullis/access';
import type { RecordedChange } from '@portcullis/authority';
import type { EventData, EventType } from '@portcullis/contracts';
import type { AccountId, Instant, Result, Shard, TenantId } from '@portcullis/kernel';
import type { Account, SealedUpstream, Status, Tenant } from '../domain/tenancy.js';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** What to pass as `cursor` for the next page; null on the last one. */
  readonly next: string | null;
}

/** Everything that bounds a token of this owner, read at one moment. `at` is the database's clock. */
export interface OwnerRecord {
  readonly tenant: Pick<Tenant, 'id' | 'slug' | 'status' | 'policy' | 'hosts' | 'panelKind' | 'panelUrl' | 'whmUrl' | 'upstream'>;
  /** From the root down to the parent. */
  readonly ancestors: readonly Pick<Tenant, 'id' | 'status' | 'policy'>[];
  readonly account: (Pick<Account, 'id' | 'username' | 'status' | 'domains' | 'featureList' | 'upstream'> & { readonly features: readonly string[] }) | null;
  /** How far the shard's history had come before it was read. */
  readonly stamp: { readonly epoch: number; readonly rev: number };
  readonly at: Instant;
}

/** Of many accounts of one tenant what decides, read at one moment. */
export interface OwnersRecord {
  readonly tenant: Pick<OwnerRecord['tenant'], 'id' | 'status' | 'policy'>;
  readonly ancestors: OwnerRecord['ancestors'];
  /** Those that are there, in no order. `features`: of those that were asked about. */
  readonly accounts: readonly (Pick<Account, 'id' | 'status'> & { readonly features: readonly string[] })[];
  readonly at: Instant;
}

/** A request that its client may repeat; hashes, in hex. */
export interface RepeatableRequest {
  readonly keyHash: string;
  readonly requestHash: string;
}

export type RepeatRefusal = { readonly code: 'idempotency_key_reused' | 'idempotency_in_progress'; readonly detail: string };

/** Another version than the expected one is there. */
export type Stale = 'stale';

/** Null: whichever it is. */
export type ExpectedVersion = number | null;

export interface AccountFilter {
  readonly status: Status | null;
  /** What the user name begins with. */
  readonly username: string | null;
}

/** A feature list without what it holds. */
export interface FeatureListSummary {
  readonly name: string;
  readonly featureCount: number;
}

/** Where an account is that was found by its user name. */
export interface FoundAccount {
  readonly tenantId: TenantId;
  readonly accountId: AccountId;
  readonly shard: Shard;
  readonly username: string;
  readonly status: Status;
}

/** The panel credential of one account, as it was sealed; without an account, the tenant's own. */
export interface KeptUpstream {
  readonly tenantId: TenantId;
  readonly accountId: AccountId | null;
  readonly sealed: Pick<SealedUpstream, 'keyId' | 'sealed'>;
}

export interface TenancyStore {
  /** Everything in it commits together, or nothing: a refusal rolls back. Sees this tenant's rows only. */
  commit<Outcome extends Result<unknown, unknown>>(tenantId: TenantId, work: (tx: TenancyTransaction) => Promise<Outcome>): Promise<Outcome>;
}

/** What is asked without changing anything. */
export interface TenancyReads {
  /** By slug or id. */
  locate(tenant: string): Promise<{ tenantId: TenantId; shard: Shard } | null>;
  /** The hot read: one round trip. `account` is an id, or the user name of an account that is not removed. */
  readOwner(tenantId: TenantId, account: string | null): Promise<OwnerRecord | null>;
  /** As `readOwner`, for many accounts in one round trip. */
  readOwners(tenantId: TenantId, accountIds: readonly AccountId[], features: readonly string[]): Promise<OwnersRecord | null>;
  findTenant(tenantId: TenantId): Promise<Tenant | null>;
  findFeatureList(tenantId: TenantId, name: string): Promise<readonly string[] | null>;
  /** By name. Null: the cursor is none of ours. */
  listFeatureLists(tenantId: TenantId, limit: number, cursor: string | null): Promise<Page<FeatureListSummary> | null>;
  findAccount(tenantId: TenantId, id: AccountId): Promise<Account | null>;
  /** The tenant's own, or one below it on the same panel. */
  findAccountOnPanel(tenantId: TenantId, username: string): Promise<FoundAccount | null>;
  /** Newest first, without removed ones. Null: the cursor is none of ours. */
  listAccounts(tenantId: TenantId, filter: AccountFilter, limit: number, cursor: string | null): Promise<Page<Account> | null>;
  /** Those that are not there left out. */
  findAccountStatuses(tenantId: TenantId, ids: readonly AccountId[]): Promise<readonly Pick<Account, 'id' | 'status'>[]>;
  /** By slug: the tenant and all below it, or with null every tenant. Null: the cursor is none of ours. */
  listTenants(below: TenantId | null, limit: number, cursor: string | null): Promise<Page<Tenant> | null>;
  /** Of all tenants. A page may hold fewer than `limit`, even none, before the last. Null: the cursor is none of ours. */
  listUpstreams(notUnder: string, limit: number, cursor: string | null): Promise<Page<KeptUpstream> | null>;
}

type EditableOfTenant = 'name' | 'status' | 'panelKind' | 'panelUrl' | 'whmUrl' | 'hosts' | 'upstream';

export interface TenancyTransaction {
  /**
   * What this request made the last time; null: it is new. Called first.
   * @param keeper the tenant that keeps it: where the thing that is made has none yet, another one
   */
  recall(keeper: TenantId, request: RepeatableRequest | null): Promise<Result<string | null, RepeatRefusal>>;
  remember(keeper: TenantId, request: RepeatableRequest | null, made: string): Promise<void>;

  findTenant(): Promise<Tenant | null>;
  /** A tenant other than this transaction's. */
  findOtherTenant(id: TenantId): Promise<Tenant | null>;
  /** False: the slug is taken. */
  insertTenant(tenant: Tenant): Promise<boolean>;
  /** Null: there is no such tenant. Fields left out stay. */
  updateTenant(fields: Partial<Pick<Tenant, EditableOfTenant>>, expected: ExpectedVersion): Promise<Tenant | Stale | null>;
  /** Null: there is no such tenant. A policy is no part of a tenant's view, so the version stays. */
  putPolicy(policy: TenantPolicy): Promise<Tenant | null>;
  /** False: a host leads to another tenant already. Host names not listed stop leading here. */
  replaceHosts(tenant: Tenant, hosts: readonly string[]): Promise<boolean>;

  /** As `replaceHosts`, with those that lead to no other tenant; answers them. */
  takeFreeHosts(tenant: Tenant, hosts: readonly string[]): Promise<readonly string[]>;

  findFeatureList(name: string): Promise<readonly string[] | null>;
  putFeatureList(name: string, features: readonly string[]): Promise<void>;

  findAccount(id: AccountId): Promise<Account | null>;
  /** False: the user name is taken. */
  insertAccount(account: Account): Promise<boolean>;
  /** Null: there is no such account, or it is removed. Fields left out stay. */
  updateAccount(
    id: AccountId,
    fields: Partial<Pick<Account, 'status' | 'domains' | 'featureList' | 'upstream'>>,
    expected: ExpectedVersion,
  ): Promise<Account | Stale | null>;
  /** The same secret under another key. False: there is another one by now, or none. */
  resealUpstream(id: AccountId | null, from: KeptUpstream['sealed'], to: KeptUpstream['sealed']): Promise<boolean>;

  /** Told if, and only if, this transaction commits. */
  tell<Type extends EventType>(shard: Shard, subject: string, type: Type, time: Instant, data: EventData[Type]): Promise<void>;
  /** Numbers the change; the last statement of a transaction. */
  recordChange(shard: Shard, kind: 'account' | 'tenant' | 'feature_list', id: string): Promise<RecordedChange>;
  /** The newest change of a target, for a call that finds nothing left to do. Null: there is none of late. */
  lastChange(shard: Shard, kind: 'account' | 'tenant' | 'feature_list', id: string): Promise<RecordedChange | null>;
}
