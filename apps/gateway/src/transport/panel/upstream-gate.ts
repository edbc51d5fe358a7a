import { granted, refused, type Result } from '@portcullis/kernel';
import { UpstreamBreaker, type Attempt, type Leave, type Upstream } from '../../domain/upstream-breaker.js';

/** Why a stored credential is not sent to its panel now. */
export type NotNow = Omit<Extract<Leave, { try: false }>, 'try'>;

/** Leave to send one call with the stored credential. */
export interface Pass {
  /** Another call came before it. What was judged until then has to be judged again. */
  readonly waited: boolean;
  /** What the panel answered; a second time does nothing. True: from now on the credential rests. */
  tell(statusCode: number): boolean;
  /** The call is over, whatever became of it; a second time does nothing. Has to be said of every pass. */
  end(): void;
}

export interface GateParts {
  /** Monotonic. */
  readonly elapsedMs: () => number;
  /** Calls that may wait to learn whether a panel takes what others try there. */
  readonly waitingPerPanel: number;
  /**
   * A panel that has not refused a credential after so long is taken to be at work: it looks at the credential first. Else one
   * slow call would keep all others of its account waiting.
   */
  readonly longestTrialMs: number;
}

interface Waiter {
  readonly upstream: Upstream;
  readonly settle: (came: Result<Pass, NotNow>) => void;
}

/** Stands before the panels: lets calls go by what the breaker says, and those wait for which another call is about to show more. */
export class UpstreamGate {
  private readonly breaker = new UpstreamBreaker();
  /** By panel, oldest first. */
  private readonly waiting = new Map<string, Set<Waiter>>();

  constructor(private readonly parts: GateParts) {}

  /** Waits until `until` is aborted at most, and not at all where the credential or the panel is closed for longer. */
  async enter(upstream: Upstream, until: AbortSignal): Promise<Result<Pass, NotNow>> {
    const came = this.ask(upstream, false);
    const queue = this.waiting.get(upstream.panel) ?? new Set();
    if (came.ok || came.refusal.because !== 'trial_under_way' || until.aborted || queue.size >= this.parts.waitingPerPanel) return came;
    this.waiting.set(upstream.panel, queue);
    return new Promise((resolve) => {
      const giveUp = (): void => waiter.settle(came);
      const waiter: Waiter = {
        upstream,
        settle: (result) => {
          queue.delete(waiter);
          if (queue.size === 0) this.waiting.delete(upstream.panel);
          until.removeEventListener('abort', giveUp);
          resolve(result);
        },
      };
      queue.add(waiter);
      until.addEventListener('abort', giveUp, { once: true });
    });
  }

  private ask(upstream: Upstream, waited: boolean): Result<Pass, NotNow> {
    const leave = this.breaker.mayTry(upstream, this.parts.elapsedMs());
    if (leave.try) return granted(this.pass(upstream, leave.attempt, waited));
    const { because, retryAfterSeconds } = leave;
    return refused({ because, retryAfterSeconds });
  }

  private pass({ panel }: Upstream, attempt: Attempt, waited: boolean): Pass {
    const { elapsedMs, longestTrialMs } = this.parts;
    const atWork = (): void => {
      this.breaker.presume(attempt, elapsedMs());
      this.wake(panel);
    };
    const trial = attempt.trial ? setTimeout(atWork, longestTrialMs).unref() : undefined;
    return {
      waited,
      tell: (statusCode) => {
        clearTimeout(trial);
        const nowMs = elapsedMs();
        let rests = false;
        if (statusCode === 401 || statusCode === 403) rests = this.breaker.failed(attempt, nowMs);
        // A redirect, say to a log-in page, or the failure of something before the panel tells nothing about the credential.
        else if (statusCode >= 200 && statusCode < 300) this.breaker.succeeded(attempt, nowMs);
        this.wake(panel);
        return rests;
      },
      end: () => {
        clearTimeout(trial);
        this.breaker.ended(attempt);
        this.wake(panel);
      },
    };
  }

  private wake(panel: string): void {
    for (const waiter of [...(this.waiting.get(panel) ?? [])]) {
      const came = this.ask(waiter.upstream, true);
      if (came.ok || came.refusal.because !== 'trial_under_way') waiter.settle(came);
    }
  }
}
