import type { Shard } from '@portcullis/kernel';
import type { Strikes } from '../demotion.js';
import { nextEpoch } from '../epochs.js';
import { reaches, type Change, type LeaseRow, type Position } from '../terms.js';
import { ACCOUNTS, SHARDS, TENANTS, type AuthorityName } from './facts-for-spec.js';
import { Fault, FAULTS, type Process, type Steps, type World } from './world-for-spec.js';

export interface TokenRow {
  readonly account: string;
  readonly serial: number;
  readonly mintedMs: number;
  readonly isRevoked: boolean;
  readonly expiresAtMs: number;
}

export interface Counter extends Position {
  readonly trimmedTo: number;
  /** History up to here is what is left of it; null: nothing was lost, and it is served. */
  readonly lostAfter: Position | null;
}

/** What took power, as the outbox tells it. `serial`: the cut-off, of a bulk. */
export interface Taken extends Change {
  readonly row: string;
  readonly serial: number;
  readonly items: readonly string[];
}

/** What is on the disk. Rows are never altered but replaced, so that a copy is cheap. */
export interface Disk {
  instance: number;
  highestMs: number;
  serial: number;
  outbox: readonly Taken[];
  readonly counters: Map<Shard, Counter>;
  readonly changes: Map<Shard, readonly (Change & { readonly atMs: number })[]>;
  readonly leases: Map<string, LeaseRow>;
  readonly strikes: Map<string, Strikes>;
  readonly tokens: Map<string, TokenRow>;
  /** Owner → the serial up to which all tokens are revoked. */
  readonly cutOffs: Map<string, { readonly serial: number; readonly atMs: number }>;
  /** `account/…`, suspended; `list/…`, without the feature. */
  readonly taken: Map<string, boolean>;
}

/** The guard of a statement: the database is another one than it was. */
export const OTHER_INSTANCE = new Fault('another instance');

/** One authority's database: transactions happen at once, and their answers come later or not at all. */
export class Cell {
  disk: Disk;
  /** The process that serves the disk: another one after each start. */
  instance = 1;
  isDown = false;
  private lagging: { readonly sinceMs: number; readonly disk: Disk } | null = null;
  /** What was told over the stream: outlives the disk. */
  readonly stream: Taken[] = [];

  constructor(readonly world: World, readonly name: AuthorityName, private aheadMs: number) {
    this.disk = {
      instance: 1,
      highestMs: 0,
      serial: 0,
      outbox: [],
      counters: new Map(SHARDS.map((shard) => [shard, { epoch: 1, rev: 0, trimmedTo: 0, lostAfter: null }])),
      changes: new Map(SHARDS.map((shard) => [shard, []])),
      leases: new Map(),
      strikes: new Map(),
      tokens: new Map(),
      cutOffs: new Map(),
      taken: new Map([...ACCOUNTS.map((account) => [`account/${account}`, false] as const), ...TENANTS.map((tenant) => [`list/${tenant}`, false] as const)]),
    };
  }

  get clockMs(): number {
    return 1e9 + this.world.nowMs + this.aheadMs;
  }

  setClock(forwardMs: number): void {
    this.aheadMs += forwardMs;
  }

  /** Never below what was handed out before. */
  tellTime(): number {
    this.disk.highestMs = Math.max(this.disk.highestMs, this.clockMs);
    return this.disk.highestMs;
  }

  guard(): void {
    if (this.disk.instance !== this.instance && !this.world.omits('A7 guard')) throw OTHER_INSTANCE;
  }

  get highestEpoch(): number {
    return Math.max(...[...this.disk.counters.values()].map(({ epoch }) => epoch));
  }

  /** One transaction, which must alter nothing before it throws. */
  *transact<R>(by: Process, what: string, run: (disk: Disk) => R): Steps<R> {
    const { world } = this;
    return (yield (resume, fail) => {
      const { instance } = this;
      const [thereMs = 0.3] = world.fate(by.label, what, this.name);
      world.after(thereMs, () => {
        if (this.isDown || instance !== this.instance) {
          world.after(1, () => fail(FAULTS.noDatabase));
          return;
        }
        let answer: () => void;
        try {
          const result = run(this.disk);
          world.note?.(`${by.label} ${what}`);
          answer = () => resume(result);
        } catch (fault) {
          if (!(fault instanceof Fault)) throw fault;
          world.note?.(`${by.label} ${what}: ${fault.message}`);
          answer = () => fail(fault);
        }
        const [backMs = 0.3] = world.fate(this.name, what, by.label);
        world.after(backMs, () => (instance === this.instance ? answer() : fail(FAULTS.connectionLost)));
      });
    }) as R;
  }

  /** Behind by up to 300 ms. */
  standby(): Disk {
    if (this.lagging === null || this.world.nowMs - this.lagging.sinceMs > 300) this.lagging = { sinceMs: this.world.nowMs, disk: this.copy() };
    return this.lagging.disk;
  }

  copy(disk = this.disk): Disk {
    const copies = { counters: new Map(disk.counters), changes: new Map(disk.changes), leases: new Map(disk.leases), strikes: new Map(disk.strikes) };
    return { ...disk, ...copies, tokens: new Map(disk.tokens), cutOffs: new Map(disk.cutOffs), taken: new Map(disk.taken) };
  }

  /** Comes back after so long, as another instance; with a disk from before, perhaps. @returns what was lost and told nobody */
  restart(downMs: number, older: Disk | null): readonly Taken[] {
    this.isDown = true;
    this.instance += 1;
    const { outbox } = this.disk;
    if (older !== null) this.disk = this.copy(older);
    this.world.note?.(`${this.name} ${older === null ? 'restarts' : 'is brought back from older'}`);
    this.world.after(downMs, () => {
      this.isDown = false;
    });
    const isThere = (one: Taken) => this.disk.outbox.some((other) => isSame(one, other)) || this.stream.some((other) => isSame(one, other));
    return older === null ? [] : outbox.filter((one) => !isThere(one));
  }

  /** The outbox is told. */
  publish(): void {
    if (this.isDown || this.disk.outbox.length === 0) return;
    this.stream.push(...this.disk.outbox.filter((one) => !this.stream.some((other) => isSame(one, other))));
    this.disk.outbox = [];
  }

  /** Unless somebody else did: `ahead` is what was seen beyond our history; null: the guard failed. */
  beginEpoch(ahead: Position | null): void {
    const { disk, world, highestEpoch } = this;
    if (ahead === null ? disk.instance === this.instance : highestEpoch > ahead.epoch) return;
    const epoch = world.omits('A7 epoch above all') ? highestEpoch + 1 : nextEpoch(highestEpoch, ahead?.epoch ?? 0, Math.floor(this.clockMs));
    disk.instance = this.instance;
    for (const [shard, counter] of disk.counters) {
      disk.counters.set(shard, { epoch, rev: 0, trimmedTo: 0, lostAfter: counter.lostAfter ?? { epoch: counter.epoch, rev: counter.rev } });
    }
    world.note?.(`${this.name} begins epoch ${epoch}`);
  }

  /** What was taken after the position that is left, by the stream. */
  lost(): readonly Taken[] {
    return this.stream.filter(({ shard, epoch, rev }) => {
      const { lostAfter } = this.disk.counters.get(shard)!;
      return lostAfter !== null && !reaches(lostAfter, { epoch, rev });
    });
  }
}

function isSame(one: Change, other: Change): boolean {
  return one.shard === other.shard && one.epoch === other.epoch && one.rev === other.rev;
}
