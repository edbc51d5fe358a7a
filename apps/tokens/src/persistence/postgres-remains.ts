import { shard, type Shard, type TenantId } from '@portcullis/kernel';
import { forget } from '@portcullis/platform/idempotency';
import type { Database } from '@portcullis/platform/postgres';
import type { Remains, TenantPlace } from '../use-cases/ports.js';

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

  async clearDead(tenantId: TenantId, days: number, limit: number): Promise<number> {
    const [row] = await this.database.inTenant(tenantId, (tx) => tx.query<{ cleared: string }>(CLEAR_DEAD, [tenantId, days, limit]));
    return Number(row?.cleared ?? 0);
  }
}

/** Row-level security shows no list of tenants; whoever has a token is in here. Page by page, since it is long. */
const LOCATED = `SELECT shard, public_id, tenant_id FROM credential_locator
WHERE (shard, public_id) > ($1::smallint, $2::text) ORDER BY shard, public_id LIMIT 10000`;

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
