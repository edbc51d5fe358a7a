import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { assert, granted, refused, type AccountId, type Clock, type Result, type TenantId } from '@portcullis/kernel';
import type { Account, SealedUpstream } from '../domain/tenancy.js';
import type { TenancyStore } from './ports.js';

export interface PutUpstream {
  readonly caller: Caller;
  readonly tenantId: TenantId;
  readonly accountId: AccountId;
  readonly upstream: SealedUpstream;
}

/** Keeps the panel credential as the gateway sealed it. The event names scheme and user, never the secret. */
export function putUpstream(deps: { store: TenancyStore; clock: Clock }) {
  return async (
    request: PutUpstream,
  ): Promise<Result<{ account: Account; change: RecordedChange }, { code: 'not_found'; detail: string }>> => {
    const now = deps.clock.now();
    const { scheme, user } = request.upstream;
    return deps.store.commit(request.tenantId, async (tx) => {
      const account = await tx.updateAccount(request.accountId, { upstream: request.upstream }, null);
      if (!account) return refused({ code: 'not_found', detail: 'there is no such account' });
      assert(account !== 'stale', 'no version was expected');
      const tenant = await tx.findTenant();
      assert(tenant, 'an account has a tenant');
      await tx.tell(tenant.shard, account.id, 'upstream.updated', now, { by: request.caller, scheme, user });
      return granted({ account, change: await tx.recordChange(tenant.shard, 'account', account.id) });
    });
  };
}
