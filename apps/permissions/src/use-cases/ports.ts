import type { ChangePosition, EventData, EventType } from '@portcullis/contracts';
import type { AccountId, Instant, Result, Shard, TenantId } from '@portcullis/kernel';
import type { Account, Status, Tenant } from '../domain/tenancy.js';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** What to pass as `cursor` for the next page; null on the last one. */
  readonly next: string | null;
}

/** Everything that bounds a token of this owner, read at one moment. `at` is the database's clock. */
export interface OwnerRecord {
  readonly tenant: { readonly id: TenantId; readonly slug: string; readonly status: Status; readonly panelUrl: string | null };
  readonly ancestors: readonly { readonly id: TenantId; readonly status: Status }[];
  readonly account: (Pick<Account, 'id' | 'username' | 'status' | 'upstream'> & { readonly features: readonly string[] }) | null;
  readonly at: Instant;
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
  findTenant(tenantId: TenantId): Promise<Tenant | null>;
  findFeatureList(tenantId: TenantId, name: string): Promise<readonly string[] | null>;
  findAccount(tenantId: TenantId, id: AccountId): Promise<Account | null>;
  /** Newest first, without removed ones. Null: the cursor is none of ours. */
  listAccounts(tenantId: TenantId, limit: number, cursor: string | null): Promise<Page<Account> | null>;
}

export interface TenancyTransaction {
  findTenant(): Promise<Tenant | null>;
  /** A tenant other than this transaction's, for placing a child below it. */
  findParent(id: TenantId): Promise<Tenant | null>;
  /** False: the slug is taken. */
  insertTenant(tenant: Tenant): Promise<boolean>;
  /** Null: there is no such tenant. Fields left out stay. */
  updateTenant(fields: Partial<Pick<Tenant, 'name' | 'status' | 'panelUrl' | 'hosts'>>): Promise<Tenant | null>;
  /** False: a host leads to another tenant already. Host names not listed stop leading here. */
  replaceHosts(tenant: Tenant, hosts: readonly string[]): Promise<boolean>;

  findFeatureList(name: string): Promise<readonly string[] | null>;
  putFeatureList(name: string, features: readonly string[]): Promise<void>;

  findAccount(id: AccountId): Promise<Account | null>;
  /** False: the user name is taken. */
  insertAccount(account: Account): Promise<boolean>;
  /** Null: there is no such account, or it is removed. Fields left out stay. */
  updateAccount(
    id: AccountId,
    fields: Partial<Pick<Account, 'status' | 'domains' | 'featureList' | 'upstream'>>,
  ): Promise<Account | null>;

  /** Told if, and only if, this transaction commits. */
  tell<Type extends EventType>(shard: Shard, subject: string, type: Type, time: Instant, data: EventData[Type]): Promise<void>;
  /** Numbers the change; the last statement of a transaction. */
  recordChange(shard: Shard, kind: 'account' | 'tenant' | 'feature_list', id: string): Promise<ChangePosition>;
  /** The newest change of a target, for a call that finds nothing left to do. */
  lastChange(shard: Shard, kind: 'account' | 'tenant' | 'feature_list', id: string): Promise<ChangePosition | null>;
}
