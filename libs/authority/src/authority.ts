import type { AuthorityName, ChangePosition, EnforcementView } from '@portcullis/contracts';
import { reaches, type Change, type Position, type Settlement } from '@portcullis/enforcement';
import { newId, shard as asShard, type RandomBytes, type Shard } from '@portcullis/kernel';
import type { NatsDoor } from '@portcullis/platform/nats-client';
import type { Database } from '@portcullis/platform/postgres';
import type { Logger, Shutdown } from '@portcullis/platform/runtime';
import { Broadcasts } from './broadcasts.js';
import type { RecordedChange } from './change-log.js';
import { Epochs } from './epochs.js';
import { readEvidence } from './evidence.js';
import { Histories } from './histories.js';
import { Hosts } from './hosts.js';
import { Upkeep } from './upkeep.js';
import { Leases } from './leases.js';
import { changeOf } from './messages.js';
import type { Receipt, ReceiptOwner } from './receipt.js';
import { Receipts } from './receipts.js';
import type { Recover } from './recover.js';
import { Renewals } from './renewals.js';
import { statusOf, type AuthorityStatus } from './status.js';
import { processTime, type Time } from './time.js';
import { Waiting } from './waiting.js';

export interface AuthorityParts {
  readonly name: AuthorityName;
  readonly database: Database;
  readonly door: NatsDoor;
  /** What operators call this process. */
  readonly instance: string;
  readonly log: Logger;
  readonly shutdown: Pick<Shutdown, 'onStop'>;
  readonly randomBytes: RandomBytes;
  readonly recover: Recover;
  /** The process's own, unless given. */
  readonly time?: Time;
}

/** Renewals, leases and receipts wait for no call. */
const OWN_CONNECTIONS = 4;

/** One process of an authority, as verifiers and callers of power-taking calls meet it. */
export class Authority {
  /** Of calls that were answered before they were settled. */
  private readonly later = new Set<Promise<void>>();
  private readonly leases: Leases;
  private readonly hosts: Hosts;
  private readonly histories: Histories;
  private readonly receipts: Receipts;
  private readonly upkeep: Upkeep;
  private readonly waiting: Waiting;
  private readonly broadcasts: Broadcasts;
  private readonly renewals: Renewals;

  private constructor(
    private readonly parts: AuthorityParts,
    private readonly own: Database,
  ) {
    const { name, door, log, randomBytes, time = processTime } = parts;
    this.leases = new Leases(own);
    this.hosts = new Hosts(own);
    this.histories = new Histories(own);
    this.receipts = new Receipts(name, own);
    const onLost = (ahead: Position | null): void => this.upkeep.lost(ahead);
    const notice = (epoch: number): void => this.waiting.notice(epoch);
    this.upkeep = new Upkeep({ epochs: new Epochs(own), leases: this.leases, histories: this.histories, notice, recover: parts.recover, log, time });
    this.waiting = new Waiting({
      time,
      broadcast: (changes) => this.broadcasts.tell(changes),
      readLeases: (shards) => this.leases.read(shards),
      onOtherInstance: () => onLost(null),
    });
    const saw = (shard: Shard, position: Position): void => this.upkeep.saw(shard, position);
    this.broadcasts = new Broadcasts({ ...{ name, door, log, randomBytes }, onConfirmed: (verifier, shard, position) => this.waiting.confirmed(verifier, shard, position) });
    this.renewals = new Renewals({ ...{ name, door, log, notice, onLost, saw }, leases: this.leases, histories: this.histories });
  }

  /** Resolves when verifiers may ask. Shards that wait for a recovery may not serve yet. */
  static async start(parts: AuthorityParts): Promise<Authority> {
    const own = await parts.database.beside(`${parts.instance} leases`, OWN_CONNECTIONS);
    const authority = new Authority(parts, own);
    parts.shutdown.onStop('enforcement', () => authority.stop());
    await authority.upkeep.start();
    await parts.door.flush();
    return authority;
  }

  /**
   * To be called after the commit. Resolves when no verifier grants any more what the changes took; with `respondAsync` at once, with a receipt
   * that is pending. Holds no connection, transaction or work slot meanwhile.
   * @param owner who may read the receipt later
   * @param changes of one call; none where what took the power was over long ago
   * @throws Fault `unavailable` when it is unknown whether the changes are still there: to be called again, which finds out
   */
  async enforce(owner: ReceiptOwner, changes: readonly RecordedChange[], respondAsync: boolean): Promise<Receipt> {
    const { randomBytes } = this.parts;
    const receipt: Receipt = {
      id: newId('rcp', randomBytes),
      parts: changes.map(({ authority, shard, epoch, rev }) => ({ authority, shard, epoch, rev })),
      ...{ verifiers: { live: 0, confirmed: 0, fenced: 0 }, durationMs: 0, pending: true },
    };
    const settled = this.settle(owner, receipt, changes.map(changeOf));
    if (!respondAsync) return settled;
    this.finishLater(settled);
    await this.receipts.keep(owner, receipt);
    return receipt;
  }

  /** Tells verifiers of changes that nobody waits for. To be called after the commit; whoever does not hear it is told by its next renewal. */
  announce(changes: readonly RecordedChange[]): void {
    this.broadcasts.tell(changes.map(changeOf));
  }

  /**
   * What became of a call, for whoever asks later. Null: unknown, or more than 7 days ago.
   * @param owner with an account: only what was its own
   */
  async receipt(owner: ReceiptOwner, id: string): Promise<Receipt | null> {
    const kept = await this.receipts.read(owner, id);
    if (kept === null) return null;
    const { ageMs, ...receipt } = kept;
    return receipt.pending ? this.derived(receipt, ageMs) : receipt;
  }

  /**
   * For what changed outside of any history, and for every token at once: within a lease no verifier acts on anything that it knew before. Calls
   * that wait meanwhile end as with any new epoch.
   * @throws Fault
   */
  async startAfresh(): Promise<void> {
    const epoch = await new Epochs(this.own).startAfresh();
    if (epoch !== null) this.waiting.notice(epoch);
  }

  /** As it stands, and what a tenant may see of its own calls. */
  async enforcementOf(tenantId: string): Promise<Omit<EnforcementView, 'proofs'>> {
    const [{ authority, epoch, shardsServing, verifiers, refused }, evidence] = await Promise.all([this.status(), readEvidence(this.own, this.parts.name, tenantId)]);
    return { status: { authority, epoch: epoch === null ? null : String(epoch), shardsServing, verifiers: [...verifiers], refused: [...refused] }, ...evidence };
  }

  /** For operators. */
  async status(): Promise<AuthorityStatus> {
    const [leases, positions, refused] = await Promise.all([this.leases.all(), this.histories.positions(), this.hosts.refused()]);
    return statusOf({ name: this.parts.name, leases, positions, refused, waiting: this.waiting.count });
  }

  private async settle(owner: ReceiptOwner, pending: Receipt, changes: readonly Change[]): Promise<Receipt> {
    const settlement = await this.waiting.wait(changes);
    const { live, confirmed, fenced, durationMs } = settlement;
    const receipt = { ...pending, verifiers: { live, confirmed, fenced: fenced.length }, durationMs, pending: false };
    // A call that is answered has a receipt that can be looked at.
    await Promise.all([this.receipts.keep(owner, receipt), this.fence(settlement)]);
    return receipt;
  }

  /** The leases are dead in any case. */
  private async fence({ fenced, slow }: Settlement): Promise<void> {
    const { log } = this.parts;
    try {
      await this.leases.fence(fenced);
      const struck = [...fenced.map(({ name }) => name), ...slow];
      if (struck.length > 0) log.warn('verifiers kept a call waiting', { fenced: fenced.map(({ name }) => name), slow });
      for (const refused of await this.hosts.strike(struck)) log.error('a host keeps calls waiting: it gets no leases for now', { ...refused });
    } catch (error) {
      log.warn('who kept a call waiting was not written down', { err: error });
    }
  }

  private finishLater(settled: Promise<Receipt>): void {
    const { log } = this.parts;
    const finished = settled.then(
      () => undefined,
      (error: unknown) => log.warn('what became of a call that was answered before is not known', { err: error }),
    );
    this.later.add(finished);
    void finished.then(() => this.later.delete(finished));
  }

  /** The process that waits has not said so yet, or is no more. Whoever has no lease any more acts on nothing, and the rows tell of the others. */
  private async derived(receipt: Receipt, ageMs: number): Promise<Receipt> {
    const shards = new Set(receipt.parts.map(({ shard }) => asShard(shard)));
    const { isSame, rows } = await this.leases.read(shards);
    const live = rows.filter(({ applied }) => applied.size > 0);
    const lacks = (applied: ReadonlyMap<Shard, Position | null>, { shard, epoch, rev }: ChangePosition): boolean => {
      const at = applied.get(asShard(shard));
      return at !== undefined && (at === null || !reaches(at, { epoch: Number(epoch), rev: Number(rev) }));
    };
    const confirmed = live.filter(({ applied }) => !receipt.parts.some((part) => lacks(applied, part))).length;
    const pending = !isSame || this.waiting.mayLackRows || confirmed < live.length;
    return { ...receipt, verifiers: { live: live.length, confirmed, fenced: 0 }, durationMs: ageMs, pending };
  }

  /** Verifiers ask other processes; calls that were answered before are seen through; the rest is abandoned. */
  private async stop(): Promise<void> {
    await this.renewals.stop();
    await Promise.all(this.later);
    this.waiting.stop();
    await Promise.all([this.broadcasts.stop(), this.upkeep.stop()]);
    await this.own.close();
  }
}
