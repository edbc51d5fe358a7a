import type { CellView } from '../cell-view.js';
import type { Waits } from '../waits.js';
import { AuthorityProcess } from './authority-for-spec.js';
import { Cell, type Disk, type Taken } from './cell-for-spec.js';
import { AUTHORITIES, type AuthorityName, type Power, type TokenPlan } from './facts-for-spec.js';
import { viewFor, waitsFor } from './mutants-for-spec.js';
import { Network } from './network-for-spec.js';
import type { Omission } from './omissions-for-spec.js';
import { Oracle } from './oracle-for-spec.js';
import { Random } from './random-for-spec.js';
import type { Committed, Sizes } from './statements-for-spec.js';
import type { Verdict } from './sides-for-spec.js';
import { VerifierProcess } from './verifier-for-spec.js';
import { Fault, FAULTS, Process, World, type Steps } from './world-for-spec.js';

const CALL_TIMEOUT_MS = 7_000;
/** A token that was unknown is remembered as such for a second, by a clock that may be slow. */
const UNKNOWN_FOR_MS = 1_100;

export interface ClusterOptions {
  readonly seed: number;
  readonly omitted?: Omission | null;
  readonly lines?: string[] | null;
  readonly processes?: number;
  readonly hosts?: number;
  readonly sizes?: Sizes;
  readonly mostRemembered?: number;
  readonly demotes?: boolean;
  readonly aheadMs?: Record<AuthorityName, number>;
  /** Of each process that is started. */
  readonly rates?: (label: string) => Process['rates'];
  readonly subscribesAfterMs?: (label: string) => number;
  /** Looks on at what a verifier does with its view of a cell, or alters it. */
  readonly onView?: (label: string, authority: AuthorityName, view: CellView) => void;
}

/** Two authorities of some processes each, verifiers on some hosts, and whoever calls them. */
export class Cluster {
  readonly random: Random;
  readonly world: World;
  readonly network: Network;
  readonly oracle: Oracle;
  readonly cells: Record<AuthorityName, Cell>;
  readonly authorities: Record<AuthorityName, AuthorityProcess[]> = { tokens: [], permissions: [] };
  /** One for each host; those that were replaced and may still be about are in `all` only. */
  readonly current: VerifierProcess[] = [];
  readonly all: VerifierProcess[] = [];
  readonly client: Process;
  /** Calls that have not ended. */
  open = 0;
  private readonly minted = new Map<string, number>();
  private started = 0;

  constructor(private readonly options: ClusterOptions) {
    const { seed, omitted = null, lines = null, processes = 2, hosts = 3, aheadMs = { tokens: 0, permissions: 0 } } = options;
    this.random = new Random(seed);
    this.world = new World(this.random, omitted, lines);
    this.network = new Network(this.world);
    this.oracle = new Oracle(this.world);
    this.cells = { tokens: new Cell(this.world, 'tokens', aheadMs.tokens), permissions: new Cell(this.world, 'permissions', aheadMs.permissions) };
    this.client = new Process(this.world, 'client');
    for (const name of AUTHORITIES) for (let at = 0; at < processes; at++) this.startAuthority(name, at);
    for (let host = 0; host < hosts; host++) this.startVerifier(host);
    this.publishes();
  }

  startAuthority(name: AuthorityName, at: number): void {
    const label = `${name}-${at}`;
    const { sizes = { page: 100, kept: 1_000 }, demotes = true } = this.options;
    const parts = { cell: this.cells[name], network: this.network, oracle: this.oracle, sizes, demotes, verifiers: () => this.all };
    this.authorities[name][at] = new AuthorityProcess(parts, label, this.ratesOf(label), waitsFor(this.world) satisfies Waits);
  }

  startVerifier(host: number): void {
    const name = `host-${host}`;
    const label = `verifier-${host}${'\''.repeat(this.all.filter(({ parts }) => parts.host === name).length)}`;
    const id = this.world.omits('random id') || this.world.omits('A3 rising number') ? name : `id-${this.started++}`;
    const parts = {
      world: this.world, network: this.network, oracle: this.oracle, random: this.random, host: name,
      mostRemembered: this.options.mostRemembered ?? 10_000, subscribesAfterMs: this.options.subscribesAfterMs?.(label) ?? 1,
      authority: (authority: AuthorityName) => this.anyOf(authority),
      view: (authority: AuthorityName, viewOptions: ConstructorParameters<typeof CellView>[0]) => {
        const view = viewFor(this.world, viewOptions);
        this.options.onView?.(label, authority, view);
        return view;
      },
    };
    this.current[host] = new VerifierProcess(parts, label, id, this.ratesOf(label));
    this.all.push(this.current[host]);
  }

  /** As the broker chooses: among those that it hears, standing still or not. */
  anyOf(name: AuthorityName): AuthorityProcess | null {
    const there = this.authorities[name].filter((process) => process.isAlive && this.network.reaches(process));
    return there.length === 0 ? null : this.random.oneOf(there);
  }

  /** A call that takes power or gives it, and is tried again when the world fails. `ended`: how long it took; null: it never succeeded. */
  change(power: Power, { tries = 3, isAsync = false, at = null as number | null, ended = (_: number | null): void => undefined } = {}): void {
    this.open += 1;
    const beganMs = this.world.nowMs;
    this.world.note?.(`client calls ${JSON.stringify(power)}`);
    this.client.start(this.changing(power, tries, isAsync, at), (isDone) => {
      this.open -= 1;
      this.world.note?.(`client has ${isDone ? 'done' : 'not done'} ${JSON.stringify(power)}`);
      ended(isDone ? this.world.nowMs - beganMs : null);
    });
  }

  mint(plan: TokenPlan): void {
    const authority = this.anyOf('tokens');
    if (authority === null || this.minted.has(plan.publicId)) return;
    this.minted.set(plan.publicId, Infinity);
    this.client.start(
      this.network.call(this.client, authority, 'mints with', CALL_TIMEOUT_MS, () => authority.mint(plan)),
      (isMade) => {
        // Lost before it was told, perhaps.
        if (isMade && this.cells.tokens.disk.tokens.has(plan.publicId)) this.minted.set(plan.publicId, this.world.nowMs);
      },
      () => undefined,
    );
  }

  verify(verifier: VerifierProcess, publicId: string, digest = publicId, ended: (verdict: Verdict) => void = () => undefined): void {
    verifier.enact(() => {
      const beganMs = this.world.nowMs;
      verifier.start(verifier.verify(publicId, digest), (verdict) => {
        const sinceMs = beganMs - (this.minted.get(publicId) ?? Infinity);
        if (verdict === 'unknown' && digest === publicId && sinceMs > UNKNOWN_FOR_MS) {
          this.oracle.violated(`${verifier.label} does not know ${publicId} ${sinceMs} ms after it was made`);
        }
        ended(verdict);
      });
    });
  }

  /** The database goes and comes, with an older disk perhaps. */
  restart(name: AuthorityName, downMs: number, older: Disk | null): void {
    const undone: readonly Taken[] = this.cells[name].restart(downMs, older);
    this.oracle.undone(undone.flatMap(({ items }) => items));
    if (older === null) return;
    this.oracle.givenLost();
    if (name === 'tokens') for (const token of this.minted.keys()) this.minted.set(token, Infinity);
  }

  private *changing(power: Power, tries: number, isAsync: boolean, at: number | null): Steps<boolean> {
    const name: AuthorityName = power.kind === 'revoke' || power.kind === 'bulk' ? 'tokens' : 'permissions';
    for (let attempt = 0; attempt < tries; attempt++) {
      try {
        const authority = at === null ? this.anyOf(name) : this.authorities[name][at]!;
        if (authority === null) throw FAULTS.noAuthority;
        const { network, client } = this;
        const done = yield* network.call(client, authority, `${power.kind}s with`, CALL_TIMEOUT_MS, () => this.noted(authority, power, isAsync));
        while (isAsync) {
          yield* client.passes(50);
          const other = this.anyOf(name);
          if (other === null) continue;
          if (yield* network.call(client, other, 'asks for a receipt of', CALL_TIMEOUT_MS, () => other.receipt(done))) break;
        }
        if (isAsync) this.oracle.returned(done.items, done.takes, done.as);
        return true;
      } catch (fault) {
        if (!(fault instanceof Fault)) throw fault;
        yield* this.client.passes(this.random.between(50, 400));
      }
    }
    return false;
  }

  /** The promise is made where the authority answers, not where the answer is heard. */
  private *noted(authority: AuthorityProcess, power: Power, isAsync: boolean): Steps<Committed> {
    const done = yield* authority.change(power, isAsync);
    if (!isAsync) this.oracle.returned(done.items, done.takes, done.as);
    return done;
  }

  private publishes(): void {
    for (const name of AUTHORITIES) {
      if (!this.network.isDown && this.authorities[name].some(({ isAlive }) => isAlive)) this.cells[name].publish();
    }
    this.world.after(this.random.between(10, 40), () => this.publishes());
  }

  private ratesOf(label: string): Process['rates'] {
    return this.options.rates?.(label) ?? { monotonic: 1, wall: 1 };
  }
}
