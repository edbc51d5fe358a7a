import { createHash } from 'node:crypto';
import { fromBase62, randomBase62, SHARD_COUNT, toBase62, type RandomBytes, type Shard } from '@portcullis/kernel';
import { crc32 } from './crc32.js';
import type { PrincipalKind } from './principal.js';
import { SecretText } from './secret-text.js';

/**
 * Token text, 53 characters, letters and digits only (panel clients validate `^[A-Za-z0-9]{10,64}$`):
 *
 *     pcl  a     1        0g     Zk3TqY7b   …           …
 *          kind  version  shard  public id  secret      CRC
 *     3    1     1        2      8          32          6
 *
 * The shard says whom to ask, and is trusted for nothing else. The public id names the credential and may be logged.
 * The CRC (CRC-32/ISO-HDLC of all that stands before it, six base62 digits, most significant first) throws out junk and
 * typing errors without a look-up; it protects nothing.
 */

/** What the text is for: a principal's own token, a console session, or a one-time link. */
export type TokenTextKind = PrincipalKind | 'session' | 'link';

const LETTERS: Readonly<Record<TokenTextKind, string>> = {
  account: 'a',
  tenant: 'w',
  service: 's',
  operator: 'o',
  session: 'c',
  link: 'l',
};
const KINDS = new Map(Object.entries(LETTERS).map(([kind, letter]) => [letter, kind as TokenTextKind]));

const VERSION = '1';
const SHARD_AT = 5;
const PUBLIC_ID_AT = 7;
const SECRET_AT = 15;
const CRC_AT = 47;
/** Whatever is of another length is none. */
export const TOKEN_TEXT_LENGTH = 53;

const SHAPE = new RegExp(`^pcl[${[...KINDS.keys()].join('')}]${VERSION}[0-9A-Za-z]{48}$`);

export interface ParsedTokenText {
  readonly kind: TokenTextKind;
  readonly shard: Shard;
  /** 8 base62 digits. */
  readonly publicId: string;
}

export function newTokenText(parts: { kind: TokenTextKind; shard: Shard; randomBytes: RandomBytes }): {
  text: SecretText;
  publicId: string;
} {
  const publicId = randomBase62(SECRET_AT - PUBLIC_ID_AT, parts.randomBytes);
  const secret = randomBase62(CRC_AT - SECRET_AT, parts.randomBytes);
  const shardDigits = toBase62(parts.shard, PUBLIC_ID_AT - SHARD_AT);
  const body = `pcl${LETTERS[parts.kind]}${VERSION}${shardDigits}${publicId}${secret}`;
  return { text: new SecretText(body + crcDigits(body)), publicId };
}

/**
 * What a presented text says of itself; null for everything that is no token text. Never throws.
 * Says nothing about whether there is such a token.
 */
export function parseTokenText(text: string): ParsedTokenText | null {
  // Length first: junk of any other length costs nothing, however long.
  if (text.length !== TOKEN_TEXT_LENGTH || !SHAPE.test(text)) return null;
  const shard = fromBase62(text.slice(SHARD_AT, PUBLIC_ID_AT));
  if (shard === null || shard >= SHARD_COUNT) return null;
  if (text.slice(CRC_AT) !== crcDigits(text)) return null;
  return { kind: KINDS.get(text[3]!)!, shard: shard as Shard, publicId: text.slice(PUBLIC_ID_AT, SECRET_AT) };
}

/** SHA-256 of the text, 32 bytes: all that ever leaves the gateway. */
export function tokenDigest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}

function crcDigits(text: string): string {
  return toBase62(crc32(text, CRC_AT), TOKEN_TEXT_LENGTH - CRC_AT);
}
