import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { granted, refused, type AccountId, type Clock, type Result, type TenantId } from '@portcullis/kernel';
import type { Account } from '../domain/tenancy.js';
import type { ExpectedVersion, TenancyStore } from './ports.js';

export interface DeleteAccount {
  readonly caller: Caller;
  readonly tenantId: TenantId;
  readonly accountId: AccountId;
  readonly expectedVersion: ExpectedVersion;
}

export interface DeletedAccount {
  readonly account: Account;
  /** What removed it: this call, or an earlier one. Null: that was long ago. */
  readonly change: RecordedChange | null;
}

/** The row stays, without its panel credential, so that its tokens have an owner to be judged by: a removed one. */
export function deleteAccount(deps: { store: TenancyStore; clock: Clock }) {
  return async (
    { caller, tenantId, accountId, expectedVersion }: DeleteAccount,
  ): Promise<Result<DeletedAccount, { code: 'not_found' | 'precondition_failed'; detail: string }>> => {
    const now = deps.clock.now();
    return deps.store.commit(tenantId, async (tx) => {
      const tenant = await tx.findTenant();
      const account = tenant && (await tx.updateAccount(accountId, { status: 'removed', upstream: null }, expectedVersion));
      if (account === 'stale') return refused({ code: 'precondition_failed', detail: 'the account was changed in the meantime' });
      if (account) {
        await tx.tell(tenant.shard, account.id, 'account.deleted', now, { by: caller, username: account.username });
        return granted({ account, change: await tx.recordChange(tenant.shard, 'account', account.id) });
      }

      const before = tenant && (await tx.findAccount(accountId));
      if (!before) return refused({ code: 'not_found', detail: 'there is no such account' });
      return granted({ account: before, change: await tx.lastChange(tenant.shard, 'account', before.id) });
    });
  };
}
