import { createHmac, timingSafeEqual } from 'node:crypto';
import { assert } from '@portcullis/kernel';

/** Keys of HMAC-SHA-256, 32 bytes each, by id. New credentials use `current`; older ones still match. */
export interface Keyring {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
  /** Keys that may have leaked: on its own such a key no longer vouches for a credential, only below another key. */
  readonly retired: ReadonlySet<string>;
}

export interface CredentialMac {
  /** The path of keys that the digest went through, joined by dots: `k1`, or `k1.k2` for HMAC(k2, HMAC(k1, digest)). */
  readonly keyId: string;
  readonly mac: Uint8Array;
}

/** At rest: HMAC over SHA-256(token text). A copy of the database alone cannot tell whether a guess is right. */
export function macOf(keyring: Keyring, digest: Uint8Array): CredentialMac {
  return { keyId: keyring.current, mac: hmac(currentKey(keyring), digest) };
}

export function keyPath(keyId: string): readonly string[] {
  return keyId.split('.');
}

/** False as well when a key of the path is no longer in the keyring, or the last one is retired. */
export function matches(keyring: Keyring, stored: CredentialMac, digest: Uint8Array): boolean {
  const path = keyPath(stored.keyId);
  if (!vouches(keyring, lastOf(path))) return false;
  let mac = digest;
  for (const id of path) {
    const key = keyring.keys.get(id);
    if (!key) return false;
    mac = hmac(key, mac);
  }
  return mac.length === stored.mac.length && timingSafeEqual(mac, stored.mac);
}

/** Whether the path is not just the current key: with the digest in hand `macOf` makes it that. */
export function isPlain(keyring: Keyring, stored: CredentialMac): boolean {
  return stored.keyId === keyring.current;
}

/**
 * The same credential under the current key, made from what is kept, without the digest: the current key goes on top of the
 * path. Null when it is under the current key already, and when its last key no longer vouches for it (unknown or
 * retired): whoever held that key could have made the row, and the current key must not bless it.
 */
export function rewrap(keyring: Keyring, stored: CredentialMac): CredentialMac | null {
  const last = lastOf(keyPath(stored.keyId));
  if (last === keyring.current || !vouches(keyring, last)) return null;
  return { keyId: `${stored.keyId}.${keyring.current}`, mac: hmac(currentKey(keyring), stored.mac) };
}

function vouches(keyring: Keyring, id: string): boolean {
  return keyring.keys.has(id) && !keyring.retired.has(id);
}

function lastOf(path: readonly string[]): string {
  return path.at(-1) ?? '';
}

function currentKey(keyring: Keyring): Uint8Array {
  const key = keyring.keys.get(keyring.current);
  assert(key, 'the current key is in the keyring');
  return key;
}

function hmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update(message).digest();
}
