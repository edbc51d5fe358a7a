import type { Caller } from '@portcullis/contracts';
import { assert, granted, refused, type AccountId, type Clock, type Result, type TenantId } from '@portcullis/kernel';
import type { Account } from '../domain/tenancy.js';
import type { RepeatableRequest, RepeatRefusal, TenancyStore } from './ports.js';

export interface CreateAccount {
  readonly caller: Caller;
  readonly tenantId: TenantId;
  readonly id: AccountId;
  readonly username: string;
  readonly domains: readonly string[];
  readonly featureList: string;
  readonly idempotency: RepeatableRequest | null;
}

export type CreateAccountRefusal =
  | { readonly code: 'not_found' | 'feature_list_unknown' | 'name_taken'; readonly detail: string }
  | RepeatRefusal;

export function createAccount(deps: { store: TenancyStore; clock: Clock }) {
  return async (request: CreateAccount): Promise<Result<{ account: Account; replayed: boolean }, CreateAccountRefusal>> => {
    const now = deps.clock.now();
    return deps.store.commit(request.tenantId, async (tx) => {
      const before = await tx.recall(request.tenantId, request.idempotency);
      if (!before.ok) return before;
      if (before.value !== null) {
        const made = await tx.findAccount(before.value as AccountId);
        assert(made, 'an account that was made stays, removed or not');
        return granted({ account: made, replayed: true });
      }

      const tenant = await tx.findTenant();
      if (!tenant) return refused({ code: 'not_found', detail: 'there is no such tenant' });
      if (!(await tx.findFeatureList(request.featureList))) {
        return refused({ code: 'feature_list_unknown', detail: `there is no feature list named ${request.featureList}` });
      }

      const { id, tenantId, username, domains, featureList } = request;
      const account: Account = { id, tenantId, username, domains, featureList, status: 'active', upstream: null, version: 1, createdAt: now };
      if (!(await tx.insertAccount(account))) return refused({ code: 'name_taken', detail: `an account named ${username} is already there` });
      await tx.tell(tenant.shard, id, 'account.created', now, { by: request.caller, username, featureList });
      await tx.remember(tenantId, request.idempotency, id);
      return granted({ account, replayed: false });
    });
  };
}
