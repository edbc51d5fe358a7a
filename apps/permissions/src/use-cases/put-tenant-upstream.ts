import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { assert, granted, refused, type Clock, type Result, type TenantId } from '@portcullis/kernel';
import type { SealedUpstream, Tenant } from '../domain/tenancy.js';
import type { TenancyStore } from './ports.js';

export interface PutTenantUpstream {
  readonly caller: Caller;
  readonly tenantId: TenantId;
  readonly upstream: SealedUpstream;
}

/** Keeps the tenant's own panel credential, as `putUpstream` does an account's. */
export function putTenantUpstream(deps: { store: TenancyStore; clock: Clock }) {
  return async ({
    caller,
    tenantId,
    upstream,
  }: PutTenantUpstream): Promise<Result<{ tenant: Tenant; change: RecordedChange }, { code: 'not_found'; detail: string }>> => {
    const now = deps.clock.now();
    return deps.store.commit(tenantId, async (tx) => {
      const tenant = await tx.updateTenant({ upstream }, null);
      if (!tenant) return refused({ code: 'not_found', detail: 'there is no such tenant' });
      assert(tenant !== 'stale', 'no version was expected');
      await tx.tell(tenant.shard, tenant.id, 'upstream.updated', now, { by: caller, scheme: upstream.scheme, user: upstream.user });
      return granted({ tenant, change: await tx.recordChange(tenant.shard, 'tenant', tenant.id) });
    });
  };
}
