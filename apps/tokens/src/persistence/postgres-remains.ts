import { shard, type Shard, type TenantId } from '@portcullis/kernel';
import { forget } from '@portcullis/platform/idempotency';
import type { Database } from '@portcullis/platform/postgres';
import type { CutOff, MarkedTokens, Remains, TenantPlace } from '../use-cases/ports.js';

/** What is left of what is over, and what clears it away. */
export class PostgresRemains implements Remains {
  constructor(private readonly database: Pick<Database, 'inTenant' | 'transaction'>) {}

  async tenants(): Promise<readonly TenantPlace[]> {
    const places = new Map<string, TenantPlace>();
    let after: [Shard | -1, string] = [-1, ''];
    for (;;) {
      const rows = await this.database.transaction((tx) => tx.query<{ shard: number; public_id: string; tenant_id: string }>(LOCATED, after));
      for (const row of rows) places.set(row.tenant_id, { tenantId: row.tenant_id as TenantId, shard: shard(row.shard) });
      const last = rows.at(-1);
      if (!last) return [...places.values()];
      after = [shard(last.shard), last.public_id];
    }
  }

  async forgetRequests(tenantId: TenantId): Promise<void> {
    await this.database.inTenant(tenantId, (tx) => forget(tx, tenantId));
  }

  async unmarkedCutOffs(tenantId: TenantId): Promise<readonly CutOff[]> {
    const rows = await this.database.inTenant(tenantId, async (tx) => {
      await tx.query(FORGET_CUT_OFFS, [tenantId]);
      return tx.query<{ owner_id: string; serial: string }>(UNMARKED, [tenantId]);
    });
    return rows.map(({ owner_id: ownerId, serial }) => ({ tenantId, ownerId, serial }));
  }

  async markCutOff({ tenantId, ownerId, serial }: CutOff, after: string, limit: number): Promise<MarkedTokens> {
    const [row] = await this.database.inTenant(tenantId, (tx) =>
      tx.query<{ seen: string; marked: string; reached: string | null }>(MARK, [tenantId, ownerId, serial, after, limit]),
    );
    return { seen: Number(row!.seen), marked: Number(row!.marked), reached: row!.reached ?? serial };
  }

  async closeCutOff({ tenantId, ownerId, serial }: CutOff): Promise<void> {
    await this.database.inTenant(tenantId, (tx) => tx.query(CLOSE_CUT_OFF, [tenantId, ownerId, serial]));
  }

  async clearDead(tenantId: TenantId, days: number, limit: number): Promise<number> {
    const [row] = await this.database.inTenant(tenantId, (tx) => tx.query<{ cleared: string }>(CLEAR_DEAD, [tenantId, days, limit]));
    return Number(row?.cleared ?? 0);
  }
}

/** Row-level security shows no list of tenants; whoever has a token is in here. Page by page, since it is long. */
const LOCATED = `SELECT shard, public_id, tenant_id FROM credential_locator
WHERE (shard, public_id) > ($1::smallint, $2::text) ORDER BY shard, public_id LIMIT 10000`;

const FORGET_CUT_OFFS = `DELETE FROM cut_off WHERE tenant_id = $1 AND marked_at < clock_timestamp() - interval '1 day'`;
const UNMARKED = `SELECT owner_id, serial FROM cut_off WHERE tenant_id = $1 AND marked_at IS NULL ORDER BY serial`;
const CLOSE_CUT_OFF = `UPDATE cut_off SET marked_at = clock_timestamp() WHERE tenant_id = $1 AND owner_id = $2 AND serial = $3`;

/** From the lowest serial up: so far as it came, no later batch looks again. Nobody is waited for, so nobody waits in a circle. */
const MARK = `WITH batch AS (
  SELECT id, serial FROM token
  WHERE tenant_id = $1 AND ($2 = $1 OR owner_id = $2) AND serial > $4 AND serial <= $3 AND revoked_at IS NULL ORDER BY serial LIMIT $5),
locked AS (
  SELECT token.id FROM token JOIN batch ON batch.id = token.id
  WHERE token.tenant_id = $1 AND token.revoked_at IS NULL ORDER BY token.id COLLATE "C" FOR NO KEY UPDATE OF token SKIP LOCKED),
marked AS (
  UPDATE token SET revoked_at = cut.revoked_at, revoked_by = cut.revoked_by, revoked_reason = cut.revoked_reason, version = version + 1
  FROM locked, cut_off AS cut
  WHERE token.tenant_id = $1 AND token.id = locked.id AND cut.tenant_id = $1 AND cut.owner_id = $2 AND cut.serial = $3 RETURNING token.id)
SELECT (SELECT count(*) FROM batch) AS seen, (SELECT count(*) FROM marked) AS marked, (SELECT max(serial) FROM batch) AS reached`;

/**
 * What somebody has locked is left for the next time: it may be on its way back to life. What the first start made stays for
 * good: the next start, told of the same secret still, would find it missing and make it anew, revoked or not.
 */
const CLEAR_DEAD = `WITH dead AS (
  SELECT id FROM token
  WHERE tenant_id = $1 AND least(revoked_at, expires_at) <= clock_timestamp() - make_interval(days => $2)
    AND NOT (kind = 'operator' AND created_by IS NULL)
  ORDER BY id COLLATE "C" LIMIT $3 FOR UPDATE SKIP LOCKED),
secrets AS (DELETE FROM credential USING dead WHERE tenant_id = $1 AND token_id = dead.id RETURNING shard, public_id),
places AS (DELETE FROM credential_locator l USING secrets s WHERE l.shard = s.shard AND l.public_id = s.public_id),
windows AS (DELETE FROM rate_window USING dead WHERE tenant_id = $1 AND subject = dead.id),
tokens AS (DELETE FROM token USING dead WHERE tenant_id = $1 AND token.id = dead.id RETURNING token.id)
SELECT count(*) AS cleared FROM tokens`;
