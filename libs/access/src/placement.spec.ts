import { PLATFORM_TENANT_ID, type TenantId } from '@portcullis/kernel';
import { misplaced } from './placement.js';
import { PRINCIPAL_KINDS, type PrincipalKind } from './principal.js';

const provider: TenantId = 'ten_provider';
const of = (kind: PrincipalKind, tenantId: TenantId) => ({ kind, tenantId });
const kindsThat = (maker: ReturnType<typeof of>, tenantId: TenantId) => PRINCIPAL_KINDS.filter((kind) => misplaced(maker, kind, tenantId) === null);

describe('a token has its place', () => {
  it.each<[ReturnType<typeof of>, TenantId, PrincipalKind[]]>([
    // In the platform: nothing but operators and services, made by operators and services of the platform.
    [of('operator', PLATFORM_TENANT_ID), PLATFORM_TENANT_ID, ['service', 'operator']],
    [of('service', PLATFORM_TENANT_ID), PLATFORM_TENANT_ID, ['service', 'operator']],
    [of('tenant', PLATFORM_TENANT_ID), PLATFORM_TENANT_ID, []],
    [of('account', PLATFORM_TENANT_ID), PLATFORM_TENANT_ID, []],
    [of('service', provider), PLATFORM_TENANT_ID, []],
    [of('operator', provider), PLATFORM_TENANT_ID, []],
    // Everywhere else: anything but operators. Who may make which is for `exceeds` to say.
    [of('operator', PLATFORM_TENANT_ID), provider, ['account', 'service', 'tenant']],
    [of('tenant', provider), provider, ['account', 'service', 'tenant']],
  ])('%j puts into %s no other kinds than %j', (maker, tenantId, kinds) => {
    expect(kindsThat(maker, tenantId).sort()).toEqual([...kinds].sort());
  });
});
