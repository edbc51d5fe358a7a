import type { Shard } from '@portcullis/kernel';
import { ShardView } from './shard-view.js';
import { CLOCKS_AGREE_MS, HELD_MS, type Change, type LeaseEnd, type Moment, type Position, type RenewalReply, type RenewalRequest, type ShardGrant, type Stamp } from './terms.js';

export interface CellViewOptions {
  /** See `RenewalRequest`. */
  readonly verifier: string;
  readonly name: string;
  readonly shards?: Iterable<Shard>;
  readonly mostRemembered?: number;
}

/** What to do about a change that was broadcast. */
export type Reaction =
  /** It is in force here: say so, at once, and again whenever it comes again. */
  | { readonly act: 'confirm'; readonly position: Position }
  /** Ask for a renewal: it tells what is missing. */
  | { readonly act: 'renew' }
  | { readonly act: 'ignore' };

/**
 * What a verifier knows of one cell: its leases, and how far it has come in each shard. Knows no network: whoever holds it sends what it
 * asks for and hands it what arrives. Implements rules V1 to V5 of the protocol; all times are passed in.
 */
export class CellView {
  private readonly shards = new Map<Shard, ShardView>();
  private readonly leases = new Map<Shard, { readonly epoch: number; readonly sent: Moment }>();
  /** When each renewal that is not answered yet was sent. */
  private readonly sent = new Map<number, Moment>();
  private lastN = 0;
  private subscribed = false;

  constructor(private readonly options: CellViewOptions) {
    for (const shard of options.shards ?? []) this.follow(shard);
  }

  /** Whether the shard was followed already. One that is new is answered from memory after the next renewal. Never undone. */
  follow(shard: Shard): boolean {
    if (this.shards.has(shard)) return true;
    this.shards.set(shard, new ShardView(this.options.mostRemembered));
    return false;
  }

  /** Changes are heard from now on: the broker has the subscription. */
  hears(): void {
    this.subscribed = true;
  }

  /** Changes are heard no more: the leases are given back, and none is asked for. @returns see `giveBack` */
  hearsNoMore(): LeaseEnd {
    this.subscribed = false;
    return this.giveBack();
  }

  /** Answers nothing from memory from now on, until the next renewal. @returns what may be told to the cell, right after this */
  giveBack(): LeaseEnd {
    this.leases.clear();
    this.sent.clear();
    return { verifier: this.options.verifier, n: this.lastN };
  }

  /** To be sent right after this. Null: not before changes are heard. */
  renewal(now: Moment): RenewalRequest | null {
    if (!this.subscribed) return null;
    this.lastN += 1;
    this.sent.set(this.lastN, now);
    for (const [n, sent] of this.sent) if (!isLive(sent, now)) this.sent.delete(n);
    const { verifier, name } = this.options;
    return { verifier, name, n: this.lastN, shards: [...this.shards].map(([shard, view]) => ({ shard, position: view.position })) };
  }

  /**
   * Applies what a renewal told, and only then extends the lease of each shard that it told all of.
   * @returns whether more is to be asked for at once
   */
  renewed({ n, shards }: RenewalReply): boolean {
    const sent = this.sent.get(n);
    if (sent === undefined) return false;
    this.sent.delete(n);
    let more = false;
    for (const grant of shards) {
      const view = this.shards.get(grant.shard);
      if (view === undefined || isBehind(grant, view)) continue;
      if (!grasp(view, grant)) {
        more = true;
        continue;
      }
      const lease = this.leases.get(grant.shard);
      if (lease === undefined || lease.epoch < grant.epoch || lease.sent.monotonicMs < sent.monotonicMs) {
        this.leases.set(grant.shard, { epoch: grant.epoch, sent });
      }
    }
    return more;
  }

  /** A change was broadcast. */
  changed(change: Change): Reaction {
    const view = this.shards.get(change.shard);
    if (view === undefined) return { act: 'ignore' };
    switch (view.receive(change)) {
      case 'applied':
      case 'known':
        return { act: 'confirm', position: view.position! };
      case 'gap':
      case 'newer_epoch':
        return { act: 'renew' };
      case 'older_epoch':
        return { act: 'ignore' };
    }
  }

  /** Whether memory may answer for this shard at this very moment. */
  holds(shard: Shard, now: Moment): boolean {
    const lease = this.leases.get(shard);
    return lease !== undefined && lease.epoch === this.shards.get(shard)?.position?.epoch && isLive(lease.sent, now);
  }

  /** Whether a fact that is kept may answer at this very moment. */
  mayAnswer(stamp: Stamp, now: Moment): boolean {
    return this.holds(stamp.shard, now) && this.permits(stamp);
  }

  /** Whether a fact that was read for one request may answer that request: nothing that is known here has outdated it. */
  mayUse(stamp: Stamp): boolean {
    const position = this.positionOf(stamp.shard);
    return position === null || stamp.epoch > position.epoch || this.permits(stamp);
  }

  /** Whether a fact is worth keeping for later requests. */
  mayKeep(stamp: Stamp): boolean {
    return this.permits(stamp);
  }

  /** How far this has come; null: not followed, or nothing known yet. */
  positionOf(shard: Shard): Position | null {
    return this.shards.get(shard)?.position ?? null;
  }

  private permits(stamp: Stamp): boolean {
    return this.shards.get(stamp.shard)?.permits(stamp) ?? false;
  }
}

/**
 * A process that was suspended finds one of its clocks standing still, one whose clock is set finds the other true: whichever says so first.
 * Where both happened neither can be believed: a clock that was set back would hide that the machine slept.
 */
function isLive(sent: Moment, now: Moment): boolean {
  const byMonotonicMs = now.monotonicMs - sent.monotonicMs;
  const byWallMs = now.wallMs - sent.wallMs;
  return byMonotonicMs < HELD_MS && byWallMs < HELD_MS && Math.abs(byWallMs - byMonotonicMs) < CLOCKS_AGREE_MS;
}

/** Whether it tells of an epoch that is over. */
function isBehind(grant: ShardGrant, { position }: ShardView): boolean {
  return position !== null && grant.epoch < position.epoch;
}

/** Whether the view is, after this, where the cell was when it answered, or further. */
function grasp(view: ShardView, grant: ShardGrant): boolean {
  const position = view.position;
  if (position === null || grant.epoch > position.epoch || (grant.afresh && grant.rev > position.rev)) {
    // Of a higher epoch nothing but its beginning can be told to whoever stands in a lower one.
    if (!grant.afresh) return false;
    view.startAfresh(grant);
    return true;
  }
  for (const change of grant.changes) view.receive(change);
  return grant.complete && view.position!.epoch === grant.epoch && view.position!.rev >= grant.rev;
}
