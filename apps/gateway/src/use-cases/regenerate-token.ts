import { tokensRpc, type CredentialView, type Receipt, type TokenView } from '@portcullis/contracts';
import { granted, refused, type Result } from '@portcullis/kernel';
import type { RepeatableRequest } from '../domain/repeatable-request.js';
import { activeOwners } from './active-owners.js';
import type { PowerTakingCall } from './authorise-call.js';
import { newSecret, secretToShow, type SecretMaker } from './new-secret.js';
import type { DenialLog, Services } from './ports.js';
import { toldIfReaching, type Refusal } from './reach-for-power.js';

export interface Regeneration {
  readonly tokenId: `tok_${string}`;
  /** How long the secret that is replaced goes on working; 0: not at all. */
  readonly overlapSeconds: number;
}

export interface Regenerated {
  readonly token: TokenView;
  readonly credentials: readonly CredentialView[];
  /** For one response body, and nowhere else. */
  readonly secret: string;
  readonly enforcement: Receipt;
  /** An earlier request had done it. */
  readonly replayed: boolean;
}

type RegenerateCall = PowerTakingCall & { readonly repeatable: RepeatableRequest | null };
type Deps = SecretMaker & { readonly services: Services };

/** A new secret for a token of the call's target, made as for a new token. */
export function regenerateToken(deps: Deps & { readonly denials: DenialLog }) {
  return async (call: RegenerateCall, wanted: Regeneration): Promise<Result<Regenerated, Refusal>> =>
    toldIfReaching(deps.denials, call, 'Portcullis::regenerate_token', await regenerate(deps, call, wanted));
}

async function regenerate(deps: Deps, call: RegenerateCall, { tokenId, overlapSeconds }: Regeneration): Promise<Result<Regenerated, Refusal>> {
  const { caller, target, origin, repeatable, respondAsync } = call;
  const { tenant, account, shard } = target;
  const place = { tenantId: tenant.id, accountId: account?.id ?? null, tokenId };
  const scope = { shard, tenantId: tenant.id, requestId: origin.requestId };
  // The text of a token begins with its kind, which a tenant's path does not tell, nor whose token it is.
  const read = await deps.services.call(tokensRpc.readToken, place, scope);
  if (!read.ok) return read;
  const { form, kind, accountId } = read.value.token;
  if (form !== 'token') return refused({ code: 'invalid_request', detail: `a ${form} gets no other secret: make another` });
  const active = await activeOwners(deps.services, call, [accountId]);
  if (!active(accountId)) return refused({ code: 'owner_suspended', detail: 'a token of a suspended tenant or account gets no new secret' });

  const made = newSecret(deps, kind, shard, repeatable);
  const { credential, idempotency } = made;
  const request = { caller, respondAsync, ...place, credential, overlapSeconds, idempotency };
  const regenerated = await deps.services.call(tokensRpc.regenerateToken, request, scope);
  if (!regenerated.ok) return regenerated;
  const { replayed, ...answer } = regenerated.value;
  const shown = secretToShow(deps, made, replayed, repeatable);
  return shown.ok ? granted({ ...answer, ...shown.value }) : shown;
}
