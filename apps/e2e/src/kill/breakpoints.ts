import pg from 'pg';
import { eventually } from '../eventually.js';
import { withDatabase } from '../with-database.js';

/**
 * Places at which a transaction of the tokens service can be held from outside: triggers on every table of its schema take
 * a lock in share mode, named by the tenant and by what is being done, which a test may hold alone. The product has no part
 * in it and knows nothing of it.
 */
export async function installBreakpoints(postgres: string): Promise<void> {
  await withDatabase(postgres, async (client) => {
    await client.query(`
      CREATE SCHEMA probe;
      CREATE TABLE probe.touched (xid xid8 NOT NULL, who text NOT NULL, what text NOT NULL);
      -- As its owner: the service may neither read nor write here.
      CREATE FUNCTION probe.pass() RETURNS trigger SECURITY DEFINER SET search_path = pg_catalog LANGUAGE plpgsql AS $$
      DECLARE
        facts jsonb := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
        who text := coalesce(facts ->> 'tenant_id', 'shard ' || (facts ->> 'shard'));
      BEGIN
        INSERT INTO probe.touched VALUES (pg_current_xact_id(), who, TG_ARGV[0]);
        PERFORM pg_advisory_xact_lock_shared(hashtext(who), hashtext(TG_ARGV[0]));
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
      END $$;`);
    const tables = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'tokens' AND tablename <> 'migration'`,
    );
    for (const { name } of tables.rows) {
      for (const verb of ['insert', 'update', 'delete']) {
        await client.query(
          `CREATE TRIGGER probe_${verb} BEFORE ${verb} ON tokens.${name} FOR EACH ROW EXECUTE FUNCTION probe.pass('${verb} ${name}')`,
        );
      }
    }
    // Whatever is done is told, so this is in the commit of every operation.
    await client.query(
      `CREATE CONSTRAINT TRIGGER probe_commit AFTER INSERT ON tokens.outbox DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW EXECUTE FUNCTION probe.pass('commit')`,
    );
  });
}

/** What was done by the transactions that committed something to be told of this tenant. */
export async function touchedBy(postgres: string, tenantId: string, since: Moment): Promise<string[]> {
  return withDatabase(postgres, async (client) => {
    const { rows } = await client.query<{ what: string }>(
      `SELECT DISTINCT what FROM probe.touched
       WHERE xid IN (SELECT xid FROM probe.touched WHERE who = $1 AND what = 'commit' AND xid >= $2::xid8)`,
      [tenantId, since],
    );
    return rows.map(({ what }) => what).toSorted();
  });
}

/** Transactions that begin from now on come after it. */
export type Moment = string & { readonly kind: 'moment' };

export async function momentOf(postgres: string): Promise<Moment> {
  return withDatabase(postgres, async (client) => {
    const { rows } = await client.query<{ xid: Moment }>('SELECT pg_current_xact_id()::text AS xid');
    return rows[0]!.xid;
  });
}

/** One place, held. Whoever comes there waits until it is let go. */
export class Breakpoint {
  private waiting: number | null = null;

  private constructor(
    private readonly holder: pg.Client,
    /** Sees the other sessions as they are; one that holds a row would see them as they were. */
    private readonly observer: pg.Client,
    private readonly letGoBy: string,
    /** What the statement that waits looks like. */
    private readonly statement: RegExp,
  ) {}

  /** @param who a tenant's id, or `shard N` for a table that is kept by shard */
  static async atTable(postgres: string, who: string, what: string, statement: RegExp): Promise<Breakpoint> {
    const holder = await connected(postgres);
    await holder.query('SELECT pg_advisory_lock(hashtext($1), hashtext($2))', [who, what]);
    return new Breakpoint(holder, await connected(postgres), 'SELECT pg_advisory_unlock_all()', statement);
  }

  static async atRow(postgres: string, tokenId: string, statement: RegExp): Promise<Breakpoint> {
    const holder = await connected(postgres);
    await holder.query('BEGIN');
    await holder.query('SELECT FROM tokens.token WHERE id = $1 FOR UPDATE', [tokenId]);
    return new Breakpoint(holder, await connected(postgres), 'ROLLBACK', statement);
  }

  /** Resolves when the service waits here, with the statement that is meant. */
  async reached(): Promise<void> {
    const { processID } = this.holder as pg.Client & { processID: number };
    await eventually(async () => {
      const { rows } = await this.observer.query<{ pid: number; query: string }>(
        `SELECT pid, query FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))`,
        [processID],
      );
      const found = rows.find(({ query }) => this.statement.test(query));
      if (!found) throw new Error(`nobody waits with ${this.statement.source}: ${JSON.stringify(rows)}`);
      this.waiting = found.pid;
    }, 4_500);
  }

  async letGo(): Promise<void> {
    await this.holder.query(this.letGoBy);
  }

  /** Ends the session that waits here, as its broken connection will in the end. */
  async endSession(): Promise<void> {
    await this.observer.query('SELECT pg_terminate_backend($1)', [this.waiting]);
  }

  /** Resolves when the transaction that waited here has ended, one way or the other. */
  async passed(): Promise<void> {
    await eventually(async () => {
      const { rows } = await this.observer.query(
        `SELECT FROM pg_stat_activity WHERE pid = $1 AND state <> 'idle'`,
        [this.waiting],
      );
      expect(rows).toEqual([]);
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.holder.end(), this.observer.end()]);
  }
}

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined); // after a failure the stack goes first
  await client.connect();
  return client;
}
