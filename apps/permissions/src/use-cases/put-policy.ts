import { DEFAULT_POLICY, type TenantPolicy } from '@portcullis/access';
import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { granted, PLATFORM_TENANT_ID, refused, type Clock, type Result, type TenantId } from '@portcullis/kernel';
import { policyWithin, type PolicyInForce } from '../domain/tenancy.js';
import type { TenancyStore } from './ports.js';

export interface PutPolicy {
  readonly caller: Caller;
  readonly tenantId: TenantId;
  readonly policy: TenantPolicy;
}

/** A policy bounds every token of the tenant and of those below it, so it is a change of the tenant. */
export function putPolicy(deps: { store: TenancyStore; clock: Clock }) {
  return async (
    request: PutPolicy,
  ): Promise<Result<PolicyInForce & { change: RecordedChange }, { code: 'not_found' | 'invalid_request'; detail: string }>> => {
    if (request.tenantId === PLATFORM_TENANT_ID && bindsTokens(request.policy)) {
      // One request a day for all operators together, or an address that nobody has: nobody could take that back.
      return refused({ code: 'invalid_request', detail: 'the platform tenant lays down nothing but deadTokenDays: give its tokens their own bounds' });
    }
    const now = deps.clock.now();
    return deps.store.commit(request.tenantId, async (tx) => {
      const tenant = await tx.putPolicy(request.policy);
      if (!tenant) return refused({ code: 'not_found', detail: 'there is no such tenant' });
      const above = [];
      for (const id of tenant.ancestors) above.push((await tx.findOtherTenant(id))?.policy ?? null);
      const inForce = policyWithin(tenant.policy, above);
      await tx.tell(tenant.shard, tenant.id, 'policy.changed', now, { by: request.caller, policy: request.policy });
      return granted({ ...inForce, change: await tx.recordChange(tenant.shard, 'tenant', tenant.id) });
    });
  };
}

function bindsTokens({ deadTokenDays: _, ...others }: TenantPolicy): boolean {
  const parts = Object.keys(others) as (keyof typeof others)[];
  return parts.some((part) => others[part] !== DEFAULT_POLICY[part]);
}
