import { decide, decideLive, type OperationFacts } from '@portcullis/access';
import type { EventData } from '@portcullis/contracts';
import { unseal, upstreamOwner } from '../domain/upstream-seal.js';
import type { CredentialWatch, DenialLog, Origin, UpstreamKeys } from './ports.js';
import { readPresentedToken, withAUse, type PresentedToken, type TokenReaders } from './presented-token.js';

/** A call to the panel as its path and credentials tell it, before anything is known about the token. */
export interface PanelCall {
  /** From `/t/{slug}`. */
  readonly tenantSlug: string;
  /** The user in the `Authorization` header; null with `Bearer`. */
  readonly user: string | null;
  readonly tokenText: string;
  readonly operation: OperationFacts;
  /** Why a call of this kind is never sent upstream, whoever asks; null when it may be. */
  readonly servedHere: string | null;
}

export type PanelJudgement =
  /** One answer for unknown, expired, revoked, suspended, wrong user and wrong tenant alike. */
  | { readonly verdict: 'bad_credentials' }
  | { readonly verdict: 'denied'; readonly missing: string }
  | { readonly verdict: 'not_set_up'; readonly missing: string }
  | { readonly verdict: 'forward'; readonly panelUrl: string; readonly accountId: string; readonly authorization: string; readonly presented: PresentedToken };

export type JudgePanelCallDeps = TokenReaders & { denials: DenialLog; sealKeys: UpstreamKeys; watch: CredentialWatch };

/**
 * May this call go to the panel, and as whom? Denials of known tokens are written down before they are answered.
 * `paid`: the call has taken its one of the token's uses before, so that none being left is no reason to refuse it.
 */
export function judgePanelCall(deps: JudgePanelCallDeps) {
  return async (call: PanelCall, origin: Origin, paid = false): Promise<PanelJudgement> => {
    const presented = await readPresentedToken(deps, { text: call.tokenText, forms: ['token'] }, origin.requestId);
    const judged = presented === null ? BAD_CREDENTIALS : await judge(deps, call, paid ? withAUse(presented) : presented, origin);
    deps.watch[judged.verdict === 'bad_credentials' ? 'refused' : 'accepted'](origin.ip, call.tokenText);
    return judged;
  };
}

const BAD_CREDENTIALS: PanelJudgement = { verdict: 'bad_credentials' };

async function judge(deps: JudgePanelCallDeps, call: PanelCall, presented: PresentedToken, origin: Origin): Promise<PanelJudgement> {
  const { token, owner, now } = presented;
  const mismatch = mismatchOf(call, presented);
  if (mismatch) {
    await deps.denials.record(presented.facts.tenantId, denialOf(call, presented, origin, 'wrong_place', mismatch));
    return BAD_CREDENTIALS;
  }
  const decision = decide({ token, owner, operation: call.operation, now, ip: origin.ip });
  if (!decision.allowed) {
    await deps.denials.record(presented.facts.tenantId, denialOf(call, presented, origin, decision.code, decision.missing));
    if (!decideLive(token, owner, { now, ip: origin.ip }).allowed) return BAD_CREDENTIALS;
    return { verdict: 'denied', missing: decision.missing };
  }
  if (call.servedHere !== null) {
    await deps.denials.record(presented.facts.tenantId, denialOf(call, presented, origin, 'not_forwarded', call.servedHere));
    return { verdict: 'denied', missing: call.servedHere };
  }
  return forward(presented, deps.sealKeys);
}

/** The token must be used by its owner's name, under its own tenant's address: a slug is only a hint. */
function mismatchOf(call: PanelCall, { facts, ownerFacts }: PresentedToken): string | null {
  if (facts.kind !== 'account' || !ownerFacts.account) return 'only an account token works here';
  if (ownerFacts.tenant.slug !== call.tenantSlug) return 'the token belongs to another address';
  if (call.user !== null && call.user !== ownerFacts.account.username) return 'the user is not the owner of the token';
  return null;
}

function forward(presented: PresentedToken, keys: UpstreamKeys): PanelJudgement {
  const { ownerFacts } = presented;
  const { tenant, account } = ownerFacts;
  const { panelUrl } = tenant;
  const upstream = account?.upstream;
  if (panelUrl === null) return { verdict: 'not_set_up', missing: 'no panel is set for this tenant' };
  if (!upstream) return { verdict: 'not_set_up', missing: 'the gateway has no panel credential for this account' };
  // Another process may be ahead of this one with a new key.
  keys.learn([upstream.keyId]);
  const secret = unseal(keys, upstream, upstreamOwner({ tenantId: tenant.id, accountId: account.id }));
  if (secret === null) return { verdict: 'not_set_up', missing: 'the panel credential of this account cannot be opened; set it again' };
  return { verdict: 'forward', panelUrl, accountId: account.id, authorization: `${upstream.scheme} ${upstream.user}:${secret}`, presented };
}

function denialOf(call: PanelCall, { facts }: PresentedToken, origin: Origin, code: string, missing: string): EventData['request.denied'] {
  const { id: tokenId, publicId, accountId } = facts;
  return { ...origin, tokenId, publicId, accountId, operation: call.operation.name, code, missing };
}
