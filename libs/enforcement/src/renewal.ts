import type { Shard } from '@portcullis/kernel';
import type { Change, Position, RenewalReply, RenewalRequest, ShardGrant } from './terms.js';

/** What a cell knows of a shard, read after the lease was written (rule A3). */
export interface ShardHistory extends Position {
  readonly shard: Shard;
  /** Changes of this epoch up to this rev may have been trimmed. */
  readonly trimmedTo: number;
  /** Of this epoch, in order, those after the position that was asked with: without a gap, but perhaps not up to the end. */
  readonly changes: readonly Change[];
}

/** What is answered to a renewal. Shards that the cell does not serve now are left out of `histories`. */
export function replyTo({ n, shards }: RenewalRequest, histories: readonly ShardHistory[]): RenewalReply {
  const asked = new Map(shards.map(({ shard, position }) => [shard, position]));
  return { n, shards: histories.filter(({ shard }) => asked.has(shard)).map((history) => grantOf(history, asked.get(history.shard)!)) };
}

/** Where a verifier is ahead of us, our history was lost: the cell has to begin a higher epoch before it grants anything. */
export function aheadOf({ shards }: RenewalRequest, histories: readonly ShardHistory[]): Position | null {
  const known = new Map(histories.map((history) => [history.shard, history]));
  let furthest: Position | null = null;
  for (const { shard, position } of shards) {
    const own = known.get(shard);
    if (position === null || own === undefined) continue;
    const isAhead = position.epoch > own.epoch || (position.epoch === own.epoch && position.rev > own.rev);
    if (isAhead && (furthest === null || position.epoch > furthest.epoch)) furthest = position;
  }
  return furthest;
}

function grantOf({ shard, epoch, rev, trimmedTo, changes }: ShardHistory, position: Position | null): ShardGrant {
  const here = { shard, epoch, rev };
  if (position === null || position.epoch !== epoch || position.rev < trimmedTo) return { ...here, afresh: true, changes: [], complete: true };
  const last = changes.at(-1)?.rev ?? position.rev;
  return { ...here, afresh: false, changes, complete: last >= rev };
}
