import { createHash } from 'node:crypto';

/**
 * A place in a list that this process makes, as text that says nothing to whoever passes it on.
 * @param after what the next page begins behind, such as the last name of the page before
 * @param list what the list is of: its filters. The cursor is good for that list only.
 */
export function encodeCursor(after: string, list: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify([checkOf(list), after])).toString('base64url');
}

/** What it begins behind; null when the text is no cursor of this list. It may name something that is gone. */
export function decodeCursor(text: string, list: readonly (string | null)[]): string | null {
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(decoded) || decoded.length !== 2) return null;
  const after: unknown = decoded[1];
  return typeof after === 'string' && encodeCursor(after, list) === text ? after : null;
}

/** Keeps a cursor from being used on another list by mistake; it protects nothing. */
function checkOf(list: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 8);
}
