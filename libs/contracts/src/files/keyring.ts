import { z } from 'zod';

/** Never with a dot: a credential's key path joins ids with dots. */
const keyId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'a key id must be 1-64 letters, digits, - or _');
const KEY_BYTES = 32;
/** 32 bytes in canonical base64: 43 digits and one `=`, the last digit's spare bits zero. */
const key = z.string().regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/, `every key must be ${KEY_BYTES} bytes in base64`);

/**
 * A keyring file: `{"current":"k2","keys":{"k1":"<base64 of 32 bytes>","k2":"…"},"retired":["k1"]}`. New things are made with
 * `current`; the other keys still open what they made, but for `retired` ones, which count only below another key.
 */
export const keyringFile = z
  .strictObject({ current: keyId, keys: z.record(keyId, key), retired: z.array(keyId).optional() })
  .refine(({ current, keys }) => Object.hasOwn(keys, current), 'current must name one of the keys')
  .refine(({ retired = [], keys }) => retired.every((id) => Object.hasOwn(keys, id)), 'retired must name keys of the file')
  .refine(({ retired = [], current }) => !retired.includes(current), 'the current key cannot be retired');
export type KeyringFile = z.output<typeof keyringFile>;
