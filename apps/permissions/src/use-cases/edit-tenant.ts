import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { granted, PLATFORM_TENANT_ID, refused, type Clock, type Result, type TenantId } from '@portcullis/kernel';
import type { Status, Tenant } from '../domain/tenancy.js';
import type { ExpectedVersion, TenancyStore } from './ports.js';

export interface EditTenant {
  readonly caller: Caller;
  readonly tenantId: TenantId;
  readonly expectedVersion: ExpectedVersion;
  readonly name: string | null;
  readonly status: Status | null;
}

/** Suspending takes power from every token of the tenant and of those below it. */
export function editTenant(deps: { store: TenancyStore; clock: Clock }) {
  return async (
    request: EditTenant,
  ): Promise<Result<{ tenant: Tenant; change: RecordedChange }, { code: 'not_found' | 'invalid_request' | 'precondition_failed'; detail: string }>> => {
    if (request.tenantId === PLATFORM_TENANT_ID && request.status === 'suspended') {
      // Every operator's token would die with it, and nobody else could lift the suspension.
      return refused({ code: 'invalid_request', detail: 'the platform tenant cannot be suspended' });
    }
    const now = deps.clock.now();
    return deps.store.commit(request.tenantId, async (tx) => {
      const fields = { ...(request.name !== null && { name: request.name }), ...(request.status !== null && { status: request.status }) };
      const tenant = await tx.updateTenant(fields, request.expectedVersion);
      if (!tenant) return refused({ code: 'not_found', detail: 'there is no such tenant' });
      if (tenant === 'stale') return refused({ code: 'precondition_failed', detail: 'the tenant was changed in the meantime' });
      await tx.tell(tenant.shard, tenant.id, 'tenant.updated', now, { by: request.caller, status: tenant.status, name: tenant.name });
      return granted({ tenant, change: await tx.recordChange(tenant.shard, 'tenant', tenant.id) });
    });
  };
}
