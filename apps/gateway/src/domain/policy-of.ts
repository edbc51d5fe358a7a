import { effectivePolicy, type TenantPolicy } from '@portcullis/access';

interface Below {
  readonly policy: TenantPolicy;
  readonly ancestors: readonly { readonly policy: TenantPolicy }[];
}

/** What holds for a tenant and all that is below it, as messages carry it. */
export function policyOf({ policy, ancestors }: Below) {
  const { ipAllowlist, presets, ...parts } = effectivePolicy([policy, ...ancestors.map((ancestor) => ancestor.policy)]);
  return { ...parts, ipAllowlist: ipAllowlist && [...ipAllowlist], presets: presets && [...presets] };
}
