import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { RandomBytes } from '@portcullis/kernel';

/** AES-256 keys by id, held by gateways alone. */
export interface SealKeys {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
  /** Keys that may have leaked: what is sealed under one is not opened any more. */
  readonly retired: ReadonlySet<string>;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The key that opens what was sealed under it; null when it is gone, or retired. */
export function trusted(keys: SealKeys, id: string): Uint8Array | null {
  return keys.retired.has(id) ? null : (keys.keys.get(id) ?? null);
}

/** AES-256-GCM (NIST SP 800-38D). `bound` is authenticated with it. Base64 of nonce (12), ciphertext, tag (16). */
export function box(key: Uint8Array, plain: Uint8Array, bound: string, randomBytes: RandomBytes): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(bound));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** Null: another key, bound to something else, or somebody changed the bytes. */
export function unbox(key: Uint8Array, boxed: string, bound: string): Buffer | null {
  const body = Buffer.from(boxed, 'base64');
  if (body.length < NONCE_BYTES + TAG_BYTES) return null;
  const tagAt = body.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(bound))
    .setAuthTag(body.subarray(tagAt));
  try {
    return Buffer.concat([decipher.update(body.subarray(NONCE_BYTES, tagAt)), decipher.final()]);
  } catch {
    return null;
  }
}
