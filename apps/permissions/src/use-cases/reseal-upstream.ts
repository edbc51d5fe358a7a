import { granted, type AccountId, type Result, type TenantId } from '@portcullis/kernel';
import type { KeptUpstream, TenancyStore } from './ports.js';

export interface ResealUpstream {
  readonly tenantId: TenantId;
  /** Null: the tenant's own. */
  readonly accountId: AccountId | null;
  readonly from: KeptUpstream['sealed'];
  readonly to: KeptUpstream['sealed'];
}

/** The same secret in another envelope: nothing that a token may do changes by it, and nothing is told. */
export function resealUpstream(deps: { store: TenancyStore }) {
  return async ({ tenantId, accountId, from, to }: ResealUpstream): Promise<Result<{ replaced: boolean }, never>> =>
    deps.store.commit(tenantId, async (tx) => granted({ replaced: await tx.resealUpstream(accountId, from, to) }));
}
