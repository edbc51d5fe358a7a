import type { Moment } from '../terms.js';
import type { Omission } from './omissions-for-spec.js';
import type { Random } from './random-for-spec.js';

/** The world failed: a database or a message. */
export class Fault extends Error {}

/** Made once each: thousands of traces of the stack are dear, and nobody reads them. */
export const FAULTS = {
  noDatabase: new Fault('no database'),
  connectionLost: new Fault('connection lost'),
  noAnswer: new Fault('no answer'),
  noAuthority: new Fault('no authority'),
  notServing: new Fault('not serving'),
  noSuchToken: new Fault('no such token'),
  abandoned: new Fault('abandoned'),
};

/** The promise was broken. */
export class Violation extends Error {}

/** What a task waits for. */
export type Effect = (resume: (value: unknown) => void, fail: (fault: Fault) => void) => void;
/** What one process does, in small steps: between any two of them anything may happen elsewhere. */
export type Steps<T> = Generator<Effect, T, unknown>;

interface Event {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

/** Owns time, and decides what comes next. */
export class World {
  nowMs = 0;
  /** After how many milliseconds a step takes place, once for each copy; empty: never. */
  fate: (who: string, does: string, to: string) => readonly number[] = () => [1];
  /** Writes down what happens. Null: nobody reads it. */
  readonly note: ((line: string) => void) | null;
  private readonly queue: Event[] = [];
  private order = 0;

  /** @param lines where to write down what happens; null: nowhere */
  constructor(readonly random: Random, private readonly omitted: Omission | null = null, lines: string[] | null = null) {
    this.note = lines === null ? null : (line) => lines.push(`${this.nowMs.toFixed(3)} ${line}`);
  }

  omits(omission: Omission): boolean {
    return this.omitted === omission;
  }

  after(ms: number, run: () => void): void {
    const event = { atMs: this.nowMs + Math.max(0, ms), order: this.order++, run };
    let at = this.queue.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (isBefore(this.queue[parent]!, event)) break;
      this.queue[at] = this.queue[parent]!;
      at = parent;
    }
    this.queue[at] = event;
  }

  /** Lets everything happen up to then. */
  runUntil(untilMs: number): void {
    while (this.queue.length > 0 && this.queue[0]!.atMs <= untilMs) {
      const event = this.takeFirst();
      this.nowMs = event.atMs;
      event.run();
    }
    this.nowMs = untilMs;
  }

  private takeFirst(): Event {
    const { queue } = this;
    const first = queue[0]!;
    const last = queue.pop()!;
    if (queue.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= queue.length) break;
      if (child + 1 < queue.length && isBefore(queue[child + 1]!, queue[child]!)) child += 1;
      if (isBefore(last, queue[child]!)) break;
      queue[at] = queue[child]!;
      at = child;
    }
    queue[at] = last;
    return first;
  }
}

function isBefore(one: Event, other: Event): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}

/** A process on a machine of its own: it can stand still, sleep with its machine, and die. */
export class Process {
  isAlive = true;
  /** How fast its clocks go. */
  rates = { monotonic: 1, wall: 1 };
  private stops = 0;
  private backlog: (() => void)[] = [];
  private sleptMs = 0;
  private asleepSinceMs: number | null = null;
  private setForwardMs = 0;

  constructor(readonly world: World, readonly label: string) {}

  get monotonicMs(): number {
    const sleepingMs = this.asleepSinceMs === null ? 0 : this.world.nowMs - this.asleepSinceMs;
    return 5_000 + (this.world.nowMs - this.sleptMs - sleepingMs) * this.rates.monotonic;
  }

  get moment(): Moment {
    return { monotonicMs: this.monotonicMs, wallMs: 1e12 + this.world.nowMs * this.rates.wall + this.setForwardMs };
  }

  setWallClock(forwardMs: number): void {
    this.setForwardMs += forwardMs;
  }

  /** Stands still for so long; its clocks go on, or, asleep, the wall clock alone. */
  stop(ms: number, isAsleep: boolean): void {
    this.stops += 1;
    const falls = isAsleep && this.asleepSinceMs === null;
    if (falls) this.asleepSinceMs = this.world.nowMs;
    this.world.after(ms, () => {
      if (falls) {
        this.sleptMs += this.world.nowMs - this.asleepSinceMs!;
        this.asleepSinceMs = null;
      }
      this.stops -= 1;
      if (this.stops > 0) return;
      const backlog = this.backlog;
      this.backlog = [];
      for (const run of backlog) this.enact(run);
    });
  }

  kill(): void {
    this.isAlive = false;
  }

  enact(run: () => void): void {
    if (!this.isAlive) return;
    if (this.stops > 0) this.backlog.push(run);
    else run();
  }

  /** By its own clock. */
  timer(ms: number, run: () => void): void {
    this.world.after(ms / this.rates.monotonic, () => this.enact(run));
  }

  *passes(ms: number): Steps<void> {
    yield (resume) => this.timer(ms, () => resume(undefined));
  }

  start<T>(steps: Steps<T>, done?: (value: T) => void, failed?: (fault: Fault) => void): void {
    const take = (advance: () => IteratorResult<Effect, T>): void => {
      let result: IteratorResult<Effect, T>;
      try {
        result = advance();
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        failed?.(error);
        return;
      }
      if (result.done) done?.(result.value);
      else {
        result.value(
          (value) => this.enact(() => take(() => steps.next(value))),
          (fault) => this.enact(() => take(() => steps.throw(fault))),
        );
      }
    };
    take(() => steps.next());
  }
}
