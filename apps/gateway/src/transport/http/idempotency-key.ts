import { parseItem } from 'structured-headers';

/** Printable ASCII without blanks, quotes and commas: those would be a list, such as two headers make when they are joined. */
const BARE = /^[!#-+\u002d-~]{1,255}$/;
const CONTENT = /^[ -~]{1,255}$/;

/**
 * The key in an `Idempotency-Key` header: a string of RFC 9651 (draft-ietf-httpapi-idempotency-key-header-07), or bare as most
 * clients send it; `"abc"` and `abc` are the same. Null: neither, or not 1 to 255 characters long.
 */
export function parseIdempotencyKey(text: string): string | null {
  if (!text.trimStart().startsWith('"')) return BARE.test(text) ? text : null;
  try {
    const key: unknown = (parseItem(text) as readonly unknown[])[0];
    return typeof key === 'string' && CONTENT.test(key) ? key : null;
  } catch {
    return null;
  }
}
