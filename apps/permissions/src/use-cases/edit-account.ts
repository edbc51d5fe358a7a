import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { assert, granted, refused, type AccountId, type Clock, type Result, type TenantId } from '@portcullis/kernel';
import type { Account, Status } from '../domain/tenancy.js';
import type { ExpectedVersion, TenancyStore } from './ports.js';

export interface EditAccount {
  readonly caller: Caller;
  readonly tenantId: TenantId;
  readonly accountId: AccountId;
  readonly expectedVersion: ExpectedVersion;
  readonly status: Status | null;
  readonly domains: readonly string[] | null;
  readonly featureList: string | null;
}

export type EditAccountRefusal = { readonly code: 'not_found' | 'feature_list_unknown' | 'precondition_failed'; readonly detail: string };

/** Suspending takes power from every token of the account; so may another feature list. */
export function editAccount(deps: { store: TenancyStore; clock: Clock }) {
  return async (request: EditAccount): Promise<Result<{ account: Account; change: RecordedChange }, EditAccountRefusal>> => {
    const now = deps.clock.now();
    return deps.store.commit(request.tenantId, async (tx) => {
      if (request.featureList !== null && !(await tx.findFeatureList(request.featureList))) {
        return refused({ code: 'feature_list_unknown', detail: `there is no feature list named ${request.featureList}` });
      }
      const fields = {
        ...(request.status !== null && { status: request.status }),
        ...(request.domains !== null && { domains: request.domains }),
        ...(request.featureList !== null && { featureList: request.featureList }),
      };
      const account = await tx.updateAccount(request.accountId, fields, request.expectedVersion);
      if (!account) return refused({ code: 'not_found', detail: 'there is no such account' });
      if (account === 'stale') return refused({ code: 'precondition_failed', detail: 'the account was changed in the meantime' });

      const tenant = await tx.findTenant();
      assert(tenant, 'an account has a tenant');
      const { status, domains, featureList } = account;
      await tx.tell(tenant.shard, account.id, 'account.updated', now, { by: request.caller, status, domains, featureList });
      return granted({ account, change: await tx.recordChange(tenant.shard, 'account', account.id) });
    });
  };
}
