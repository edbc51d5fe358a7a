import { DEAD_MS, Waits, type Change, type Position, type Settlement } from '@portcullis/enforcement';
import { Fault, type Shard } from '@portcullis/kernel';
import type { LeasesRead } from './leases.js';
import type { Time } from './time.js';

export interface WaitingOptions {
  readonly time: Time;
  /** Tells every verifier, as far as messages reach. */
  readonly broadcast: (changes: readonly Change[]) => void;
  /** All leases, and what each has applied in these shards. */
  readonly readLeases: (shards: ReadonlySet<Shard>) => Promise<LeasesRead>;
  /** The database is another one than it was. */
  readonly onOtherInstance: () => void;
}

interface Call {
  readonly changes: readonly Change[];
  readonly resolve: (settlement: Settlement) => void;
  readonly reject: (fault: Fault) => void;
}

/** Leases that cannot be read for so long are not waited for: the caller gave up long ago. */
const UNREADABLE_MS = 10_000;

/** The power-taking calls of this process that wait for verifiers: gives `Waits` its clock, its messages and its rows. */
export class Waiting {
  private readonly waits = new Waits();
  private readonly calls = new Map<string, Call>();
  private lastId = 0;
  private highestEpoch = 0;
  private nothingBeforeMs = 0;
  private isScheduled = false;
  private unreadableSinceMs: number | null = null;
  private callOff = (): void => undefined;

  constructor(private readonly options: WaitingOptions) {
    this.begin();
  }

  /**
   * Resolves when no verifier acts any more on what was before these changes. They are committed.
   * @throws Fault `unavailable`
   */
  wait(changes: readonly Change[]): Promise<Settlement> {
    for (const { epoch } of changes) this.notice(epoch);
    return new Promise((resolve, reject) => {
      const id = String(++this.lastId);
      this.calls.set(id, { changes, resolve, reject });
      this.waits.committed(id, changes, this.options.time.nowMs());
      this.schedule();
    });
  }

  /** A verifier says how far it has come. */
  confirmed(verifier: string, shard: Shard, position: Position): void {
    this.waits.confirmed(verifier, shard, position);
    this.schedule();
  }

  /** Somebody has seen this epoch. To be told before anything else that was seen with it. */
  notice(epoch: number): void {
    if (epoch <= this.highestEpoch) return;
    const isFirst = this.highestEpoch === 0;
    this.highestEpoch = epoch;
    if (!isFirst) this.abandon();
    this.begin();
    this.schedule();
  }

  /** How many calls wait. */
  get count(): number {
    return this.calls.size;
  }

  /** Whether leases may be held that no row tells of: history may have been lost a moment ago. */
  get mayLackRows(): boolean {
    return this.options.time.nowMs() < this.nothingBeforeMs;
  }

  /** It is unknown what became of the changes. */
  abandon(): void {
    for (const id of this.waits.abandon()) {
      this.calls.get(id)?.reject(new Fault('it is unknown what became of a change', 'unavailable'));
      this.calls.delete(id);
    }
  }

  stop(): void {
    this.abandon();
    this.callOff();
  }

  private begin(): void {
    const nowMs = this.options.time.nowMs();
    this.waits.epochBegan(nowMs);
    this.nothingBeforeMs = nowMs + DEAD_MS;
  }

  /** What happens in one turn of the event loop makes one round: its broadcasts leave together, and one read serves them all. */
  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      this.pump();
    });
  }

  private pump(): void {
    const nowMs = this.options.time.nowMs();
    const { broadcast, readRows, settled } = this.waits.next(nowMs);
    if (broadcast.length > 0) this.options.broadcast(broadcast);
    if (readRows !== null) void this.read(readRows);
    for (const { id, settlement } of settled) {
      this.calls.get(id)?.resolve(settlement);
      this.calls.delete(id);
    }
    this.callOff();
    const nextMs = this.waits.nextMs();
    if (Number.isFinite(nextMs)) this.callOff = this.options.time.after(Math.max(0, nextMs - nowMs), () => this.pump());
  }

  private async read(number: number): Promise<void> {
    const shards = new Set([...this.calls.values()].flatMap(({ changes }) => changes.map(({ shard }) => shard)));
    const read = await this.options.readLeases(shards).catch(() => null);
    const nowMs = this.options.time.nowMs();
    if (read === null) {
      this.unreadableSinceMs ??= nowMs;
      if (nowMs - this.unreadableSinceMs > UNREADABLE_MS) this.abandon();
      return;
    }
    this.unreadableSinceMs = null;
    if (!read.isSame) {
      this.abandon();
      this.options.onOtherInstance();
      return;
    }
    this.notice(read.epoch);
    this.waits.rowsRead(number, read.rows, nowMs);
    this.schedule();
  }
}
