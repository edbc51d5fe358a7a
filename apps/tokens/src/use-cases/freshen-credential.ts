import { isPlain, macOf } from '../domain/credential-mac.js';
import type { CredentialKeys } from './ports.js';
import type { CredentialKeeping, KeptCredential } from './rekey-ports.js';

/** More at once would take connections from those who wait for an answer; whoever is left out comes by again. */
const AT_ONCE = 2;

/**
 * While its digest is in hand, a credential that is under an older key or a path of keys is brought under the current key
 * alone. Returns at once, and never throws: nobody waits for it, and a use of the token is as good without it.
 */
export function freshenCredential(deps: { keeping: CredentialKeeping; keyring: CredentialKeys; onFault: (fault: unknown) => void }) {
  let busy = 0;
  return (from: KeptCredential, digest: Uint8Array): void => {
    if (isPlain(deps.keyring, from.kept) || busy >= AT_ONCE) return;
    busy++;
    void deps.keeping
      .replace(from.tenantId, [{ from, to: macOf(deps.keyring, digest) }])
      .catch(deps.onFault)
      .finally(() => busy--);
  };
}
