import { PLATFORM_TENANT_ID, type TenantId } from '@portcullis/kernel';
import type { PrincipalKind } from './principal.js';

/**
 * Why this maker cannot put a token of this kind into that tenant, in words; null when it can. Asked besides `within` and
 * `exceeds`: a service of the platform reaches every tenant, so whoever could put one there would hold what no tenant has.
 */
export function misplaced(
  maker: { readonly kind: PrincipalKind; readonly tenantId: TenantId },
  kind: PrincipalKind,
  tenantId: TenantId,
): string | null {
  if (tenantId !== PLATFORM_TENANT_ID) return kind === 'operator' ? 'operator tokens belong to the platform tenant' : null;
  // A token of the platform as if it were a provider would hold `create_token` there.
  if (kind === 'tenant' || kind === 'account') return `the platform tenant has no tokens of kind ${kind}`;
  const ofThePlatform = maker.tenantId === PLATFORM_TENANT_ID && (maker.kind === 'operator' || maker.kind === 'service');
  return ofThePlatform ? null : 'only operators and services of the platform make tokens of the platform tenant';
}
