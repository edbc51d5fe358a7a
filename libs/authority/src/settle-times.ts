/** Upper ends, in seconds: a healthy call takes milliseconds, one that waits for a silent verifier two seconds. */
const BOUNDS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 5, 10] as const;

/** A histogram as Prometheus counts one. */
export interface Histogram {
  /** `count` values were at most `le`; the last `le` is Infinity. */
  readonly buckets: readonly { readonly le: number; readonly count: number }[];
  readonly sumSeconds: number;
  readonly count: number;
}

/** How long power-taking calls have waited, since this process started. */
export class SettleTimes {
  private readonly counts = Array<number>(BOUNDS_SECONDS.length + 1).fill(0);
  private sumSeconds = 0;

  add(durationMs: number): void {
    const seconds = durationMs / 1_000;
    const index = BOUNDS_SECONDS.findIndex((bound) => seconds <= bound);
    this.counts[index === -1 ? BOUNDS_SECONDS.length : index]! += 1;
    this.sumSeconds += seconds;
  }

  histogram(): Histogram {
    let count = 0;
    const buckets = this.counts.map((own, index) => ({ le: BOUNDS_SECONDS[index] ?? Infinity, count: (count += own) }));
    return { buckets, sumSeconds: this.sumSeconds, count };
  }
}
