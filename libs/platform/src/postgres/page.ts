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
