import { permissionsRpc, type RefusalOf, type ReplyOf } from '@portcullis/contracts';
import { assert, type RandomBytes, type Result } from '@portcullis/kernel';
import { seal, upstreamOwner, type SealKeys } from '../domain/upstream-seal.js';
import type { PowerTakingCall } from './authorise-call.js';
import type { Services } from './ports.js';

type Put = typeof permissionsRpc.putUpstream;

/** How the gateway is to act on the panel for an account, in the clear. */
export interface PlainUpstream {
  readonly scheme: 'cpanel' | 'powerdns';
  /** Of a PowerDNS, whose key has no user, it is a name to show. */
  readonly user?: string | undefined;
  readonly token: string;
}

const POWERDNS_USER = 'api';

/** Seals the credential before it leaves this process: permissions, NATS and the trail hold what only gateways can open. */
export function putUpstream(deps: { services: Services; sealKeys: SealKeys; randomBytes: RandomBytes }) {
  return async (
    { caller, target, origin, respondAsync }: PowerTakingCall,
    { scheme, user = POWERDNS_USER, token }: PlainUpstream,
  ): Promise<Result<ReplyOf<Put>, RefusalOf<Put>>> => {
    assert(target.account, 'the path names an account, and the guard found it');
    const place = { tenantId: target.tenant.id, accountId: target.account.id };
    const upstream = { scheme, user, ...seal(deps.sealKeys, token, upstreamOwner(place), deps.randomBytes) };
    const scope = { shard: target.shard, tenantId: place.tenantId, requestId: origin.requestId };
    return deps.services.call(permissionsRpc.putUpstream, { caller, respondAsync, ...place, upstream }, scope);
  };
}
