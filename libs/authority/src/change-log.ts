import type { AuthorityName, ChangePosition } from '@portcullis/contracts';
import type { Target } from '@portcullis/enforcement';
import { assert, Fault, type Shard } from '@portcullis/kernel';
import type { Transaction } from '@portcullis/platform/postgres';

/** Where a change stands in history, and what it touches. */
export interface RecordedChange extends ChangePosition {
  readonly target: Target;
}

interface PositionRow {
  epoch: string;
  rev: string;
}

/** One statement numbers so many at most: the counter is held for as long as they are written. */
export const MOST_CHANGES_AT_ONCE = 1_000;

/**
 * Numbers and keeps a change. Call it as the LAST statement of the transaction: the counter row of a shard is its one hot
 * row, and everything after this statement would hold its lock.
 * @throws Fault `unavailable` where the shard is not served: the database is another one than it was, or what was lost is being brought back
 */
export async function recordChange(tx: Transaction, authority: AuthorityName, shard: Shard, target: Target): Promise<RecordedChange> {
  const [change] = await recordChanges(tx, authority, shard, [target]);
  return change!;
}

/**
 * Numbers and keeps several changes of one shard, in this order, by one statement. It too is the last of its transaction; where several
 * shards change, they go in ascending order.
 * @param targets 1 to 1,000
 * @throws Fault as `recordChange`
 */
export async function recordChanges(tx: Transaction, authority: AuthorityName, shard: Shard, targets: readonly Target[]): Promise<readonly RecordedChange[]> {
  assert(targets.length > 0 && targets.length <= MOST_CHANGES_AT_ONCE, 'a statement numbers 1 to 1,000 changes');
  const rows = await tx.query<PositionRow>(RECORD, [shard, ...columnsOf(targets)]);
  if (rows.length === 0) throw new Fault('the history of this shard is not served here now', 'unavailable');
  const first = BigInt(rows.reduce((lowest, { rev }) => (BigInt(rev) < BigInt(lowest) ? rev : lowest), rows[0]!.rev));
  return targets.map((target, index) => ({ authority, shard, epoch: rows[0]!.epoch, rev: String(first + BigInt(index)), target }));
}

/** The guard is part of the statement: what was true before it may not be true where it is committed. */
const RECORD = `
  WITH counter AS (
    UPDATE shard_counter SET rev = rev + cardinality($2::text[])
    WHERE shard = $1 AND state = 'serving' AND is_same_instance()
    RETURNING epoch, rev - cardinality($2::text[]) AS before)
  INSERT INTO change (shard, epoch, rev, target_kind, tenant_id, target_id)
  SELECT $1, epoch, before + place, kind, tenant_id, id
  FROM counter, unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS target (kind, tenant_id, id, place)
  RETURNING epoch, rev`;

/**
 * The newest change of any of these targets: what took their power, for a call that finds nothing left to take. Whoever has applied it has
 * applied those before it. Null: there is none, or none of the last hour.
 */
export async function lastChange(tx: Transaction, authority: AuthorityName, shard: Shard, targets: readonly Target[]): Promise<RecordedChange | null> {
  const [row] = await tx.query<PositionRow & { target_kind: Target['kind']; tenant_id: string; target_id: string }>(LAST, [shard, ...columnsOf(targets)]);
  if (!row) return null;
  const { epoch, rev, target_kind: kind, tenant_id: tenantId, target_id: id } = row;
  return { authority, shard, epoch, rev, target: { kind, tenantId, id } };
}

const LAST = `
  SELECT newest.* FROM unnest($2::text[], $3::text[], $4::text[]) AS target (kind, tenant_id, id)
  CROSS JOIN LATERAL (
    SELECT epoch, rev, target_kind, tenant_id, target_id FROM change
    WHERE shard = $1 AND change.tenant_id = target.tenant_id AND target_kind = target.kind AND target_id = target.id
    ORDER BY epoch DESC, rev DESC LIMIT 1) AS newest
  ORDER BY epoch DESC, rev DESC LIMIT 1`;

function columnsOf(targets: readonly Target[]): string[][] {
  return [targets.map(({ kind }) => kind), targets.map(({ tenantId }) => tenantId), targets.map(({ id }) => id)];
}

/** The newest change of a shard, whatever it was of: verifiers that have applied it have applied all before it. Null: there was none in the last hour. */
export async function newestChange(tx: Transaction, authority: AuthorityName, shard: Shard): Promise<RecordedChange | null> {
  const [row] = await tx.query<PositionRow & { kind: Target['kind']; tenantId: string; id: string }>(
    `SELECT epoch, rev, target_kind AS kind, tenant_id AS "tenantId", target_id AS id FROM change WHERE shard = $1 ORDER BY epoch DESC, rev DESC LIMIT 1`,
    [shard],
  );
  if (!row) return null;
  const { epoch, rev, kind, tenantId, id } = row;
  return { authority, shard, epoch, rev, target: { kind, tenantId, id } };
}
