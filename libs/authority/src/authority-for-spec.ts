import { enforcementMessages, type AuthorityName } from '@portcullis/contracts';
import { CellView, LEASE_MS, targetKey, type Change, type Moment, type RenewalReply } from '@portcullis/enforcement';
import { granted, newId, shard as asShard, shardOfRoot, type Shard } from '@portcullis/kernel';
import { connectNats, type NatsDoor } from '@portcullis/platform/nats-client';
import { Database } from '@portcullis/platform/postgres';
import { createLogger, randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { Authority, type AuthorityParts } from './authority.js';
import { lastChange, recordChange, type RecordedChange } from './change-log.js';
import type { LostHistory } from './recover.js';
import type { Time } from './time.js';

export const silent = createLogger({ instance: 'spec', level: 'silent' });
export const NAME: AuthorityName = 'tokens';
export const tenantId = newId('ten', randomBytes);
/** An account of the tenant's, whose power is taken. */
export const owner = { tenantId, accountId: newId('acc', randomBytes) };
export const shard = shardOfRoot(tenantId);

/** A clock that goes on when it is told to. */
export class ManualTime implements Time {
  private now = 0;
  private readonly timers = new Set<{ readonly atMs: number; readonly run: () => void }>();

  nowMs(): number {
    return this.now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { atMs: this.now + ms, run };
    this.timers.add(timer);
    return () => void this.timers.delete(timer);
  }

  /** Whatever was to be done until then is begun. */
  advance(ms: number): void {
    const endMs = this.now + ms;
    for (;;) {
      const due = [...this.timers].filter(({ atMs }) => atMs <= endMs).sort((one, other) => one.atMs - other.atMs)[0];
      if (due === undefined) break;
      this.timers.delete(due);
      this.now = Math.max(this.now, due.atMs);
      due.run();
    }
    this.now = endMs;
  }

  /** To where something is to be done next. Stays where it is while all that was begun is still at it: however slow the machine, no time is lost. */
  advanceToNext(): void {
    const nextMs = Math.min(...[...this.timers].map(({ atMs }) => atMs));
    if (Number.isFinite(nextMs)) this.advance(nextMs - this.now);
  }
}

/** Resolves as soon as `ask` answers something. It is asked again after each turn of the event loop, in which others have their turn too. */
export async function until<T>(ask: () => Promise<T | null | false> | T | null | false): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A verifier as libs/verifier is one, by hand: it renews when told to, hears broadcasts, and may be made silent. */
export class FakeVerifier {
  readonly id = Buffer.from(randomBytes(16)).toString('hex');
  readonly view: CellView;
  readonly heard: Change[] = [];
  /** Messages do not reach it. */
  silent = false;

  constructor(
    private readonly door: NatsDoor,
    private readonly time: ManualTime,
    readonly name = 'gateway-1',
    shards: Iterable<Shard> = [shard],
  ) {
    this.view = new CellView({ verifier: this.id, name, shards });
    this.view.hears();
    door.connection.subscribe(door.subjects.changesOfAllShards(NAME), { callback: (_, message) => this.hear(message.json()) });
  }

  /** Asks until it knows all. Null: it was left without an answer. */
  async renew(withinMs?: number): Promise<RenewalReply | null> {
    const request = this.view.renewal(this.moment())!;
    const reply = await this.ask(request, withinMs);
    if (reply !== null && this.view.renewed(reply)) return this.renew(withinMs);
    return reply;
  }

  /** Null: there was no answer within so long. */
  async ask(request: unknown, withinMs = 5_000): Promise<RenewalReply | null> {
    const message = await this.door.connection.request(this.door.subjects.leases(NAME), JSON.stringify(request), { timeout: withinMs }).catch(() => null);
    if (message === null) return null;
    const { n, shards } = enforcementMessages.renewalReply.parse(message.json());
    return { n, shards: shards.map((grant) => ({ ...grant, shard: asShard(grant.shard), changes: grant.changes.map(changeOfMessage) })) };
  }

  async giveBack(): Promise<void> {
    await this.door.connection.request(this.door.subjects.leases(NAME), JSON.stringify({ ...this.view.giveBack(), end: true }), { timeout: 5_000 });
  }

  holds(of = shard): boolean {
    return this.view.holds(of, this.moment());
  }

  private moment(): Moment {
    return { monotonicMs: this.time.nowMs(), wallMs: this.time.nowMs() };
  }

  private hear(body: unknown): void {
    const { changes, confirmTo } = enforcementMessages.changesBroadcast.parse(body);
    this.heard.push(...changes.map(changeOfMessage));
    if (this.silent) return;
    for (const change of changes.map(changeOfMessage)) {
      const reaction = this.view.changed(change);
      if (reaction.act !== 'confirm') continue;
      const positions = [{ shard: change.shard, ...reaction.position }];
      this.door.connection.publish(confirmTo, JSON.stringify({ verifier: this.id, positions }));
    }
  }
}

function changeOfMessage({ target, shard: number, ...position }: enforcementMessages.ChangeMessage): Change {
  return { ...position, shard: asShard(number), target: targetKey(target) };
}

/** A cell with as many replicas as are started, and verifiers by hand. */
export class Cell {
  private readonly stops: (() => Promise<unknown> | void)[] = [];
  readonly time = new ManualTime();

  private constructor(
    readonly world: IntegrationWorld,
    readonly database: Database,
    readonly door: NatsDoor,
  ) {}

  static async open(): Promise<Cell> {
    const world = await integrationWorld();
    const database = await Database.open({ url: world.databaseUrl(NAME), name: 'spec', entities: [], onIdleError: () => undefined });
    const door = await connectNats({ url: world.natsUrl, name: 'spec', subjectPrefix: world.subjectPrefix, log: silent });
    return new Cell(world, database, door);
  }

  /** One more replica, whose leases of before its start are over. */
  async replica(parts: Partial<AuthorityParts> = {}): Promise<Authority> {
    const shutdown = { onStop: (_: string, stop: () => Promise<unknown> | void) => void this.stops.push(stop) };
    const { database, door, time } = this;
    const authority = await Authority.start({ name: NAME, database, door, instance: 'spec', log: silent, shutdown, randomBytes, recover: (lost) => this.serve(lost), time, ...parts });
    time.advance(2 * LEASE_MS);
    return authority;
  }

  async verifier(name?: string, shards?: Iterable<Shard>): Promise<FakeVerifier> {
    const verifier = new FakeVerifier(this.door, this.time, name, shards);
    await this.door.flush();
    await until(async () => (await verifier.renew()) !== null && verifier.holds([...(shards ?? [shard])][0]));
    return verifier;
  }

  async change(id = 'tok_1'): Promise<RecordedChange> {
    const done = await this.database.commit(tenantId, async (tx) => granted(await recordChange(tx, NAME, shard, { kind: 'token', tenantId, id })));
    return done.value;
  }

  last(id = 'tok_1'): Promise<RecordedChange | null> {
    return this.database.inTenant(tenantId, (tx) => lastChange(tx, NAME, shard, [{ kind: 'token', tenantId, id }]));
  }

  /** As where nothing is missing. */
  async serve({ epoch }: LostHistory): Promise<readonly Shard[]> {
    await this.query(`UPDATE shard_counter SET state = 'serving', since_epoch = NULL, since_rev = NULL, since_at = NULL WHERE epoch = $1`, [epoch]);
    return [];
  }

  query<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.database.transaction((tx) => tx.query<Row>(sql, values));
  }

  /** What no service may do. */
  async asOwner(sql: string, values: readonly unknown[]): Promise<void> {
    const owner = await Database.open({ url: this.world.ownerUrl, name: 'owner', entities: [], onIdleError: () => undefined });
    await owner.transaction((tx) => tx.query(sql, values));
    await owner.close();
  }

  async leases(): Promise<string[]> {
    return (await this.query<{ verifier: string }>('SELECT verifier FROM lease ORDER BY 1')).map(({ verifier }) => verifier);
  }

  async close(): Promise<void> {
    for (const stop of this.stops.reverse()) await stop();
    await this.door.drain();
    await this.database.close();
    await this.world.close();
  }
}
