import type { GrantCatalogue } from '@portcullis/access';
import { permissionsRpc, type PolicyView, type RefusalOf, type ReplyOf } from '@portcullis/contracts';
import { refused, type Result } from '@portcullis/kernel';
import type { PowerTakingCall } from './authorise-call.js';
import type { Services } from './ports.js';

type Put = typeof permissionsRpc.putPolicy;
type Refusal = RefusalOf<Put> | { readonly code: 'operation_unknown'; readonly detail: string };

/** Only gateways know the catalogue. Of a preset that is misspelt no token could be made, and none would say why. */
export function putPolicy({ services, grantCatalogue }: { services: Services; grantCatalogue: Pick<GrantCatalogue, 'version' | 'presetNamed'> }) {
  // Of any version: what was once laid down can be laid down again, with another part changed.
  const versions = Array.from({ length: grantCatalogue.version }, (_, before) => grantCatalogue.version - before);
  const isKnown = (name: string): boolean => versions.some((version) => grantCatalogue.presetNamed(name, version) !== null);

  return async ({ caller, target, origin, respondAsync }: PowerTakingCall, policy: PolicyView): Promise<Result<ReplyOf<Put>, Refusal>> => {
    const unknown = policy.presets?.find((name) => !isKnown(name));
    if (unknown !== undefined) return refused({ code: 'operation_unknown', detail: `the catalogue knows no preset ${unknown}` });
    const { shard, tenant } = target;
    return services.call(permissionsRpc.putPolicy, { caller, respondAsync, tenantId: tenant.id, policy }, { shard, tenantId: tenant.id, requestId: origin.requestId });
  };
}
