import { tokensRpc, type TokenView } from '@portcullis/contracts';
import { granted, newId, type Result } from '@portcullis/kernel';
import type { AuthorisedCall } from './authorise-call.js';
import { newSecret, type SecretMaker } from './new-secret.js';
import type { DenialLog, Origin, Services } from './ports.js';
import { toldIfReaching, type Refusal } from './reach-for-power.js';

export interface OpenedSession {
  readonly session: TokenView;
  /** For one cookie, and nowhere else. */
  readonly secret: string;
}

/** A session of the caller's owner. The caller is a link, whose one use was taken when this call was let in, or a token with full access. */
export function openSession(deps: SecretMaker & { readonly services: Services; readonly denials: DenialLog }) {
  return async (call: AuthorisedCall & { readonly origin: Origin }): Promise<Result<OpenedSession, Refusal>> => {
    const { caller, target, origin } = call;
    const { secret, credential } = newSecret(deps, 'session', target.shard, null);
    const request = { caller, id: newId('tok', deps.randomBytes), credential };
    const scope = { shard: target.shard, tenantId: target.tenant.id, requestId: origin.requestId };
    const opened = await toldIfReaching(deps.denials, call, 'Portcullis::open_session', await deps.services.call(tokensRpc.openSession, request, scope));
    return opened.ok ? granted({ session: opened.value.token, secret }) : opened;
  };
}
