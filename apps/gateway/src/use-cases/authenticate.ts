import { decideLive } from '@portcullis/access';
import { granted, refused, type Result } from '@portcullis/kernel';
import type { CredentialWatch, Origin } from './ports.js';
import { readPresentedToken, withTaken, type Credential, type PresentedToken, type Taken, type TargetRef, type TokenReaders } from './presented-token.js';

export type AuthenticationRefusal = { readonly code: 'credentials_required' | 'invalid_token'; readonly detail: string };

/**
 * Whose token is this? Refused unless its secret is right and it is live here and now. `named`: as `readPresentedToken` has it.
 * `taken`: what the call has taken of the token before, so that its being gone is no reason to refuse it.
 */
export function authenticate(deps: TokenReaders & { watch: CredentialWatch }) {
  return async (
    credential: Credential | null,
    origin: Origin,
    named: () => TargetRef | null = () => null,
    taken: Taken = { paid: false, grants: [] },
  ): Promise<Result<PresentedToken, AuthenticationRefusal>> => {
    if (!credential) return refused({ code: 'credentials_required', detail: 'send Authorization: Bearer <token>' });
    const read = await readPresentedToken(deps, credential, origin.requestId, named);
    const presented = read && withTaken(read, taken, deps.grantCatalogue);
    // Unknown, revoked, expired and suspended look alike: whoever holds a dead token learns nothing from the answer.
    if (!presented || !decideLive(presented.token, presented.owner, { now: presented.now, ip: origin.ip }).allowed) {
      deps.watch.refused(origin.ip, credential.text);
      return refused({ code: 'invalid_token', detail: 'the token is unknown, expired, revoked or suspended' });
    }
    deps.watch.accepted(origin.ip, credential.text);
    return granted(presented);
  };
}
