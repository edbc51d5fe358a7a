import { createHmac, timingSafeEqual } from 'node:crypto';
import { assert } from '@portcullis/kernel';

/** Keys of HMAC-SHA-256, 32 bytes each, by id. New credentials use `current`; older ones still match. */
export interface Keyring {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

export interface CredentialMac {
  readonly keyId: string;
  readonly mac: Uint8Array;
}

/** At rest: HMAC over SHA-256(token text). A copy of the database alone cannot tell whether a guess is right. */
export function macOf(keyring: Keyring, digest: Uint8Array): CredentialMac {
  const key = keyring.keys.get(keyring.current);
  assert(key, 'the current key is in the keyring');
  return { keyId: keyring.current, mac: hmac(key, digest) };
}

/** False as well when the key is no longer in the keyring. */
export function matches(keyring: Keyring, stored: CredentialMac, digest: Uint8Array): boolean {
  const key = keyring.keys.get(stored.keyId);
  if (!key) return false;
  return timingSafeEqual(hmac(key, digest), stored.mac);
}

function hmac(key: Uint8Array, digest: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update(digest).digest();
}
