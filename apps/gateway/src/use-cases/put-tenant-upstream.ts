import { permissionsRpc, type RefusalOf, type ReplyOf } from '@portcullis/contracts';
import type { RandomBytes, Result } from '@portcullis/kernel';
import { seal, upstreamOwner, type SealKeys } from '../domain/upstream-seal.js';
import type { PowerTakingCall } from './authorise-call.js';
import type { Services } from './ports.js';

type Put = typeof permissionsRpc.putTenantUpstream;

/** How the gateway is to act on WHM for a tenant itself, in the clear. */
export interface PlainTenantUpstream {
  readonly scheme: 'whm';
  readonly user: string;
  readonly token: string;
}

/** Seals the credential before it leaves this process, as `putUpstream` does an account's. */
export function putTenantUpstream(deps: { services: Services; sealKeys: SealKeys; randomBytes: RandomBytes }) {
  return async (
    { caller, target, origin, respondAsync }: PowerTakingCall,
    { scheme, user, token }: PlainTenantUpstream,
  ): Promise<Result<ReplyOf<Put>, RefusalOf<Put>>> => {
    const tenantId = target.tenant.id;
    const upstream = { scheme, user, ...seal(deps.sealKeys, token, upstreamOwner({ tenantId, accountId: null }), deps.randomBytes) };
    const scope = { shard: target.shard, tenantId, requestId: origin.requestId };
    return deps.services.call(permissionsRpc.putTenantUpstream, { caller, respondAsync, tenantId, upstream }, scope);
  };
}
