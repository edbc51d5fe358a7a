import type { Caller } from '@portcullis/contracts';
import type { Position } from '@portcullis/enforcement';
import { Fault, instant, shard as asShard, type Shard } from '@portcullis/kernel';
import type { Query } from '@portcullis/platform/postgres';
import { bringBackWhatIsFound, type RecoveryParts } from './bring-back.js';
import { RECOVERY_LOCK, type LostHistory } from './recover.js';

export interface ShardState extends Position {
  readonly shard: Shard;
  readonly state: 'serving' | 'recovering' | 'moving';
  /** How far its history is known, while what came after is looked for; null: all of it is known. */
  readonly since: Position | null;
}

interface ShardRow {
  shard: number;
  state: ShardState['state'];
  epoch: string;
  rev: string;
  since_epoch: string | null;
  since_rev: string | null;
  since_ms: string | null;
}

const SHARDS = `SELECT shard, state, epoch, rev, since_epoch, since_rev, floor(extract(epoch FROM since_at) * 1000)::bigint AS since_ms
FROM shard_counter ORDER BY shard`;

/** What operators see of an authority's shards, and decide about them. */
export class Shards {
  constructor(private readonly parts: RecoveryParts) {}

  async list(): Promise<readonly ShardState[]> {
    const rows = await this.parts.database.transaction((tx) => tx.query<ShardRow>(SHARDS));
    return rows.map((row) => ({ shard: asShard(row.shard), state: row.state, epoch: Number(row.epoch), rev: Number(row.rev), since: sinceOf(row) }));
  }

  /**
   * Lets shards serve again although something of their history is missing.
   * @param shards null: all that wait
   * @returns those that waited
   * @throws Fault `overloaded` while they are being recovered: to be tried again
   */
  async acceptLoss(by: Caller, shards: readonly number[] | null): Promise<readonly Shard[]> {
    const accepted = await this.parts.database.exclusively(RECOVERY_LOCK, async (query) => {
      const lost = await lostOf(query, shards);
      if (lost === null) return [];
      await bringBackWhatIsFound(this.parts, by, lost);
      return [...lost.since.keys()];
    });
    if (accepted === null) throw new Fault('the shards are being recovered at this moment', 'overloaded');
    return accepted;
  }
}

async function lostOf(query: Query, shards: readonly number[] | null): Promise<LostHistory | null> {
  const rows = (await query<ShardRow>(SHARDS)).filter(({ shard, state }) => state === 'recovering' && (shards === null || shards.includes(shard)));
  if (rows.length === 0) return null;
  return {
    epoch: Math.max(...rows.map(({ epoch }) => Number(epoch))),
    since: new Map(rows.map((row) => [asShard(row.shard), sinceOf(row) ?? { epoch: Number(row.epoch), rev: Number(row.rev) }])),
    at: instant(Math.min(...rows.map(({ since_ms }) => Number(since_ms ?? 0)))),
    // Whatever they have seen of what is missing: it is accepted.
    seen: new Map(),
  };
}

function sinceOf({ since_epoch, since_rev }: ShardRow): Position | null {
  return since_epoch === null || since_rev === null ? null : { epoch: Number(since_epoch), rev: Number(since_rev) };
}
