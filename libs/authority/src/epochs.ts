import { nextEpoch, type Position } from '@portcullis/enforcement';
import { instant, shard as asShard, type Shard } from '@portcullis/kernel';
import type { Database, Query } from '@portcullis/platform/postgres';
import { RECOVERY_LOCK, type LostHistory, type Recover } from './recover.js';

/** `busy`: another process is at it. `undecided`: some shards still do not serve, and an operator may have to decide. */
export type Recovered = 'serving' | 'busy' | 'undecided';

interface LostRow {
  shard: number;
  epoch: string;
  since_epoch: string;
  since_rev: string;
  since_ms: string;
}

/** Epochs of a cell: begun when its history may have been lost, and served when what was lost is back (rules A7 and A12). */
export class Epochs {
  constructor(private readonly database: Database) {}

  /**
   * Begins an epoch, unless somebody else did so meanwhile. No shard serves from then on, until `recover` has done its work.
   * @param ahead what somebody has seen of our history that is not there; null: the database is another one than it was
   * @returns the epoch that was begun, or null
   */
  async begin(ahead: Position | null): Promise<number | null> {
    return this.database.transaction(async (tx) => {
      await tx.query('SELECT FROM cell FOR UPDATE');
      // A statement of its own: one that waited for the lock would still see what was before.
      const [now] = await tx.query<{ is_same: boolean; epoch: string; clock_ms: string }>(NOW);
      const epoch = Number(now!.epoch);
      if (now!.is_same && (ahead === null || ahead.epoch < epoch)) return null;
      const begun = nextEpoch(epoch, ahead?.epoch ?? 0, Number(now!.clock_ms));
      // In the order in which calls take several: else both could wait for each other.
      await tx.query('SELECT FROM shard_counter ORDER BY shard FOR UPDATE');
      await tx.query(BEGIN, [begun]);
      await tx.query(THIS_INSTANCE);
      return begun;
    });
  }

  /**
   * Begins an epoch though nothing was lost: whatever anybody knows is stale with it. Shards that are served go on serving.
   * @returns the epoch; null: the database is another one than it was, so one will begin in any case
   */
  async startAfresh(): Promise<number | null> {
    return this.database.transaction(async (tx) => {
      await tx.query('SELECT FROM cell FOR UPDATE');
      await tx.query('SELECT FROM shard_counter ORDER BY shard FOR UPDATE');
      const [now] = await tx.query<{ is_same: boolean; epoch: string; clock_ms: string }>(NOW);
      if (!now!.is_same) return null;
      const begun = nextEpoch(Number(now!.epoch), 0, Number(now!.clock_ms));
      await tx.query(START_AFRESH, [begun]);
      return begun;
    });
  }

  /** Brings back what was lost of shards that do not serve for that. @param seen how far verifiers have said that they have come */
  async recover(recover: Recover, seen: ReadonlyMap<Shard, Position>): Promise<Recovered> {
    const outcome = await this.database.exclusively(RECOVERY_LOCK, async (query): Promise<Recovered> => {
      const lost = await lostHistory(query, seen);
      if (lost === null) return 'serving';
      return (await recover(lost)).length === 0 ? 'serving' : 'undecided';
    });
    return outcome ?? 'busy';
  }

  /** The database knows everything up to now. */
  async remember(): Promise<void> {
    await this.database.write({ name: 'epochs_remember', text: 'UPDATE cell SET highest_at = greatest(highest_at, clock_timestamp()) WHERE is_same_instance()' }, []);
  }

  /** Whether shards wait for a recovery. */
  async isRecovering(): Promise<boolean> {
    const rows = await this.database.read({ name: 'epochs_recovering', text: `SELECT FROM shard_counter WHERE state = 'recovering' LIMIT 1` }, []);
    return rows.length > 0;
  }
}

async function lostHistory(query: Query, seen: ReadonlyMap<Shard, Position>): Promise<LostHistory | null> {
  const rows = await query<LostRow>(LOST);
  if (rows.length === 0) return null;
  const since = new Map(rows.map((row) => [asShard(row.shard), { epoch: Number(row.since_epoch), rev: Number(row.since_rev) }]));
  const at = instant(Math.min(...rows.map(({ since_ms }) => Number(since_ms))));
  return { epoch: Math.max(...rows.map(({ epoch }) => Number(epoch))), since, at, seen };
}

const NOW = `
  SELECT is_same_instance() AS is_same, max(epoch) AS epoch, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS clock_ms FROM shard_counter`;

/** What was recovered of the epoch before is kept as it is; what was not, is missing since then. */
const BEGIN = `
  UPDATE shard_counter SET epoch = $1, trimmed_to = rev, state = 'recovering',
    since_epoch = coalesce(since_epoch, epoch), since_rev = coalesce(since_rev, rev), since_at = coalesce(since_at, (SELECT highest_at FROM cell))
  WHERE state <> 'moving'`;

/** Of the new epoch there are no changes yet. Where shards wait for a recovery, what comes after it begins a history of its own. */
const START_AFRESH = `UPDATE shard_counter SET epoch = $1, trimmed_to = rev WHERE state = 'serving'`;

const THIS_INSTANCE = `
  UPDATE cell SET system_identifier = (pg_control_system()).system_identifier,
    timeline = left(pg_walfile_name(pg_current_wal_lsn()), 8), started_at = pg_postmaster_start_time()`;

const LOST = `
  SELECT shard, epoch, since_epoch, since_rev, floor(extract(epoch FROM since_at) * 1000)::bigint AS since_ms
  FROM shard_counter WHERE state = 'recovering'`;
