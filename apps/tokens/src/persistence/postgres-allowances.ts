import { assert, instant, type Instant, type Shard, type TenantId } from '@portcullis/kernel';
import type { Database, Transaction } from '@portcullis/platform/postgres';
import type { Allowances, Draw, Drawn, DrawRequest, RateDraw, Use } from '../use-cases/ports.js';
import { UNCUT } from './cut-offs.js';

/** What may still be used, and what was used. Both run past `token` rows that others hold locked, as far as they can. */
export class PostgresAllowances implements Allowances {
  constructor(private readonly database: Pick<Database, 'inTenant'>) {}

  async draw({ tenantId, tokenId, tokenRate, tenantRate, uses }: DrawRequest): Promise<Drawn> {
    return this.database.inTenant(tenantId, async (tx) => {
      // One packet, in this order: for the tenant's row, the last, all its tokens wait.
      const [ofToken, ofQuota, ofTenant, at] = await Promise.all([
        tokenRate && drawRate(tx, tenantId, tokenId, tokenRate),
        uses && drawUses(tx, tenantId, tokenId, uses.want),
        tenantRate && drawRate(tx, tenantId, tenantId, tenantRate),
        now(tx),
      ]);
      return { tokenRate: ofToken, tenantRate: ofTenant, uses: ofQuota, at };
    });
  }

  async record(tenantId: TenantId, shard: Shard, uses: readonly Use[]): Promise<void> {
    if (uses.length === 0) return;
    const all = [...newestOfEach(uses)];
    const column = <T>(of: (use: Use) => T): T[] => all.map(of);
    await this.database.inTenant(tenantId, (tx) =>
      tx.query(RECORD_USES, [
        ...[tenantId, shard, column((use) => use.publicId), column((use) => use.tokenId), column((use) => use.count)],
        ...[column((use) => new Date(use.at)), column((use) => use.ip), column((use) => use.agent)],
      ]),
    );
  }
}

/** One row of each credential: of several uses their number, and the address and agent of the newest. */
function newestOfEach(uses: readonly Use[]): Iterable<Use> {
  const byCredential = new Map<string, Use>();
  for (const use of uses) {
    const before = byCredential.get(use.publicId);
    const newest = before && before.at > use.at ? before : use;
    byCredential.set(use.publicId, { ...newest, count: use.count + (before?.count ?? 0) });
  }
  return byCredential.values();
}

async function now(tx: Transaction): Promise<Instant> {
  const [row] = await tx.query<{ at: Date }>('SELECT clock_timestamp() AS at');
  return instant(row!.at.getTime());
}

async function drawRate(tx: Transaction, tenantId: TenantId, subject: string, { limit, want }: RateDraw): Promise<Draw & { endsAt: Instant }> {
  const [row] = await tx.query<{ granted: string; drawn: string; ends_at: Date }>(DRAW_RATE, [tenantId, subject, limit.seconds, want, limit.requests]);
  assert(row, 'a window is there once it was drawn from');
  const left = Math.max(0, limit.requests - Number(row.drawn));
  return { granted: Number(row.granted), left, endsAt: instant(row.ends_at.getTime()) };
}

/**
 * Windows are aligned to the database's clock. What was drawn of a window that has not ended counts, also where its length
 * has been changed meanwhile: so whoever edits a limit, or knows an older one, begins no window anew. A statement that
 * waited past the end of its window draws from the next.
 */
const CARRIED = `CASE WHEN held.begins_at + make_interval(secs => held.seconds) > excluded.begins_at THEN held.drawn ELSE 0 END`;
const GRANTED = `least($4::bigint, greatest($5::bigint - ${CARRIED}, 0))`;
const DRAW_RATE = `INSERT INTO rate_window AS held (tenant_id, subject, begins_at, seconds, drawn, granted)
VALUES ($1, $2, to_timestamp(floor(extract(epoch FROM clock_timestamp()) / $3::integer) * $3::integer), $3, least($4::bigint, $5::bigint), least($4::bigint, $5::bigint))
ON CONFLICT (tenant_id, subject) DO UPDATE SET
  begins_at = CASE WHEN held.seconds = excluded.seconds THEN greatest(held.begins_at, excluded.begins_at) ELSE excluded.begins_at END,
  seconds = excluded.seconds, drawn = ${CARRIED} + ${GRANTED}, granted = ${GRANTED}
RETURNING granted, drawn, begins_at + make_interval(secs => seconds) AS ends_at`;

async function drawUses(tx: Transaction, tenantId: TenantId, tokenId: string, want: number): Promise<Draw> {
  const [row] = await tx.query<{ before: string; after: string; use_quota: string | null }>(DRAW_USES, [tenantId, tokenId, want]);
  if (!row) return { granted: 0, left: 0 };
  const granted = Number(row.after) - Number(row.before);
  // The quota was taken off meanwhile: whatever is left, there is more of it.
  return { granted, left: row.use_quota === null ? want : Math.max(0, Number(row.use_quota) - Number(row.after)) };
}

const DRAW_USES = `WITH held AS (
  SELECT id, uses_drawn FROM token WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL AND ${UNCUT} FOR NO KEY UPDATE)
UPDATE token SET uses_drawn = token.uses_drawn + greatest(least($3::bigint, use_quota - token.uses_drawn), 0)
FROM held WHERE token.tenant_id = $1 AND token.id = held.id
RETURNING held.uses_drawn AS before, token.uses_drawn AS after, use_quota`;

/**
 * Rows are locked in the order of their public ids, as wherever credentials are written. A gateway whose clock is ahead
 * records no use in the future.
 */
const RECORD_USES = `WITH used AS (
  SELECT * FROM unnest($3::text[], $4::text[], $5::bigint[], $6::timestamptz[], $7::text[], $8::text[])
    AS use (public_id, token_id, count, at, ip, agent)),
locked AS (
  SELECT held.public_id FROM credential held JOIN used ON used.public_id = held.public_id AND used.token_id = held.token_id
  WHERE held.tenant_id = $1 AND held.shard = $2 ORDER BY held.public_id COLLATE "C" FOR NO KEY UPDATE OF held)
UPDATE credential held SET
  uses = held.uses + used.count,
  last_used_at = greatest(held.last_used_at, least(used.at, clock_timestamp())),
  last_used_ip = CASE WHEN held.last_used_at > used.at THEN held.last_used_ip ELSE used.ip END,
  last_used_agent = CASE WHEN held.last_used_at > used.at THEN held.last_used_agent ELSE used.agent END
FROM used JOIN locked ON locked.public_id = used.public_id
WHERE held.tenant_id = $1 AND held.shard = $2 AND held.public_id = used.public_id`;
