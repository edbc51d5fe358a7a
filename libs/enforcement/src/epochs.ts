/**
 * The epoch to begin when history may have been lost (rule A7): above every one that anybody has seen, and never used twice, though two
 * copies of a database go on from the same past.
 * @param clockMs the database's clock, milliseconds since 1970
 */
export function nextEpoch(storedEpoch: number, highestSeen: number, clockMs: number): number {
  return Math.max(storedEpoch + 1, highestSeen + 1, clockMs);
}
