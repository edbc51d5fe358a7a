import { PLATFORM_TENANT_ID, type AccountId, type TenantId } from '@portcullis/kernel';
import type { PrincipalKind } from './principal.js';

export interface Principal {
  readonly kind: PrincipalKind;
  readonly tenantId: TenantId;
  /** Not null exactly for kind account. */
  readonly accountId: AccountId | null;
}

/** What a management operation acts on: a tenant, or an account of it. */
export interface ManagementTarget {
  readonly tenantId: TenantId;
  /** The tenants above it; empty for a provider at the top. */
  readonly tenantAncestors: readonly TenantId[];
  /** Null: the tenant itself, and so everything that belongs to it. */
  readonly accountId: AccountId | null;
}

/** Whether a principal may act on this target at all. What it may do there is for `decide` to say. */
export function within(principal: Principal, target: ManagementTarget): boolean {
  switch (principal.kind) {
    case 'operator':
      return true;
    case 'tenant':
      return isAtOrAbove(principal.tenantId, target);
    case 'service':
      // The platform stands above every tenant without being anybody's parent.
      return principal.tenantId === PLATFORM_TENANT_ID || isAtOrAbove(principal.tenantId, target);
    case 'account':
      // Both null is the tenant itself, which an account never is.
      if (principal.accountId === null) return false;
      return principal.accountId === target.accountId && principal.tenantId === target.tenantId;
  }
}

function isAtOrAbove(tenantId: TenantId, target: ManagementTarget): boolean {
  return target.tenantId === tenantId || target.tenantAncestors.includes(tenantId);
}
