import { effectivePolicy, type TenantPolicy } from '@portcullis/access';
import type { OwnerFactsMessage, PolicyView } from '@portcullis/contracts';

type Tenant = Pick<OwnerFactsMessage['tenant'], 'policy' | 'ancestors'>;

/** What holds for a tenant and all that is below it, as messages carry it. */
export function policyOf({ policy, ancestors }: Tenant): PolicyView {
  const { ipAllowlist, presets, ...parts }: TenantPolicy = effectivePolicy([policy, ...ancestors.map((ancestor) => ancestor.policy)]);
  return { ...parts, ipAllowlist: ipAllowlist && [...ipAllowlist], presets: presets && [...presets] };
}
