import { hkdfSync } from 'node:crypto';
import { assert, type RandomBytes } from '@portcullis/kernel';
import { box, trusted, unbox, type SealKeys } from './box.js';
import type { RepeatableRequest } from './repeatable-request.js';

/** A new secret, kept for a client that did not hear the answer. */
export interface SealedReplay {
  readonly keyId: string;
  /** A box. */
  readonly sealed: string;
}

type Bound = Pick<RepeatableRequest, 'key' | 'keyHash'>;

const INFO = 'portcullis idempotent replay 1';
const KEY_BYTES = 32;

/**
 * Under a key that is derived (HKDF-SHA256, RFC 5869) from the gateway's and the client's own `Idempotency-Key`, which is kept
 * nowhere: neither the database nor the keyring nor both together open it. It does not open for another token or operation.
 */
export function sealReplay(keys: SealKeys, secret: string, request: Bound, randomBytes: RandomBytes): SealedReplay {
  const key = keys.keys.get(keys.current);
  assert(key, 'the current key is in the keyring');
  return { keyId: keys.current, sealed: box(derived(key, request), Buffer.from(secret), request.keyHash, randomBytes) };
}

/** Null: the gateway's key is gone or retired, the client sent another key, or somebody changed the bytes. */
export function openReplay(keys: SealKeys, { keyId, sealed }: SealedReplay, request: Bound): string | null {
  const key = trusted(keys, keyId);
  return key && (unbox(derived(key, request), sealed, request.keyHash)?.toString() ?? null);
}

function derived(key: Uint8Array, { key: salt }: Bound): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, salt, INFO, KEY_BYTES));
}
