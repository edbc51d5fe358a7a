import type { Keyring } from '../domain/credential-mac.js';

/** What this process accepted when it looked last, whether or not it has been started again since. */
export interface AcceptedKeys {
  read(): Promise<readonly string[]>;
  keep(keyIds: readonly string[]): Promise<void>;
}

export interface FollowKeyringDeps {
  readonly keyring: Keyring;
  readonly accepted: AcceptedKeys;
  /** Has every verifier read everything again. */
  readonly startAfresh: () => Promise<void>;
}

/**
 * A key that is accepted no more takes from all credentials under it, and no change says so: whatever verifiers know of any is read again.
 * To be called at the start, and whenever the keyring says something else. @returns the keys that are accepted no more
 */
export function followKeyring({ keyring, accepted, startAfresh }: FollowKeyringDeps) {
  return async (): Promise<readonly string[]> => {
    const now = [...keyring.keys.keys()].filter((id) => !keyring.retired.has(id));
    const withdrawn = (await accepted.read()).filter((id) => !now.includes(id));
    // First, so that a start in between does it again.
    if (withdrawn.length > 0) await startAfresh();
    await accepted.keep(now);
    return withdrawn;
  };
}
