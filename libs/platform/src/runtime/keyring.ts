import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Secret keys by id. New things are made with `current`; the others still open what they made. */
export interface Keyring {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

const KEY_BYTES = 32;
const key = z.base64().transform((text) => Buffer.from(text, 'base64'));
const keyringFile = z
  .strictObject({ current: z.string(), keys: z.record(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), key) })
  .refine(({ keys }) => Object.values(keys).every((bytes) => bytes.length === KEY_BYTES), `every key must be ${KEY_BYTES} bytes`)
  .refine(({ current, keys }) => Object.hasOwn(keys, current), 'current must name one of the keys');

/**
 * Reads `{"current":"k1","keys":{"k1":"<base64 of 32 bytes>"}}`. There is no default: a service without its keys must not start.
 * @throws Error that says what is wrong with the file, never what is in it.
 */
export function readKeyring(path: string): Keyring {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Error(`the keyring file ${path} cannot be read as JSON`);
  }
  const parsed = keyringFile.safeParse(content);
  if (!parsed.success) throw new Error(`the keyring file ${path} is not right: ${parsed.error.issues.map((issue) => issue.message).join('; ')}`);
  return { current: parsed.data.current, keys: new Map(Object.entries(parsed.data.keys)) };
}
