import { permissionsRpc, type ChangePosition, type TenantView } from '@portcullis/contracts';
import type { RandomBytes, Result } from '@portcullis/kernel';
import { seal, upstreamOwner, type SealKeys } from '../domain/upstream-seal.js';
import type { AuthorisedCall } from './authorise-call.js';
import type { Origin, Services } from './ports.js';

/** How the gateway is to act on WHM for a tenant itself, in the clear. */
export interface PlainTenantUpstream {
  readonly scheme: 'whm';
  readonly user: string;
  readonly token: string;
}

/** Seals the credential before it leaves this process, as `putUpstream` does an account's. */
export function putTenantUpstream(deps: { services: Services; sealKeys: SealKeys; randomBytes: RandomBytes }) {
  return async (
    { caller, target, origin }: AuthorisedCall & { readonly origin: Origin },
    { scheme, user, token }: PlainTenantUpstream,
  ): Promise<Result<{ tenant: TenantView; change: ChangePosition }, { code: 'not_found'; detail: string }>> => {
    const tenantId = target.tenant.id;
    const upstream = { scheme, user, ...seal(deps.sealKeys, token, upstreamOwner({ tenantId, accountId: null }), deps.randomBytes) };
    const scope = { shard: target.shard, tenantId, requestId: origin.requestId };
    return deps.services.call(permissionsRpc.putTenantUpstream, { caller, tenantId, upstream }, scope);
  };
}
