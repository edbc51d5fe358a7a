import { LEASE_MS } from './terms.js';

/** How often a host has kept revokes waiting (rule A10). */
export interface Strikes {
  /** Within the last minute, by the authority's clock, in milliseconds. */
  readonly at: readonly number[];
  /** How often it was demoted in a row; 0: never, or long ago. */
  readonly demotions: number;
  /** No lease before; 0: it may have one. */
  readonly refusedUntilMs: number;
}

export const NO_STRIKES: Strikes = { at: [], demotions: 0, refusedUntilMs: 0 };

const WITHIN_MS = 60_000;
const MOST_STRIKES = 3;
const FIRST_REFUSAL_MS = 10_000;
const LONGEST_REFUSAL_MS = 600_000;

/**
 * One more: it was fenced, or heard of a change by its lease alone. The third in a minute costs it its leases for a while, twice as long each
 * time. One standstill keeps many revokes waiting, and counts once.
 */
export function strike(strikes: Strikes, nowMs: number): Strikes {
  const last = strikes.at.at(-1);
  if (isRefused(strikes, nowMs) || (last !== undefined && nowMs - last < LEASE_MS)) return strikes;
  const at = [...strikes.at.filter((before) => nowMs - before < WITHIN_MS), nowMs];
  if (at.length < MOST_STRIKES) return { ...strikes, at };
  const wasLongAgo = nowMs - strikes.refusedUntilMs > LONGEST_REFUSAL_MS;
  const demotions = (wasLongAgo ? 0 : strikes.demotions) + 1;
  return { at: [], demotions, refusedUntilMs: nowMs + Math.min(FIRST_REFUSAL_MS * 2 ** (demotions - 1), LONGEST_REFUSAL_MS) };
}

export function isRefused({ refusedUntilMs }: Strikes, nowMs: number): boolean {
  return nowMs < refusedUntilMs;
}
