import { aheadOf, replyTo } from '../renewal.js';
import { Standstill } from '../standstill.js';
import { DRIFT, reaches, type Change, type LeaseEnd, type LeaseRow, type Position, type RenewalReply, type RenewalRequest } from '../terms.js';
import type { Shard } from '@portcullis/kernel';
import { Waits, type Settlement } from '../waits.js';
import { OTHER_INSTANCE, type Cell, type Disk } from './cell-for-spec.js';
import type { Power, TokenPlan } from './facts-for-spec.js';
import type { Network } from './network-for-spec.js';
import type { Oracle } from './oracle-for-spec.js';
import * as sql from './statements-for-spec.js';
import { Fault, FAULTS, Process, type Steps } from './world-for-spec.js';

const SWEEP_MS = 500;

/** A verifier, as far as it is told of changes. */
interface Hearing extends Process {
  hear(name: Cell['name'], changes: readonly Change[], from: AuthorityProcess): void;
}

export interface AuthorityParts {
  readonly cell: Cell;
  readonly network: Network;
  readonly oracle: Oracle;
  readonly sizes: sql.Sizes;
  readonly demotes: boolean;
  readonly verifiers: () => readonly Hearing[];
}

/** One process of an authority: the steps of README.md beside the cell. */
export class AuthorityProcess extends Process {
  readonly waits: Waits;
  private readonly standstill = new Standstill();
  private readonly calls = new Map<string, { settle: (settlement: Settlement) => void; fail: (fault: Fault) => void }>();
  private highestEpoch = 0;
  private isQuietUntilMs = 0;
  private lastCall = 0;
  private wakesAtMs = Infinity;

  constructor(readonly parts: AuthorityParts, label: string, rates: Process['rates'], waits = new Waits()) {
    super(parts.cell.world, label);
    this.rates = rates;
    this.waits = waits;
    this.keepQuiet();
    this.start(this.sweep());
  }

  /** Takes or gives power. @returns once no verifier grants what was taken, or at once, what a receipt can be asked for with */
  *change(power: Power, respondsAsync = false): Steps<sql.Committed> {
    const { cell, oracle, sizes } = this.parts;
    const { world } = this;
    if (world.omits('A1')) yield* this.transact('records a change ahead of the write', () => sql.change(cell, oracle, power, sizes.kept, 'change'));
    const list = world.omits('A2 after the commit') ? yield* this.leases() : null;
    const done = yield* this.transact(`does ${power.kind}`, () => sql.change(cell, oracle, power, sizes.kept, world.omits('A1') ? 'row' : 'all'));
    this.notices(done.epoch);
    if (respondsAsync) {
      this.start(this.settled(done, list), undefined, () => undefined);
      return done;
    }
    yield* this.settled(done, list);
    return done;
  }

  /** By the leases alone, so that any process can tell: whether what was taken is gone everywhere. */
  *receipt({ changes }: sql.Committed): Steps<boolean> {
    if (this.world.omits('A5')) return true;
    const { rows, epoch } = yield* this.leases();
    this.notices(epoch);
    if (this.clockMs < this.isQuietUntilMs) return false;
    return rows.every(({ applied }) => changes.every((one) => !applied.has(one.shard) || hasReached(applied.get(one.shard)!, one)));
  }

  *mint(plan: TokenPlan): Steps<boolean> {
    const { cell } = this.parts;
    const checked = this.world.omits('A8 lock') ? yield* this.transact('checks the maker', () => sql.mayMint(cell, plan)) : true;
    return yield* this.transact('mints', () => {
      const may = this.world.omits('A8 lock') ? checked : sql.mayMint(cell, plan);
      if (!may) return false;
      if (!sql.mayMint(cell, plan)) this.parts.oracle.violated(`${plan.publicId} was made by ${plan.maker} after that was revoked`);
      sql.mint(cell, plan);
      return true;
    });
  }

  *renew(request: RenewalRequest): Steps<{ reply: RenewalReply; atMs: number } | { refusedForMs: number } | null> {
    const { cell, sizes } = this.parts;
    const isSwapped = this.world.omits('A3 write then read');
    const early = isSwapped ? yield* this.transact('reads changes', () => sql.readHistories(cell, request, sizes.page)) : null;
    const written = yield* this.transact('writes a lease', () => sql.writeLease(cell, this, request));
    if (written !== 'written') return written === 'refused' ? { refusedForMs: 1_000 } : null;
    const { histories, epoch, atMs } = early ?? (yield* this.transact('reads changes', () => sql.readHistories(cell, request, sizes.page)));
    this.notices(epoch);
    const ahead = this.world.omits('A7 ahead') ? null : aheadOf(request, histories);
    if (ahead !== null) {
      yield* this.beginEpoch(ahead);
      return null;
    }
    return { reply: replyTo(request, histories), atMs };
  }

  *read(account: string | null, publicId: string): Steps<sql.Read> {
    const { cell } = this.parts;
    const snapshot = this.world.omits('V3 rev before row') ? yield* this.transact('reads rows', () => sql.readFacts(cell, account, publicId)) : null;
    const stampedAs = snapshot === null ? undefined : yield* this.transact('reads revs', () => new Map(cell.disk.counters));
    if (snapshot === null) return yield* this.transact('reads facts', () => sql.readFacts(cell, account, publicId));
    return { ...snapshot, parts: snapshot.parts.map((part) => ({ ...part, stamp: { ...part.stamp, ...position(stampedAs!.get(part.stamp.shard)!) } })) };
  }

  *end(end: LeaseEnd): Steps<void> {
    yield* this.transact('ends a lease', () => sql.deleteLeases(this.parts.cell, this, [end], true));
  }

  confirmed(verifier: string, shard: Shard, at: Position): void {
    this.waits.confirmed(verifier, shard, at);
    this.pump();
  }

  private get clockMs(): number {
    return this.monotonicMs / (this.world.omits('0.98') ? DRIFT : 1);
  }

  private *settled({ changes, epoch }: sql.Committed, list: { rows: readonly LeaseRow[] } | null): Steps<void> {
    yield (resume, fail) => {
      // Somebody else noticed meanwhile that the epoch is another one.
      if (epoch < this.highestEpoch) return fail(FAULTS.abandoned);
      if (this.world.omits('A2 wait')) return resume(undefined);
      if (this.world.omits('A6') && changes.length === 0) return resume(undefined);
      const id = `call-${this.lastCall++}`;
      this.calls.set(id, { settle: resume, fail });
      this.waits.committed(id, changes, this.clockMs);
      if (list !== null) this.waits.rowsRead(Infinity, list.rows, this.clockMs);
      this.pump();
    };
  }

  private pump(): void {
    const { verifiers, network, cell, demotes } = this.parts;
    const { broadcast, readRows, settled } = this.waits.next(this.clockMs);
    if (broadcast.length > 0) for (const verifier of verifiers()) network.send(this, verifier, 'tells', () => verifier.hear(cell.name, broadcast, this));
    if (readRows !== null) this.start(this.readRows(readRows), undefined, () => undefined);
    for (const { id, settlement } of settled) {
      this.calls.get(id)?.settle(settlement);
      this.calls.delete(id);
      const { fenced, slow } = settlement;
      const struck = demotes ? [...fenced.map(({ name }) => name), ...slow] : [];
      if (fenced.length > 0 || struck.length > 0) {
        this.start(this.transact('fences', () => {
          sql.deleteLeases(cell, this, fenced);
          sql.strikeHosts(cell, new Set(struck));
        }), undefined, () => undefined);
      }
    }
    const nextMs = this.waits.nextMs();
    if (nextMs === Infinity || nextMs >= this.wakesAtMs) return;
    this.wakesAtMs = nextMs;
    this.timer(Math.max(0.01, nextMs - this.clockMs), () => {
      if (this.wakesAtMs !== nextMs) return;
      this.wakesAtMs = Infinity;
      this.pump();
    });
  }

  private *readRows(read: number): Steps<void> {
    const { rows, epoch } = yield* this.leases();
    this.notices(epoch);
    this.waits.rowsRead(read, rows, this.clockMs);
    this.pump();
  }

  private leases(): Steps<sql.Leases> {
    return this.transact('reads leases', () => sql.readLeases(this.parts.cell, this));
  }

  private *sweep(): Steps<void> {
    const { cell, oracle } = this.parts;
    for (;;) {
      try {
        const { rows, epoch, isRecovering } = yield* this.leases();
        this.notices(epoch);
        const dead = this.world.omits('A4 standstill') ? rows : this.standstill.observe(rows, this.clockMs);
        if (dead.length > 0) yield* this.transact('sweeps', () => sql.deleteLeases(cell, this, dead));
        if (isRecovering) yield* this.transact('recovers', () => sql.recover(cell, oracle, cell.lost()));
      } catch (fault) {
        if (!(fault instanceof Fault)) throw fault;
      }
      yield* this.passes(SWEEP_MS);
    }
  }

  /** Whoever finds another instance begins an epoch, and what it was about is done no more. */
  private *transact<R>(what: string, run: (disk: Disk) => R): Steps<R> {
    try {
      return yield* this.parts.cell.transact(this, what, run);
    } catch (fault) {
      if (fault === OTHER_INSTANCE) this.start(this.beginEpoch(null), undefined, () => undefined);
      throw fault;
    }
  }

  private *beginEpoch(ahead: Position | null): Steps<void> {
    const { cell } = this.parts;
    this.notices(yield* cell.transact(this, 'begins an epoch', () => {
      cell.beginEpoch(ahead);
      return cell.highestEpoch;
    }));
  }

  private notices(epoch: number): void {
    if (epoch <= this.highestEpoch) return;
    this.highestEpoch = epoch;
    this.waits.abandon();
    const calls = [...this.calls.values()];
    this.calls.clear();
    this.keepQuiet();
    for (const { fail } of calls) fail(FAULTS.abandoned);
  }

  private keepQuiet(): void {
    if (this.world.omits('A7 wait')) return;
    this.waits.epochBegan(this.clockMs);
    this.isQuietUntilMs = this.clockMs + 2_000 / DRIFT;
  }
}

const position = ({ epoch, rev }: Position): Position => ({ epoch, rev });

function hasReached(applied: Position | null, change: Position): boolean {
  return applied !== null && reaches(applied, change);
}
