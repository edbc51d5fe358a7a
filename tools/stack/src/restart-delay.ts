const FIRST_MS = 200;
const LONGEST_MS = 5_000;

/** How long to wait before starting a process again that died `deaths` times in a row: 200 ms, doubling to 5 s. */
export function restartDelayMs(deaths: number): number {
  return Math.min(FIRST_MS * 2 ** (deaths - 1), LONGEST_MS);
}
