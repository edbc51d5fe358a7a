import { createCipheriv, createDecipheriv } from 'node:crypto';
import { assert, type RandomBytes } from '@portcullis/kernel';

/** AES-256 keys by id, held by gateways alone. */
export interface SealKeys {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

export interface Sealed {
  readonly keyId: string;
  /** Base64 of nonce (12), ciphertext, tag (16). */
  readonly sealed: string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a sealed credential is bound to. */
export function upstreamOwner({ tenantId, accountId }: { readonly tenantId: string; readonly accountId: string }): string {
  return `${tenantId}/${accountId}`;
}

/**
 * AES-256-GCM (NIST SP 800-38D). `owner` is authenticated with it: a sealed credential copied to another account's row
 * does not open there.
 */
export function seal(keys: SealKeys, plain: string, owner: string, randomBytes: RandomBytes): Sealed {
  const key = keys.keys.get(keys.current);
  assert(key, 'the current key is in the keyring');
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(owner));
  const body = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { keyId: keys.current, sealed: body.toString('base64') };
}

/** Null: the key is gone, the owner is another one, or somebody changed the bytes. */
export function unseal(keys: SealKeys, { keyId, sealed }: Sealed, owner: string): string | null {
  const key = keys.keys.get(keyId);
  const body = Buffer.from(sealed, 'base64');
  if (!key || body.length < NONCE_BYTES + TAG_BYTES) return null;
  const tagAt = body.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(owner))
    .setAuthTag(body.subarray(tagAt));
  try {
    return decipher.update(body.subarray(NONCE_BYTES, tagAt), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}
