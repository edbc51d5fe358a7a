import type { ChangePosition } from '@portcullis/contracts';
import { assert, type Shard } from '@portcullis/kernel';
import type { Transaction } from '@portcullis/platform/postgres';

/** What a change touches: one token, an account, a tenant's own fact, or a feature list. */
export interface ChangeTarget {
  readonly kind: 'token' | 'account' | 'tenant' | 'feature_list';
  readonly tenantId: string;
  readonly id: string;
}

interface PositionRow {
  epoch: string;
  rev: string;
}

/**
 * Numbers and keeps a change. Call it as the LAST statement of the transaction: the counter row of a shard is its one hot
 * row, and everything after this statement would hold its lock.
 */
export async function recordChange(
  tx: Transaction,
  authority: ChangePosition['authority'],
  shard: Shard,
  target: ChangeTarget,
): Promise<ChangePosition> {
  const [row] = await tx.query<PositionRow>(
    `WITH counter AS (UPDATE shard_counter SET rev = rev + 1 WHERE shard = $1 RETURNING epoch, rev)
     INSERT INTO change (shard, epoch, rev, target_kind, tenant_id, target_id)
     SELECT $1, epoch, rev, $2, $3, $4 FROM counter
     RETURNING epoch, rev`,
    [shard, target.kind, target.tenantId, target.id],
  );
  assert(row, 'the shard has no counter row');
  return { authority, shard, epoch: row.epoch, rev: row.rev };
}

/** The newest change of a target: what took its power, for a call that finds nothing left to take. Null when there is none. */
export async function lastChange(
  tx: Transaction,
  authority: ChangePosition['authority'],
  shard: Shard,
  target: ChangeTarget,
): Promise<ChangePosition | null> {
  const [row] = await tx.query<PositionRow>(
    `SELECT epoch, rev FROM change
     WHERE shard = $1 AND tenant_id = $2 AND target_kind = $3 AND target_id = $4
     ORDER BY epoch DESC, rev DESC LIMIT 1`,
    [shard, target.tenantId, target.kind, target.id],
  );
  return row ? { authority, shard, epoch: row.epoch, rev: row.rev } : null;
}
