import { strike, type Strikes } from '@portcullis/enforcement';
import type { Database } from '@portcullis/platform/postgres';

interface StrikesRow {
  name: string;
  at: string[];
  demotions: number;
  refused_until: string;
  now: string;
}

/** Hosts that keep revokes waiting: for a while they get no lease (rule A10). */
export class Hosts {
  constructor(private readonly database: Database) {}

  /** @returns those that get no lease from now on, and for how long */
  async strike(names: readonly string[]): Promise<readonly { readonly name: string; readonly refusedForMs: number }[]> {
    if (names.length === 0) return [];
    const inOrder = [...new Set(names)].sort();
    return this.database.transaction(async (tx) => {
      await tx.query(`INSERT INTO host_strikes (name, struck_at, demotions) SELECT unnest($1::text[]), '{}', 0 ON CONFLICT DO NOTHING`, [inOrder]);
      const rows = await tx.query<StrikesRow>(LOCK, [inOrder]);
      const refused: { name: string; refusedForMs: number }[] = [];
      for (const row of rows) {
        const nowMs = Number(row.now);
        const before: Strikes = { at: row.at.map(Number), demotions: row.demotions, refusedUntilMs: Number(row.refused_until) };
        const after = strike(before, nowMs);
        if (after === before) continue;
        await tx.query(KEEP, [row.name, after.at, after.demotions, after.refusedUntilMs]);
        if (after.refusedUntilMs > nowMs) refused.push({ name: row.name, refusedForMs: after.refusedUntilMs - nowMs });
      }
      return refused;
    });
  }

  /** Who gets no lease now, and until when: RFC 3339. */
  async refused(): Promise<readonly { readonly name: string; readonly until: string }[]> {
    const rows = await this.database.read<{ name: string; refused_until: Date }>(REFUSED, []);
    return rows.map(({ name, refused_until }) => ({ name, until: refused_until.toISOString() }));
  }
}

const LOCK = `
  SELECT name, demotions, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now,
    coalesce(floor(extract(epoch FROM refused_until) * 1000), 0)::bigint AS refused_until,
    ARRAY(SELECT floor(extract(epoch FROM struck) * 1000)::bigint FROM unnest(struck_at) AS struck ORDER BY 1) AS at
  FROM host_strikes WHERE name = ANY ($1) ORDER BY name FOR UPDATE`;

const KEEP = `
  UPDATE host_strikes SET demotions = $3, refused_until = CASE WHEN $4::bigint > 0 THEN to_timestamp($4::bigint / 1000.0) END,
    struck_at = ARRAY(SELECT to_timestamp(struck / 1000.0) FROM unnest($2::bigint[]) AS struck)
  WHERE name = $1`;

const REFUSED = {
  name: 'hosts_refused',
  text: 'SELECT name, refused_until FROM host_strikes WHERE refused_until > clock_timestamp() ORDER BY name',
};
