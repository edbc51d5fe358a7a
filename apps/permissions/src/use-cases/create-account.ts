import type { Caller } from '@portcullis/contracts';
import { granted, refused, type AccountId, type Clock, type Result, type TenantId } from '@portcullis/kernel';
import type { Account } from '../domain/tenancy.js';
import type { TenancyStore } from './ports.js';

export interface CreateAccount {
  readonly caller: Caller;
  readonly tenantId: TenantId;
  readonly id: AccountId;
  readonly username: string;
  readonly domains: readonly string[];
  readonly featureList: string;
}

export type CreateAccountRefusal = { readonly code: 'not_found' | 'feature_list_unknown' | 'name_taken'; readonly detail: string };

export function createAccount(deps: { store: TenancyStore; clock: Clock }) {
  return async (request: CreateAccount): Promise<Result<Account, CreateAccountRefusal>> => {
    const now = deps.clock.now();
    return deps.store.commit(request.tenantId, async (tx) => {
      const tenant = await tx.findTenant();
      if (!tenant) return refused({ code: 'not_found', detail: 'there is no such tenant' });
      if (!(await tx.findFeatureList(request.featureList))) {
        return refused({ code: 'feature_list_unknown', detail: `there is no feature list named ${request.featureList}` });
      }

      const { id, tenantId, username, domains, featureList } = request;
      const account: Account = { id, tenantId, username, domains, featureList, status: 'active', upstream: null, createdAt: now };
      if (!(await tx.insertAccount(account))) return refused({ code: 'name_taken', detail: `an account named ${username} is already there` });
      await tx.tell(tenant.shard, id, 'account.created', now, { by: request.caller, username, featureList });
      return granted(account);
    });
  };
}
