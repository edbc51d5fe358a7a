import { setTimeout as pause } from 'node:timers/promises';

/** Waits for the end of `work`, good or bad, but no longer than this. */
export async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  const limit = new AbortController();
  const ended = work.catch(() => undefined);
  await Promise.race([ended, pause(limitMs, undefined, { signal: limit.signal }).catch(() => undefined)]);
  limit.abort();
}
