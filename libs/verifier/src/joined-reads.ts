import { mayJoin } from '@portcullis/enforcement';
import { Fault, type Shard } from '@portcullis/kernel';
import type { VerifierClock } from './verifier.js';

/** Of one shard at one authority: what comes beyond is told to come again, so that a crowd does not become a queue. */
const MOST_READS_PER_SHARD = 48;
/** A read waits so long for the one before it of the same thing. That one may be lost, and nobody knows yet. */
const PATIENCE_MS = 100;

interface Read<Value> {
  /** Null: not yet. */
  sentMs: number | null;
  readonly answer: Promise<Value>;
}

/**
 * Reads of an authority, shared by requests that want the same (rule V7): whoever arrives after one was sent shares the next one. Of one thing
 * mostly one is under way, however many ask.
 */
export class JoinedReads<Value> {
  readonly counts = { reads: 0, joins: 0 };
  private readonly newest = new Map<string, Read<Value>>();
  private readonly ofShard = new Map<Shard, number>();

  /** @param turn resolves when everything that arrived at once was looked at: what is wanted by then shares one read */
  constructor(
    private readonly clock: VerifierClock,
    private readonly turn: () => Promise<void>,
  ) {}

  /** @throws Fault `overloaded` when there are too many, and what `read` throws */
  async read(key: string, shard: Shard, arrivedMs: number, read: (sentMs: number) => Promise<Value>): Promise<Value> {
    const before = this.newest.get(key);
    if (before !== undefined && mayJoin(before.sentMs, arrivedMs)) {
      this.counts.joins += 1;
      return before.answer;
    }
    const underWay = this.ofShard.get(shard) ?? 0;
    if (underWay >= MOST_READS_PER_SHARD) throw new Fault('too much of one shard is being read', 'overloaded');
    this.ofShard.set(shard, underWay + 1);
    this.counts.reads += 1;
    const { promise, begin } = later(() => this.send(one, before, read));
    const one: Read<Value> = { sentMs: null, answer: promise };
    this.newest.set(key, one);
    begin();
    try {
      return await promise;
    } finally {
      this.ofShard.set(shard, this.ofShard.get(shard)! - 1);
      if (this.newest.get(key) === one) this.newest.delete(key);
    }
  }

  get inFlight(): number {
    let all = 0;
    for (const count of this.ofShard.values()) all += count;
    return all;
  }

  private async send(one: Read<Value>, before: Read<Value> | undefined, read: (sentMs: number) => Promise<Value>): Promise<Value> {
    if (before !== undefined) await settled(before.answer, PATIENCE_MS);
    await this.turn();
    one.sentMs = this.clock().monotonicMs;
    return read(one.sentMs);
  }
}

/** A promise of work that begins when it is told to. */
function later<Value>(work: () => Promise<Value>): { promise: Promise<Value>; begin: () => void } {
  let begin!: () => void;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  return { promise: begun.then(work), begin };
}

async function settled(promise: Promise<unknown>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)));
  await Promise.race([promise.then(() => undefined, () => undefined), limit]);
  clearTimeout(timer);
}
