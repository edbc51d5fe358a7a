import type { Findings, Violation } from './history/check.js';
import { LIVE_WITHIN_MS } from './liveness.js';

export interface PauseFound {
  /** When it began, since the beginning of the run. */
  readonly atSeconds: number;
  /** null: not for as long as was looked. */
  readonly liveAfterMs: number | null;
  /** What was missing to the end. */
  readonly missing: readonly string[];
}

/** What a run counted, beside its history. */
export interface Tally {
  /** By what they were. */
  readonly faults: Readonly<Record<string, number>>;
  readonly done: Readonly<Record<string, number>>;
  readonly surprises: Readonly<Record<string, number>>;
  readonly otherRefusals: Readonly<Record<string, number>>;
  readonly pauses: readonly PauseFound[];
}

export interface Verdict {
  readonly seed: string;
  readonly seconds: number;
  /** Calls that took power and returned. */
  readonly revokes: number;
  /** Questions about tokens that were answered, and calls of the panel. */
  readonly verifies: number;
  readonly faults: number;
  readonly violations: number;
  readonly pauses: readonly PauseFound[];
  /** Whether nothing was violated though there was something to violate, and everything was live in time after each pause. */
  readonly holds: boolean;
  /** The first of the violations. */
  readonly evidence: readonly Violation[];
  readonly revokeMs: { readonly p50: number; readonly p99: number; readonly most: number };
  readonly uses: Findings['uses'];
  /** Takes and gives of which nobody knew what came; each was repeated. */
  readonly unknown: number;
  readonly details: Omit<Tally, 'pauses'>;
}

const MOST_EVIDENCE = 20;

export function verdictOf({ seed, seconds }: { readonly seed: string; readonly seconds: number }, findings: Findings, tally: Tally): Verdict {
  const { violations, uses, takesMs, unknown } = findings;
  const { pauses, ...details } = tally;
  // What did nothing shows nothing.
  const didSomething = takesMs.length > 0 && uses.accepted > 0 && uses.refused > 0;
  const wasLive = pauses.every(({ liveAfterMs }) => liveAfterMs !== null && liveAfterMs <= LIVE_WITHIN_MS);
  return {
    ...{ seed, seconds, revokes: takesMs.length, verifies: uses.accepted + uses.refused, faults: sum(details.faults), violations: violations.length, pauses },
    holds: violations.length === 0 && wasLive && didSomething,
    evidence: violations.slice(0, MOST_EVIDENCE),
    revokeMs: { p50: quantile(takesMs, 0.5), p99: quantile(takesMs, 0.99), most: quantile(takesMs, 1) },
    ...{ uses, unknown, details },
  };
}

export function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

/** Rounded to tenths; 0 of nothing. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const at = Math.min(sorted.length - 1, Math.floor(share * sorted.length));
  return Math.round((sorted[at] ?? 0) * 10) / 10;
}
