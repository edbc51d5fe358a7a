import type { AuthorityName, EnforcementView } from '@portcullis/contracts';
import type { Id } from '@portcullis/kernel';
import type { Database } from '@portcullis/platform/postgres';

/** What a tenant can see of how its revokes went: of the last seven days, by whichever process. */
export type Evidence = Pick<EnforcementView, 'receipts' | 'revokeToDead'>;

/** Upper ends, in milliseconds: a healthy call takes a few, one that waits for a silent verifier two thousand. */
const BOUNDS_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 3_000] as const;
const MOST_RECEIPTS = 20;

interface RecentRow {
  id: string;
  parts: { shard: number; epoch: string; rev: string }[];
  live: number | null;
  confirmed: number | null;
  fenced: number | null;
  duration_ms: number | null;
  taken_at: Date;
}

interface TimesRow {
  count: string;
  p50: number | null;
  p99: number | null;
  max: number | null;
  buckets: string[];
}

/** Read from the receipts of an authority. */
export async function readEvidence(database: Pick<Database, 'inTenant'>, authority: AuthorityName, tenantId: string): Promise<Evidence> {
  // What takes exactly a bound counts as longer: nothing does.
  return database.inTenant(tenantId, async (tx) => {
    const [recent, [times]] = await Promise.all([tx.query<RecentRow>(RECENT, [tenantId, MOST_RECEIPTS]), tx.query<TimesRow>(TIMES, [tenantId, [...BOUNDS_MS]])]);
    const bounds = [...BOUNDS_MS, null];
    return {
      receipts: recent.map((row) => ({
        id: row.id as Id<'rcp'>,
        parts: row.parts.map((part) => ({ authority, ...part })),
        verifiers: { live: row.live ?? 0, confirmed: row.confirmed ?? 0, fenced: row.fenced ?? 0 },
        durationMs: row.duration_ms ?? 0,
        pending: row.live === null,
        takenAt: row.taken_at.toISOString(),
      })),
      revokeToDead: {
        ...{ count: Number(times!.count), p50Ms: times!.p50, p99Ms: times!.p99, maxMs: times!.max },
        buckets: bounds.map((upToMs, at) => ({ upToMs, count: Number(times!.buckets[at]) })),
      },
    };
  });
}

const RECENT = `SELECT id, parts, live, confirmed, fenced, duration_ms, taken_at FROM receipt WHERE tenant_id = $1 ORDER BY taken_at DESC LIMIT $2`;

/** The first bucket is up to the first bound, the last one beyond the last. */
const TIMES = `WITH settled AS (
  SELECT duration_ms FROM receipt WHERE tenant_id = $1 AND duration_ms IS NOT NULL AND taken_at > clock_timestamp() - interval '7 days')
SELECT count(*) AS count, max(duration_ms) AS max,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY duration_ms) AS p50, percentile_disc(0.99) WITHIN GROUP (ORDER BY duration_ms) AS p99,
  ARRAY(SELECT (SELECT count(*) FROM settled WHERE width_bucket(duration_ms, $2::float8[]) = bucket)
        FROM generate_series(0, cardinality($2::float8[])) AS bucket ORDER BY bucket) AS buckets
FROM settled`;
