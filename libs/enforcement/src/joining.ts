/**
 * Whether a request may share a read that somebody else asked for (rule V7): only one that is sent after the request has arrived. One that
 * is under way may hold what was so before a revoke that had returned when the request began.
 * @param sentMs when the read was sent; null: not yet
 */
export function mayJoin(sentMs: number | null, arrivedMs: number): boolean {
  return sentMs === null || sentMs >= arrivedMs;
}
