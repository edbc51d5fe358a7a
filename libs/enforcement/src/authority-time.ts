/** The earliest and the latest that it may be at an authority, in milliseconds since 1970. */
export interface TimeInterval {
  readonly earliestMs: number;
  readonly latestMs: number;
}

/**
 * An authority's time, as far as a process can know it: by what the authority said and the process's own monotonic clock (rule V6). A host
 * whose clock jumps neither extends nor revives a token.
 */
export class AuthorityTime {
  private sample: { readonly atMs: number; readonly sentMs: number; readonly receivedMs: number } | null = null;

  /** The authority said that it was `atMs`, between two moments of the monotonic clock. */
  heard(atMs: number, sentMs: number, receivedMs: number): void {
    if (this.sample === null || receivedMs >= this.sample.receivedMs) this.sample = { atMs, sentMs, receivedMs };
  }

  /** Null: it was never heard. */
  at(monotonicMs: number): TimeInterval | null {
    if (this.sample === null) return null;
    const { atMs, sentMs, receivedMs } = this.sample;
    return { earliestMs: atMs + (monotonicMs - receivedMs), latestMs: atMs + (monotonicMs - sentMs) };
  }
}

/** Over several authorities: things end by the one that is ahead, and begin by the one that is behind. */
export function over(intervals: readonly TimeInterval[]): TimeInterval {
  return {
    earliestMs: Math.min(...intervals.map(({ earliestMs }) => earliestMs)),
    latestMs: Math.max(...intervals.map(({ latestMs }) => latestMs)),
  };
}
