import { createHash } from 'node:crypto';

/**
 * NATS carries 1 MiB in one message, and whatever is longer is a fault. Half of it leaves room for what a message says
 * besides the rows, and for views that name more fields than rows do. Contracts bound one row below that.
 */
const PAGE_BYTES = 512 * 1024;

export interface CutPage<Row> {
  readonly shown: readonly Row[];
  /** The cursor after the last row shown; null when nothing follows. */
  readonly next: string | null;
}

/**
 * What one answer carries of rows that were read in their order with `LIMIT limit + 1`: `limit` of them at most, fewer
 * where they are long, and always the first, so that whoever asks for the next page gets on.
 */
export function cutPage<Row>(rows: readonly Row[], limit: number, cursorOf: (row: Row) => string): CutPage<Row> {
  const shown: Row[] = [];
  let bytes = 0;
  for (const row of rows.slice(0, limit)) {
    bytes += Buffer.byteLength(JSON.stringify(row));
    if (shown.length > 0 && bytes > PAGE_BYTES) break;
    shown.push(row);
  }
  const last = shown.at(-1);
  return { shown, next: last !== undefined && shown.length < rows.length ? cursorOf(last) : null };
}

/**
 * A place in a list, as text that says nothing to whoever passes it on.
 * @param position what the next page begins after, such as a serial
 * @param list what the list is of: its filters and order. The cursor is good for that list only.
 */
export function encodeCursor(position: readonly string[], list: unknown): string {
  return Buffer.from(JSON.stringify([checkOf(list), ...position])).toString('base64url');
}

/** The position; null when the text is no cursor of this list with as many parts. It may name a place that is gone. */
export function decodeCursor(text: string, list: unknown, parts: number): readonly string[] | null {
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(decoded) || decoded.length !== parts + 1 || !decoded.every(isPart)) return null;
  const [check, ...position] = decoded;
  return check === checkOf(list) && encodeCursor(position, list) === text ? position : null;
}

/** Anybody can write a cursor, and Postgres takes no text with a zero in it. */
function isPart(part: unknown): part is string {
  return typeof part === 'string' && !part.includes('\0');
}

/** Keeps a cursor from being used on another list by mistake; it protects nothing. */
function checkOf(list: unknown): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 8);
}
