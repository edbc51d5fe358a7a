import { PLATFORM_TENANT_ID, type AccountId, type TenantId } from '@portcullis/kernel';
import { within, type ManagementTarget, type Principal } from './management-scope.js';
import type { PrincipalKind } from './principal.js';

const [provider, reseller, other] = ['ten_provider', 'ten_reseller', 'ten_other'] as TenantId[] as [TenantId, TenantId, TenantId];
const [alice, bob] = ['acc_alice', 'acc_bob'] as AccountId[] as [AccountId, AccountId];

const at = (tenantId: TenantId, tenantAncestors: TenantId[] = [], accountId: AccountId | null = null): ManagementTarget => ({ tenantId, tenantAncestors, accountId });
const targets = {
  'the platform': at(PLATFORM_TENANT_ID),
  'the provider': at(provider),
  "the provider's account alice": at(provider, [], alice),
  'its reseller': at(reseller, [provider]),
  "the reseller's account bob": at(reseller, [provider], bob),
  'another provider': at(other),
  "another provider's account": at(other, [], 'acc_eve'),
};
type TargetName = keyof typeof targets;
const everything = Object.keys(targets) as TargetName[];
const ofProvider: TargetName[] = ['the provider', "the provider's account alice", 'its reseller', "the reseller's account bob"];
const ofReseller: TargetName[] = ['its reseller', "the reseller's account bob"];

const rows: [string, PrincipalKind, TenantId, AccountId | null, TargetName[]][] = [
  ['an operator', 'operator', PLATFORM_TENANT_ID, null, everything],
  ['a service of the platform', 'service', PLATFORM_TENANT_ID, null, everything],
  ['a tenant token of the platform', 'tenant', PLATFORM_TENANT_ID, null, ['the platform']],
  ['a provider', 'tenant', provider, null, ofProvider],
  ['a service of the provider', 'service', provider, null, ofProvider],
  ['a reseller', 'tenant', reseller, null, ofReseller],
  ['a service of the reseller', 'service', reseller, null, ofReseller],
  ['account alice', 'account', provider, alice, ["the provider's account alice"]],
  ['account bob', 'account', reseller, bob, ["the reseller's account bob"]],
  ['an account token that names no account', 'account', provider, null, []],
  ['an account token of another tenant with the same account id', 'account', other, alice, []],
];

describe('within', () => {
  it.each(rows)('lets %s (%s of %s, %s) reach no more and no less than its own', (_who, kind, tenantId, accountId, reached) => {
    const principal: Principal = { kind, tenantId, accountId };
    expect(everything.filter((name) => within(principal, targets[name]))).toEqual(reached);
  });
});
