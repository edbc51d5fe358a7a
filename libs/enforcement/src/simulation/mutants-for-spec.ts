import { CellView, type CellViewOptions, type Reaction } from '../cell-view.js';
import type { ShardView } from '../shard-view.js';
import type { Change, Moment, Position, RenewalReply, Stamp } from '../terms.js';
import type { Shard } from '@portcullis/kernel';
import { Waits } from '../waits.js';
import type { World } from './world-for-spec.js';

/** The product's classes, with a rule taken out of them where the world omits one. Nothing of this is in the product. */

interface Inside {
  readonly shards: Map<Shard, ShardView>;
  readonly leases: Map<Shard, { readonly epoch: number; readonly sent: Moment }>;
  readonly sent: Map<number, Moment>;
}
const inside = (view: CellView): Inside => view as unknown as Inside;

class WithoutLease extends CellView {
  override mayAnswer(stamp: Stamp, _now: Moment): boolean {
    return this.mayKeep(stamp);
  }
}

class WithoutOrder extends CellView {
  override changed(change: Change): Reaction {
    const reaction = super.changed(change);
    const position = this.positionOf(change.shard);
    return reaction.act === 'renew' && position?.epoch === change.epoch ? { act: 'confirm', position: change } : reaction;
  }
}

/** Adopts an epoch wherever it hears of one, and goes on with the lease that it has. */
class WithEpochsOfBroadcasts extends CellView {
  override changed(change: Change): Reaction {
    const position = this.positionOf(change.shard);
    if (position === null || change.epoch <= position.epoch) return super.changed(change);
    const { shards, leases } = inside(this);
    const view = shards.get(change.shard)!;
    (view as unknown as { at: Position }).at = { epoch: change.epoch, rev: change.rev };
    const lease = leases.get(change.shard);
    if (lease !== undefined) leases.set(change.shard, { ...lease, epoch: change.epoch });
    return { act: 'confirm', position: change };
  }
}

/** Extends a lease for a part of what there is to tell. */
class WithLeaseBeforeAll extends CellView {
  override renewed({ n, shards }: RenewalReply): boolean {
    const told = shards.map((grant) => (grant.afresh ? grant : { ...grant, complete: true, rev: grant.changes.at(-1)?.rev ?? grant.rev }));
    super.renewed({ n, shards: told });
    return shards.some(({ complete }) => !complete);
  }
}

class WithEveryShardLeased extends CellView {
  override renewed(reply: RenewalReply): boolean {
    const sent = inside(this).sent.get(reply.n);
    const more = super.renewed(reply);
    if (sent !== undefined) for (const [shard, lease] of inside(this).leases) inside(this).leases.set(shard, { ...lease, sent });
    return more;
  }
}

/** A lease counts from when it was answered. */
export function leasedFrom(view: CellView, now: Moment): void {
  for (const [shard, lease] of inside(view).leases) inside(view).leases.set(shard, { ...lease, sent: now });
}

type InsideShard = { at: Position; floor: number; remember: (target: string, rev: number) => void; startAfresh: (position: Position) => void };

/** With its memory of changes altered. */
function withShards(view: CellView, alter: (shard: InsideShard) => void): CellView {
  for (const shard of inside(view).shards.values()) alter(shard as unknown as InsideShard);
  return view;
}

export function viewFor(world: World, options: CellViewOptions): CellView {
  if (world.omits('V1 lease')) return new WithoutLease(options);
  if (world.omits('V2 order')) return new WithoutOrder(options);
  if (world.omits('V2 epochs')) return new WithEpochsOfBroadcasts(options);
  if (world.omits('V4 all before the lease')) return new WithLeaseBeforeAll(options);
  if (world.omits('A11 pairs')) return new WithEveryShardLeased(options);
  const view = new CellView(options);
  if (world.omits('V3 floor')) {
    return withShards(view, (shard) => {
      const remember = shard.remember.bind(shard);
      shard.remember = (target, rev) => {
        const { floor } = shard;
        remember(target, rev);
        shard.floor = floor;
      };
    });
  }
  if (world.omits('V3 barrier')) {
    return withShards(view, (shard) => {
      const remember = shard.remember.bind(shard);
      shard.remember = (target, rev) => (target.startsWith('barrier/') ? undefined : remember(target, rev));
    });
  }
  if (world.omits('V4 begin anew')) {
    return withShards(view, (shard) => {
      shard.startAfresh = ({ epoch, rev }) => {
        shard.at = { epoch, rev };
      };
    });
  }
  return view;
}

/** Takes the answer of a read that was under way when the change committed. */
class WithEarlierLists extends Waits {
  override committed(...call: Parameters<Waits['committed']>): void {
    super.committed(...call);
    const { waits, reads } = this as unknown as { waits: Map<string, { readsBefore: number }>; reads: number };
    waits.get(call[0])!.readsBefore = reads - 1;
  }
}

export function waitsFor(world: World): Waits {
  return world.omits('A9') ? new WithEarlierLists() : new Waits();
}
