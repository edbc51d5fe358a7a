import { targetKey, type Position, type RenewalRequest, type ShardHistory, type Target } from '@portcullis/enforcement';
import { shard as asShard, type Shard } from '@portcullis/kernel';
import type { Database } from '@portcullis/platform/postgres';

/** An answer tells so many changes at most: the rest is asked for at once. */
export const MOST_CHANGES_IN_ANSWER = 500;
/** One transaction deletes so many at most, holding the counter of the shard. */
const MOST_TRIMMED_AT_ONCE = 5_000;

interface HistoryRow {
  shard: number;
  epoch: string;
  rev: string;
  trimmed_to: string;
  changes: { rev: number; kind: Target['kind']; tenant_id: string; target_id: string }[] | null;
}

/** What verifiers are told of a cell's past. */
export class Histories {
  constructor(private readonly database: Database) {}

  /** For a renewal whose lease is written, and committed (rule A3). Shards that are not served now are left out; all are, where the instance is another one. */
  async read(asked: RenewalRequest['shards']): Promise<readonly ShardHistory[]> {
    const rows = await this.database.read<HistoryRow>(READ, [
      asked.map(({ shard }) => shard),
      asked.map(({ position }) => position?.epoch ?? -1),
      asked.map(({ position }) => position?.rev ?? -1),
    ]);
    return rows.map((row) => {
      const at = { shard: asShard(row.shard), epoch: Number(row.epoch), rev: Number(row.rev), trimmedTo: Number(row.trimmed_to) };
      const changes = (row.changes ?? []).map(({ rev, kind, tenant_id, target_id }) => ({
        ...{ shard: at.shard, epoch: at.epoch, rev },
        target: targetKey({ kind, tenantId: tenant_id, id: target_id }),
      }));
      return { ...at, changes };
    });
  }

  /** How far each shard has come that is served here. */
  async positions(): Promise<ReadonlyMap<Shard, Position>> {
    const rows = await this.database.read<Omit<HistoryRow, 'changes'>>(POSITIONS, []);
    return new Map(rows.map(({ shard, epoch, rev }) => [asShard(shard), { epoch: Number(epoch), rev: Number(rev) }]));
  }

  /** Deletes changes of a shard that nobody asks for any more: of more than an hour ago, the oldest first. */
  async trim(shard: Shard): Promise<void> {
    await this.database.write(TRIM, [shard, MOST_TRIMMED_AT_ONCE]);
  }
}

/** One statement, and so one snapshot: a counter is never ahead of the changes that go with it. */
const READ = {
  name: 'histories_read',
  text: `WITH here AS (
      SELECT c.shard, c.epoch, c.rev, c.trimmed_to, asked.rev AS from_rev, asked.epoch = c.epoch AND asked.rev >= c.trimmed_to AND asked.rev < c.rev AS lacks
      FROM unnest($1::smallint[], $2::bigint[], $3::bigint[]) AS asked (shard, epoch, rev) JOIN shard_counter c USING (shard)
      WHERE c.state = 'serving' AND is_same_instance()),
    page AS (
      SELECT made.* FROM here JOIN change made ON made.shard = here.shard AND made.epoch = here.epoch AND made.rev > here.from_rev
      WHERE here.lacks ORDER BY made.shard, made.rev LIMIT ${MOST_CHANGES_IN_ANSWER})
    SELECT shard, epoch, rev, trimmed_to, CASE WHEN lacks THEN
      (SELECT json_agg(json_build_object('rev', page.rev, 'kind', target_kind, 'tenant_id', tenant_id, 'target_id', target_id) ORDER BY page.rev)
       FROM page WHERE page.shard = here.shard) END AS changes
    FROM here`,
};

const POSITIONS = { name: 'histories_positions', text: `SELECT shard, epoch, rev FROM shard_counter WHERE state = 'serving'` };

/** Of the present epoch it is kept from where on all changes are there. */
const TRIM = {
  name: 'histories_trim',
  text: `WITH gone AS (
      DELETE FROM change WHERE shard = $1 AND (epoch, rev) IN (
        SELECT epoch, rev FROM change WHERE shard = $1 AND committed_at < clock_timestamp() - interval '1 hour' ORDER BY epoch, rev LIMIT $2)
      RETURNING epoch, rev)
    UPDATE shard_counter c SET trimmed_to = greatest(c.trimmed_to, last.rev)
    FROM (SELECT epoch, max(rev) AS rev FROM gone GROUP BY epoch) AS last
    WHERE c.shard = $1 AND c.epoch = last.epoch`,
};
