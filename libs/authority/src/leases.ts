import type { LeaseRow, Position, RenewalRequest } from '@portcullis/enforcement';
import { shard, type Shard } from '@portcullis/kernel';
import type { Database } from '@portcullis/platform/postgres';
import type { RenewedLease } from './status.js';

/** `isSame` false: the database is another one than it was, and whatever it says is not to be believed. */
export interface LeasesRead {
  readonly isSame: boolean;
  /** The highest of all shards. */
  readonly epoch: number;
  readonly rows: readonly LeaseRow[];
}

/** What a renewal got, as far as the lease goes. */
export type Granted =
  | { readonly outcome: 'written'; readonly atMs: number }
  | { readonly outcome: 'refused'; readonly atMs: number; readonly refusedForMs: number }
  /** A later renewal of the same verifier was here before. */
  | { readonly outcome: 'overtaken' }
  | { readonly outcome: 'other_instance' };

/** `[epoch, rev]`, as the column holds it. */
type Applied = Readonly<Record<string, readonly [number, number] | null>>;

/** The leases of a cell, as its database keeps them: every replica sees the same ones (rule A4). */
export class Leases {
  constructor(private readonly database: Database) {}

  /** Of these shards alone what each has applied; a verifier that follows none of them has an empty map. */
  async read(shards: Iterable<Shard>): Promise<LeasesRead> {
    const [read] = await this.database.read<{ is_same: boolean; epoch: string; rows: { verifier: string; name: string; n: number; applied: Applied | null }[] | null }>(READ, [
      [...shards].map(String),
    ]);
    const rows = (read!.rows ?? []).map(({ applied, ...row }) => ({ ...row, applied: appliedOf(applied ?? {}) }));
    return { isSame: read!.is_same, epoch: Number(read!.epoch), rows };
  }

  /** For operators: all that each has applied, too. */
  async all(): Promise<readonly RenewedLease[]> {
    const rows = await this.database.read<{ verifier: string; name: string; n: string; applied: Applied; renewed_at: Date }>(ALL, []);
    return rows.map(({ verifier, name, n, applied, renewed_at }) => ({ verifier, name, n: Number(n), applied: appliedOf(applied), renewedAt: renewed_at.toISOString() }));
  }

  /** Commits by itself: what is read for the answer is read afterwards (rule A3). */
  async grant({ verifier, name, n, shards }: RenewalRequest): Promise<Granted> {
    const applied = Object.fromEntries(shards.map(({ shard, position }) => [shard, position && [position.epoch, position.rev]]));
    const values = [verifier, name, n, JSON.stringify(applied)];
    const [row] = await this.database.write<{ at_ms: string | null; refused_for_ms: number; is_written: boolean }>(GRANT, values);
    if (row!.at_ms === null) return { outcome: 'other_instance' };
    const atMs = Number(row!.at_ms);
    if (row!.refused_for_ms > 0) return { outcome: 'refused', atMs, refusedForMs: row!.refused_for_ms };
    return row!.is_written ? { outcome: 'written', atMs } : { outcome: 'overtaken' };
  }

  /** It is given back. What the verifier has asked for since stays. */
  async end({ verifier, n }: Pick<LeaseRow, 'verifier' | 'n'>): Promise<void> {
    await this.database.write({ name: 'lease_end', text: 'DELETE FROM lease WHERE verifier = $1 AND n <= $2' }, [verifier, n]);
  }

  /** They are dead. Those that were renewed since are not. */
  async fence(leases: readonly Pick<LeaseRow, 'verifier' | 'n'>[]): Promise<void> {
    if (leases.length === 0) return;
    await this.database.write(FENCE, [leases.map(({ verifier }) => verifier), leases.map(({ n }) => n)]);
  }
}

const READ = {
  name: 'leases_read',
  text: `SELECT is_same_instance() AS is_same, (SELECT max(epoch) FROM shard_counter) AS epoch,
    (SELECT json_agg(json_build_object('verifier', verifier, 'name', name, 'n', n,
       'applied', (SELECT json_object_agg(asked, applied -> asked) FROM unnest($1::text[]) AS asked WHERE applied ? asked)))
     FROM lease) AS rows`,
};

const ALL = { name: 'leases_all', text: 'SELECT verifier, name, n, applied, renewed_at FROM lease' };

/** All of it in one transaction: no time is handed out, and no lease, by a database that is another one than it was (rule A7). */
const GRANT = {
  name: 'lease_grant',
  text: `WITH now AS (
      UPDATE cell SET highest_at = greatest(highest_at, clock_timestamp()) WHERE is_same_instance() RETURNING highest_at AS at),
    refusal AS (
      SELECT coalesce(max(ceil(extract(epoch FROM refused_until - clock_timestamp()) * 1000)), 0)::float8 AS ms FROM host_strikes WHERE name = $2),
    written AS (
      INSERT INTO lease (verifier, name, n, applied) SELECT $1, $2, $3, $4::jsonb FROM now, refusal WHERE ms <= 0
      ON CONFLICT (verifier) DO UPDATE
        SET name = excluded.name, n = excluded.n, applied = lease.applied || excluded.applied, renewed_at = excluded.renewed_at
        WHERE lease.n < excluded.n
      RETURNING 1)
    SELECT (SELECT floor(extract(epoch FROM at) * 1000)::bigint FROM now) AS at_ms, refusal.ms AS refused_for_ms, EXISTS (SELECT FROM written) AS is_written
    FROM refusal`,
};

const FENCE = {
  name: 'lease_fence',
  text: `DELETE FROM lease USING unnest($1::text[], $2::bigint[]) AS dead (verifier, n) WHERE lease.verifier = dead.verifier AND lease.n = dead.n`,
};

function appliedOf(applied: Applied): ReadonlyMap<Shard, Position | null> {
  return new Map(Object.entries(applied).map(([key, at]) => [shard(Number(key)), at && { epoch: at[0], rev: at[1] }]));
}
