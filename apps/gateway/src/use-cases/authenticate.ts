import { decideLive } from '@portcullis/access';
import { granted, refused, type Result } from '@portcullis/kernel';
import type { Credential } from '@portcullis/verifier';
import type { CredentialWatch, Origin, Services } from './ports.js';
import { NOTHING_TAKEN, presentedToken, type PresentedToken, type TokenReaders } from './presented-token.js';
import { readTarget, type Target, type TargetRef } from './read-target.js';

export type AuthenticationRefusal = { readonly code: 'credentials_required' | 'invalid_token'; readonly detail: string };

export interface Authenticated {
  readonly presented: PresentedToken;
  /** Null: there is none, or nobody was named. */
  readonly target: Target | null;
}

/**
 * Whose token is this, and whom is the call about? Refused unless its secret is right and it is live here and now. `named` is called once that is so.
 * `taken`: what the call has taken of the token before, so that its being gone is no reason to refuse it.
 */
export function authenticate(deps: TokenReaders & { readonly services: Services; readonly watch: CredentialWatch }) {
  return async (
    credential: Credential | null,
    origin: Origin,
    named: () => TargetRef | null = () => null,
    taken = NOTHING_TAKEN,
  ): Promise<Result<Authenticated, AuthenticationRefusal>> => {
    if (!credential) return refused({ code: 'credentials_required', detail: 'send Authorization: Bearer <token>' });
    const look = async (): Promise<Result<PresentedToken, AuthenticationRefusal>> => {
      const presented = await presentedToken(deps, credential, origin.requestId, taken);
      // Unknown, revoked, expired and suspended look alike: whoever holds a dead token learns nothing from the answer.
      if (!presented || !isLive(presented, origin)) {
        deps.watch.refused(origin.ip, credential.text);
        return refused({ code: 'invalid_token', detail: 'the token is unknown, expired, revoked or suspended' });
      }
      deps.watch.accepted(origin.ip, credential.text);
      return granted(presented);
    };
    const first = await look();
    if (!first.ok) return first;
    const about = named();
    if (about === null) return granted({ presented: first.value, target: null });
    const target = await readTarget(deps.services, first.value, about, origin.requestId);
    // What was true of the token before that wait may be so no more.
    const presented = first.value.isCurrent() ? first : await look();
    return presented.ok ? granted({ presented: presented.value, target }) : presented;
  };
}

function isLive({ token, owner, now, earliest }: PresentedToken, { ip }: Origin): boolean {
  return decideLive(token, owner, { now, earliest, ip }).allowed;
}
