/** To its end, or where it has none, to the end of all. */
const QUOTED = /"(?:[^"\\]|\\.)*(?:"|\\?$)/g;
/** An empty value is no value, and parameters change nothing (RFC 7240 section 2). */
const RESPOND_ASYNC = /(?:^|,)[ \t]*respond-async[ \t]*(?:=[ \t]*""[ \t]*)?(?=[,;]|$)/i;

/** Whether `Prefer` (RFC 7240) asks for an answer before the work is done. A preference that cannot be read is none. */
export function prefersAsync(header: string | string[] | undefined): boolean {
  return header !== undefined && RESPOND_ASYNC.test(String(header).replace(QUOTED, (text) => (text === '""' ? text : '"…"')));
}
