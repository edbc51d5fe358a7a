import { assert, type RandomBytes } from '@portcullis/kernel';
import { box, trusted, unbox, type SealKeys } from './box.js';

export type { SealKeys } from './box.js';

export interface Sealed {
  /** The key of the keyring that opens it. */
  readonly keyId: string;
  /**
   * An envelope, `2.<wrapped key>.<box>`: the box holds the secret under a random key of its own, which is boxed itself, under
   * the keyring's. Without dots, as older versions wrote it: the secret boxed under the keyring's key.
   */
  readonly sealed: string;
}

const KEY_BYTES = 32;
const VERSION = '2';

/** What a sealed credential is bound to: an account, or without one the tenant itself. No account's id is `tenant`. */
export function upstreamOwner({ tenantId, accountId }: { readonly tenantId: string; readonly accountId: string | null }): string {
  return `${tenantId}/${accountId ?? 'tenant'}`;
}

/**
 * AES-256-GCM (NIST SP 800-38D) twice. `owner` is authenticated with both parts: a sealed credential copied to another
 * account's row does not open there, nor does its wrapped key beside another box.
 */
export function seal(keys: SealKeys, plain: string, owner: string, randomBytes: RandomBytes): Sealed {
  const own = randomBytes(KEY_BYTES);
  return envelope(keys, own, box(own, Buffer.from(plain), owner, randomBytes), owner, randomBytes);
}

/** Null: the key is gone or retired, the owner is another one, or somebody changed the bytes. */
export function unseal(keys: SealKeys, { keyId, sealed }: Sealed, owner: string): string | null {
  const key = trusted(keys, keyId);
  if (!key) return null;
  const parts = sealed.split('.');
  if (parts.length === 1) return unbox(key, sealed, owner)?.toString() ?? null;
  const own = unwrap(key, parts, owner);
  return own ? (unbox(own, parts[2]!, owner)?.toString() ?? null) : null;
}

/**
 * The same secret under the current key. Of an envelope only the wrapped key is opened, never the secret; what an older
 * version sealed becomes an envelope. Null when it is under the current key already, or does not open.
 */
export function rewrap(keys: SealKeys, { keyId, sealed }: Sealed, owner: string, randomBytes: RandomBytes): Sealed | null {
  if (keyId === keys.current) return null;
  const parts = sealed.split('.');
  if (parts.length === 1) {
    const plain = unseal(keys, { keyId, sealed }, owner);
    return plain === null ? null : seal(keys, plain, owner, randomBytes);
  }
  const key = trusted(keys, keyId);
  const own = key && unwrap(key, parts, owner);
  return own ? envelope(keys, own, parts[2]!, owner, randomBytes) : null;
}

function envelope(keys: SealKeys, own: Uint8Array, boxed: string, owner: string, randomBytes: RandomBytes): Sealed {
  const key = keys.keys.get(keys.current);
  assert(key, 'the current key is in the keyring');
  return { keyId: keys.current, sealed: `${VERSION}.${box(key, own, wrappedFor(owner), randomBytes)}.${boxed}` };
}

function unwrap(key: Uint8Array, parts: readonly string[], owner: string): Uint8Array | null {
  const [version, wrapped = ''] = parts;
  if (version !== VERSION || parts.length !== 3) return null;
  const own = unbox(key, wrapped, wrappedFor(owner));
  return own?.length === KEY_BYTES ? own : null;
}

/** A wrapped key is never taken for a box, nor a box for a wrapped key. */
function wrappedFor(owner: string): string {
  return `key of ${owner}`;
}
