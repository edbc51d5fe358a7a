import type { Shard } from '@portcullis/kernel';
import { DEAD_MS, reaches, type Change, type LeaseRow, type Position } from './terms.js';

/** After a broadcast, for whoever has not heard it. */
const AGAIN_AFTER_MS = [20, 60, 180] as const;
/** Leases tell who has applied what, too, and what other replicas were told. */
const ROWS_EVERY_MS = 300;

/** Who was live when power was taken, and what became of each. */
export interface Settlement {
  readonly live: number;
  readonly confirmed: number;
  /** Said nothing until their lease was dead. Their rows are to be deleted while `n` is still this one. */
  readonly fenced: readonly Pick<LeaseRow, 'verifier' | 'name' | 'n'>[];
  /** Said it by their lease alone: messages do not reach them. */
  readonly slow: readonly string[];
  readonly durationMs: number;
}

export interface ToDo {
  /** To be told to every verifier, now. */
  readonly broadcast: readonly Change[];
  /** Read the leases, and hand them to `rowsRead` with this number. Null: not now. */
  readonly readRows: number | null;
  readonly settled: readonly { readonly id: string; readonly settlement: Settlement }[];
}

const NOTHING_SAID: ReadonlyMap<Shard, Position> = new Map();

interface Listed {
  readonly row: LeaseRow;
  /** By its newest renewal that was seen since. */
  lastN: number;
  /** `gone`: it gave its lease back, or was fenced by somebody else. */
  state: 'silent' | 'confirmed' | 'confirmed_by_row' | 'gone';
}

interface Wait {
  readonly id: string;
  readonly changes: readonly Change[];
  readonly committedMs: number;
  /** How many reads of the leases had begun before the commit. */
  readonly readsBefore: number;
  told: number;
  /** Null: the leases have not been read since the commit. */
  listed: Map<string, Listed> | null;
  rowsArrivedMs: number;
}

/**
 * The waiting side of power-taking calls (rules A2 and A9): each waits until every verifier that held a lease after its commit has applied
 * its changes, or cannot hold that lease any more. All waits of one process share broadcasts, confirmations and reads of the leases. Knows no
 * network and no database; times are those of the process's monotonic clock, in milliseconds.
 */
export class Waits {
  private readonly waits = new Map<string, Wait>();
  /** What verifiers have said since, by id and shard: it stays true for as long as they live. */
  private readonly said = new Map<string, Map<Shard, Position>>();
  private nothingBeforeMs = 0;
  private reads = 0;
  private readAtMs = -Infinity;

  /**
   * History may have been lost: whoever held a lease then is in no list. Nothing settles until those leases are dead. To be called whenever
   * an epoch is found to be higher than was known, and when the process starts, which knows nothing of what was a moment before.
   */
  epochBegan(nowMs: number): void {
    this.nothingBeforeMs = Math.max(this.nothingBeforeMs, nowMs + DEAD_MS);
  }

  /** These changes, of one call, were committed. Call `next` at once. */
  committed(id: string, changes: readonly Change[], nowMs: number): void {
    this.waits.set(id, { id, changes, committedMs: nowMs, readsBefore: this.reads, told: 0, listed: null, rowsArrivedMs: 0 });
  }

  /** A verifier says how far it has come. */
  confirmed(verifier: string, shard: Shard, position: Position): void {
    const said = this.said.get(verifier) ?? new Map<Shard, Position>();
    const before = said.get(shard);
    if (before !== undefined && reaches(before, position)) return;
    this.said.set(verifier, said.set(shard, position));
    for (const { listed, changes } of this.waits.values()) {
      const one = listed?.get(verifier);
      if (one?.state === 'silent' && hasApplied(said, changesFor(one.row, changes))) one.state = 'confirmed';
    }
  }

  /** All leases of the cell, as the read with this number found them; they arrived now. */
  rowsRead(read: number, rows: readonly LeaseRow[], nowMs: number): void {
    for (const wait of this.waits.values()) {
      // Read before the commit, they may lack a verifier that has read the old fact since.
      if (read <= wait.readsBefore) continue;
      if (wait.listed === null) this.list(wait, rows, nowMs);
      else this.compare(wait.listed, rows, wait.changes);
    }
    const here = new Set(rows.map(({ verifier }) => verifier));
    for (const verifier of this.said.keys()) if (!here.has(verifier)) this.said.delete(verifier);
  }

  /** The database is another one than it was: whether what was committed is there, nobody knows. @returns whose calls end so */
  abandon(): readonly string[] {
    const ids = [...this.waits.keys()];
    this.waits.clear();
    this.said.clear();
    return ids;
  }

  /** What is to be done now. Call again after whatever happens, and not later than `nextMs` says. */
  next(nowMs: number): ToDo {
    const broadcast: Change[] = [];
    const settled: { id: string; settlement: Settlement }[] = [];
    let rowsWanted = false;
    for (const wait of this.waits.values()) {
      const settlement = this.settlementOf(wait, nowMs);
      if (settlement !== null) {
        settled.push({ id: wait.id, settlement });
        this.waits.delete(wait.id);
        continue;
      }
      if (wait.told === 0 || nowMs >= tellAgainAt(wait)) {
        broadcast.push(...wait.changes);
        while (wait.told === 0 || nowMs >= tellAgainAt(wait)) wait.told += 1;
      }
      rowsWanted ||= (wait.listed === null && this.reads <= wait.readsBefore) || nowMs >= this.readAtMs + ROWS_EVERY_MS;
    }
    if (!rowsWanted) return { broadcast, readRows: null, settled };
    this.reads += 1;
    this.readAtMs = nowMs;
    return { broadcast, readRows: this.reads, settled };
  }

  /** When `next` has something to do again; Infinity: when something happens. */
  nextMs(): number {
    let atMs = Infinity;
    for (const wait of this.waits.values()) {
      const endsMs = wait.listed === null ? Infinity : Math.max(isOver(wait.listed) ? 0 : wait.rowsArrivedMs + DEAD_MS, this.nothingBeforeMs);
      atMs = Math.min(atMs, tellAgainAt(wait), this.readAtMs + ROWS_EVERY_MS, endsMs);
    }
    return atMs;
  }

  /** How many calls wait. */
  get count(): number {
    return this.waits.size;
  }

  private list(wait: Wait, rows: readonly LeaseRow[], nowMs: number): void {
    wait.rowsArrivedMs = nowMs;
    wait.listed = new Map();
    for (const row of rows) {
      if (!wait.changes.some(({ shard }) => row.applied.has(shard))) continue;
      const changes = changesFor(row, wait.changes);
      // What its lease says already keeps nobody waiting: a repeat waits for what was heard long ago.
      const isKnown = hasApplied(this.said.get(row.verifier) ?? NOTHING_SAID, changes) || hasApplied(row.applied, changes);
      wait.listed.set(row.verifier, { row, lastN: row.n, state: isKnown ? 'confirmed' : 'silent' });
    }
  }

  private compare(listed: Map<string, Listed>, rows: readonly LeaseRow[], changes: readonly Change[]): void {
    const here = new Map(rows.map((row) => [row.verifier, row]));
    for (const [verifier, one] of listed) {
      const row = here.get(verifier);
      if (row !== undefined) one.lastN = Math.max(one.lastN, row.n);
      if (one.state !== 'silent') continue;
      if (row === undefined) one.state = 'gone';
      else if (hasApplied(row.applied, changesFor(one.row, changes))) one.state = 'confirmed_by_row';
    }
  }

  private settlementOf({ listed, committedMs, rowsArrivedMs }: Wait, nowMs: number): Settlement | null {
    if (listed === null || nowMs < this.nothingBeforeMs) return null;
    if (!isOver(listed) && nowMs < rowsArrivedMs + DEAD_MS) return null;
    const all = [...listed.values()];
    // Whoever renewed since was handed the changes with the renewal; the lease from before it is dead by now.
    const silent = all.filter(({ state }) => state === 'silent');
    const fenced = silent.filter(({ row, lastN }) => lastN === row.n).map(({ row: { verifier, name, n } }) => ({ verifier, name, n }));
    const slow = all.filter(({ state, row, lastN }) => state === 'confirmed_by_row' || (state === 'silent' && lastN !== row.n)).map(({ row }) => row.name);
    return { live: all.length, confirmed: all.length - fenced.length, fenced, slow, durationMs: nowMs - committedMs };
  }
}

function tellAgainAt({ committedMs, told }: Wait): number {
  const afterMs = AGAIN_AFTER_MS[told - 1];
  return afterMs === undefined ? Infinity : committedMs + afterMs;
}

function isOver(listed: ReadonlyMap<string, Listed>): boolean {
  for (const { state } of listed.values()) if (state === 'silent') return false;
  return true;
}

/** Of changes in several shards those that a verifier follows. */
function changesFor({ applied }: LeaseRow, changes: readonly Change[]): readonly Change[] {
  return changes.filter(({ shard }) => applied.has(shard));
}

function hasApplied(applied: ReadonlyMap<Shard, Position | null>, changes: readonly Change[]): boolean {
  return changes.every((change) => {
    const position = applied.get(change.shard);
    return position !== undefined && position !== null && reaches(position, change);
  });
}
