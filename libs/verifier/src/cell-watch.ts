import { enforcementMessages as messages, type AuthorityName } from '@portcullis/contracts';
import { AuthorityTime, CellView, RENEW_MS, targetKey, type Change, type Moment, type Position, type RenewalReply, type Target } from '@portcullis/enforcement';
import { Fault, shard as shardNumber, type Shard } from '@portcullis/kernel';
import type { NatsDoor, NatsOptions } from '@portcullis/platform/nats-client';
import { readAt } from './facts.js';
import type { AuthorityHealth } from './health.js';
import type { ChangeHeard, VerifierClock } from './verifier.js';

/** A renewal that is not answered by then is taken to be lost: the next one is due. */
const RENEWAL_LIMIT_MS = 400;
/** So many renewals may follow each other at once; a cell that always has more to tell gets a breath in between. */
const RENEWALS_IN_A_ROW = 20;
const BREATH_MS = 50;
/** A host that is refused leases asks again after this at the latest. */
const REFUSED_PAUSE_MS = 5_000;
const RESUBSCRIBE_AFTER_MS = 1_000;

export interface CellWatchParts {
  readonly door: NatsDoor;
  readonly authority: AuthorityName;
  /** Secret, see `RenewalRequest`. */
  readonly verifier: string;
  readonly name: string;
  readonly shards: readonly Shard[];
  readonly clock: VerifierClock;
  readonly log: NatsOptions['log'];
  /** Called before the change is confirmed. */
  readonly heard: (change: ChangeHeard) => void;
}

type ReplyMessage = messages.RenewalReplyMessage;
type ChangeMessage = messages.ChangesBroadcast['changes'][number];

/** Keeps the leases of one authority's cell, and hears what changes there. One renewal is under way at a time. */
export class CellWatch {
  readonly view: CellView;
  readonly time = new AuthorityTime();
  readonly counts = { renewals: 0, renewalsLost: 0, changes: 0 };
  private timer: NodeJS.Timeout | undefined;
  private renewing: Promise<void> | null = null;
  private renewAgain = false;
  private inARow = 0;
  private renewedMs: number | null = null;
  private refusedUntilMs = 0;
  private liveSinceMs: number | null = null;
  private unsubscribe: () => void = () => undefined;
  private closed = false;
  /** Who waits to hear of changes that a renewal is to tell of. */
  private readonly toConfirm = new Map<string, Set<Shard>>();

  constructor(private readonly parts: CellWatchParts) {
    const { verifier, name, shards } = parts;
    this.view = new CellView({ verifier, name, shards });
  }

  /** Resolves when the first renewal was answered or lost. */
  async start(): Promise<void> {
    this.watchConnection();
    await this.subscribe();
    await this.renew();
  }

  /** Answers nothing from memory any more, and gives the leases back. */
  async close(): Promise<void> {
    this.closed = true;
    this.view.giveBack();
    clearTimeout(this.timer);
    this.unsubscribe();
    // One that is under way would be granted a lease after it was given back, and revokes would wait for it.
    await this.renewing;
    this.tellEnd(this.view.giveBack());
  }

  health(): Omit<AuthorityHealth, 'readsInFlight'> {
    const { monotonicMs } = this.parts.clock();
    const leasedShards = this.leasedShards();
    return {
      followedShards: this.parts.shards.length,
      leasedShards,
      liveForMs: this.liveSinceMs === null ? null : monotonicMs - this.liveSinceMs,
      renewedAgoMs: this.renewedMs === null ? null : monotonicMs - this.renewedMs,
      refusedForMs: Math.max(0, this.refusedUntilMs - monotonicMs),
    };
  }

  /** At once; if one is under way, right after it. Never throws. */
  renew(): Promise<void> {
    if (this.renewing !== null) this.renewAgain = true;
    else this.renewing = this.renewUntilTold();
    return this.renewing ?? Promise.resolve();
  }

  private async renewUntilTold(): Promise<void> {
    clearTimeout(this.timer);
    let sentMs: number;
    do {
      this.renewAgain = false;
      sentMs = this.parts.clock().monotonicMs;
      const more = await this.renewOnce();
      this.inARow = more || this.renewAgain ? this.inARow + 1 : 0;
      this.renewAgain ||= more;
    } while (this.renewAgain && !this.closed && this.inARow < RENEWALS_IN_A_ROW);
    this.renewing = null;
    if (!this.closed) this.scheduleAfter(sentMs);
  }

  private scheduleAfter(sentMs: number): void {
    const { monotonicMs } = this.parts.clock();
    const dueMs = sentMs + RENEW_MS * (0.8 + 0.4 * Math.random()) - monotonicMs;
    const refusedMs = Math.min(this.refusedUntilMs - monotonicMs, REFUSED_PAUSE_MS);
    const pauseMs = this.inARow > 0 ? BREATH_MS : Math.max(0, dueMs, refusedMs);
    this.inARow = 0;
    // What keeps a process running is its own business, not its verifier's.
    this.timer = setTimeout(() => void this.renew(), pauseMs).unref();
  }

  /** @returns whether there is more to be asked for at once */
  private async renewOnce(): Promise<boolean> {
    const { door, authority, clock, log } = this.parts;
    const sent = clock();
    const request = this.view.renewal(sent);
    if (request === null) return false;
    let reply: ReplyMessage;
    try {
      const subject = door.subjects.leases(authority);
      const answer = await door.whileUp(() => door.connection.request(subject, JSON.stringify(request), { timeout: RENEWAL_LIMIT_MS }));
      reply = messages.renewalReply.parse(answer.json());
    } catch (error) {
      this.counts.renewalsLost += 1;
      if (!(error instanceof Fault)) log.error('a renewal was answered with something that is no reply', { authority, err: error });
      this.noteLiveness(clock());
      return false;
    }
    if (this.closed) return false;
    const received = clock();
    this.counts.renewals += 1;
    this.renewedMs = received.monotonicMs;
    this.refusedUntilMs = received.monotonicMs + reply.refusedForMs;
    this.time.heard(readAt(reply.at), sent.monotonicMs, received.monotonicMs);
    const more = this.apply(reply);
    this.noteLiveness(received);
    return more;
  }

  private apply(reply: ReplyMessage): boolean {
    const before = new Map(reply.shards.map(({ shard }) => [shard, this.view.positionOf(shardNumber(shard))]));
    const more = this.view.renewed(asReply(reply));
    for (const { shard, afresh, changes } of reply.shards) {
      const position = before.get(shard) ?? null;
      if (afresh && !isAt(position, this.view.positionOf(shardNumber(shard)))) this.tell(shard, null);
      for (const change of changes) if (isNew(position, change)) this.tell(shard, change.target);
    }
    for (const [confirmTo, shards] of this.toConfirm) this.confirm(confirmTo, shards);
    this.toConfirm.clear();
    return more;
  }

  private async subscribe(): Promise<void> {
    const { door, authority } = this.parts;
    const subscription = door.connection.subscribe(door.subjects.changesOfAllShards(authority), {
      callback: (error, message) => {
        if (error === null) this.receive(message.data);
      },
    });
    this.unsubscribe = () => subscription.unsubscribe();
    void subscription.closed.then(() => this.lostSubscription());
    await door.flush();
    this.view.hears();
  }

  private lostSubscription(): void {
    if (this.closed || this.parts.door.connection.isClosed()) return;
    this.parts.log.error('changes are heard no more: the leases are given back', { authority: this.parts.authority });
    this.tellEnd(this.view.hearsNoMore());
    setTimeout(() => {
      if (!this.closed) void this.subscribe().then(() => this.renew(), () => undefined);
    }, RESUBSCRIBE_AFTER_MS).unref();
  }

  private receive(data: Uint8Array): void {
    const { door, authority, log } = this.parts;
    const broadcast = readBroadcast(data);
    if (broadcast === null || broadcast.authority !== authority) {
      // It costs time and no more: the next renewal tells what it was about.
      log.error('what was to tell of changes makes no sense', { authority });
      return;
    }
    const { confirmTo, changes } = broadcast;
    const inForce = new Set<Shard>();
    const missing = new Set<Shard>();
    for (const message of changes) {
      const change = asChange(message);
      const before = this.view.positionOf(change.shard);
      const reaction = this.view.changed(change);
      if (reaction.act === 'renew') missing.add(change.shard);
      if (reaction.act !== 'confirm') continue;
      inForce.add(change.shard);
      if (isNew(before, change)) this.tell(change.shard, message.target);
    }
    // The id must not be sent just anywhere: who knows it can confirm in our name.
    if (confirmTo !== confirmationsAt(door, authority, confirmTo)) return;
    if (inForce.size > 0) this.confirm(confirmTo, inForce);
    if (missing.size === 0) return;
    this.toConfirm.set(confirmTo, new Set([...(this.toConfirm.get(confirmTo) ?? []), ...missing]));
    void this.renew();
  }

  private confirm(confirmTo: string, shards: ReadonlySet<Shard>): void {
    const positions = [...shards].flatMap((shard) => {
      const position = this.view.positionOf(shard);
      return position === null ? [] : [{ shard, ...position }];
    });
    if (positions.length > 0) this.publish(confirmTo, { verifier: this.parts.verifier, positions } satisfies messages.Confirmation);
  }

  private tellEnd({ verifier, n }: ReturnType<CellView['giveBack']>): void {
    const { door, authority } = this.parts;
    this.publish(door.subjects.leases(authority), { verifier, n, end: true } satisfies messages.LeaseEndMessage);
  }

  /** Lost where the connection is: whoever waits for it asks again, or waits for the lease to end. */
  private publish(subject: string, message: unknown): void {
    const { connection } = this.parts.door;
    if (!connection.isClosed() && !connection.isDraining()) connection.publish(subject, JSON.stringify(message));
  }

  private tell(shard: number, target: Target | null): void {
    if (target !== null) this.counts.changes += 1;
    this.parts.heard({ authority: this.parts.authority, shard: shardNumber(shard), target });
  }

  private watchConnection(): void {
    const { connection } = this.parts.door;
    void (async () => {
      for await (const { type } of connection.status()) {
        if (this.closed) return;
        if (type === 'reconnect') void this.parts.door.flush().then(() => this.renew(), () => undefined);
      }
    })();
  }

  private leasedShards(): number {
    const now = this.parts.clock();
    return this.parts.shards.filter((shard) => this.view.holds(shard, now)).length;
  }

  private noteLiveness({ monotonicMs }: Moment): void {
    if (this.leasedShards() < this.parts.shards.length) this.liveSinceMs = null;
    else this.liveSinceMs ??= monotonicMs;
  }
}

function asChange({ shard, epoch, rev, target }: ChangeMessage): Change {
  return { shard: shardNumber(shard), epoch, rev, target: targetKey(target) };
}

function asReply({ n, shards }: ReplyMessage): RenewalReply {
  return { n, shards: shards.map((grant) => ({ ...grant, shard: shardNumber(grant.shard), changes: grant.changes.map(asChange) })) };
}

function readBroadcast(data: Uint8Array): messages.ChangesBroadcast | null {
  try {
    return messages.changesBroadcast.parse(JSON.parse(Buffer.from(data).toString()));
  } catch {
    return null;
  }
}

/** The subject of this kind that ends as the given one does. */
function confirmationsAt({ subjects }: NatsDoor, authority: AuthorityName, given: string): string | null {
  try {
    return subjects.confirmations(authority, given.slice(given.lastIndexOf('.') + 1));
  } catch {
    return null;
  }
}

function isNew(before: Position | null, change: Position): boolean {
  return before !== null && change.epoch === before.epoch && change.rev > before.rev;
}

function isAt(one: Position | null, other: Position | null): boolean {
  return one?.epoch === other?.epoch && one?.rev === other?.rev;
}
