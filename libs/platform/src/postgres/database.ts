import { Fault, type Result } from '@portcullis/kernel';
import { DataSource, type EntityManager, type EntityTarget, type ObjectLiteral, type QueryRunner } from 'typeorm';
import type { Client, ClientBase, Pool } from 'pg';
import { toFault } from './faults.js';
import { sendTogether } from './send-together.js';
import { SharedReads, type NamedStatement } from './shared-reads.js';

/** Everything in it commits together or not at all. */
export interface Transaction {
  readonly manager: EntityManager;
  /**
   * Rows of a hand-written statement. Statements that are asked for together, none waiting for another's rows, travel
   * together: `Promise.all([tx.query(…), tx.query(…)])`. Postgres runs them in that order, and none after one that fails.
   * @param limitMs how long this one and those after it may take, where that is more than most may: 5 s
   */
  query<Row>(sql: string, values?: readonly unknown[], limitMs?: number): Promise<Row[]>;
}

/** Rows of a statement that commits by itself. */
export type Query = <Row extends ObjectLiteral>(sql: string, values?: readonly unknown[], limitMs?: number) => Promise<Row[]>;

export interface DatabaseOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  readonly entities: readonly EntityTarget<ObjectLiteral>[];
  readonly poolSize?: number;
  /** Called for errors of idle connections: without a listener one would end the process. */
  readonly onIdleError: (error: Error) => void;
}

const AS_TENANT = `SELECT set_config('app.tenant', $1, true)`;
const RAISE_LIMIT = `SELECT set_config('statement_timeout', $1, true)`;

const CONNECT_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 6_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;

/**
 * A service's door to its Postgres. Always the primary: `replication` of TypeORM would read a token's status from a replica.
 * Statements of a tenant run inside `inTenant`, which row-level security takes as the second wall.
 */
export class Database {
  private readonly reads: SharedReads;

  private constructor(
    private readonly options: DatabaseOptions,
    private readonly source: DataSource,
    private readonly pool: Pool,
  ) {
    this.reads = new SharedReads(pool);
  }

  static async open(options: DatabaseOptions): Promise<Database> {
    const source = new DataSource({
      type: 'postgres',
      url: options.url,
      applicationName: options.name,
      entities: [...options.entities] as never,
      synchronize: false,
      logging: false,
      installExtensions: false,
      poolSize: options.poolSize ?? 16,
      connectTimeoutMS: CONNECT_TIMEOUT_MS,
      poolErrorHandler: (error: Error) => options.onIdleError(error),
      extra: {
        statement_timeout: STATEMENT_TIMEOUT_MS,
        query_timeout: QUERY_TIMEOUT_MS,
        idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
        keepAlive: true,
        pipeline: true,
      },
    });
    await source.initialize().catch((error: unknown) => {
      throw toFault(error);
    });
    return new Database(options, source, (source.driver as unknown as { master: Pool }).master);
  }

  /** The same database by a pool of its own, for what must not wait behind calls. To be closed by itself. */
  beside(name: string, poolSize: number): Promise<Database> {
    return Database.open({ ...this.options, name, poolSize, entities: [] });
  }

  /** A write: one transaction that sees one tenant's rows only. A refusal rolls it back, so that "no" changes nothing. */
  async commit<Outcome extends Result<unknown, unknown>>(
    tenantId: string,
    work: (tx: Transaction) => Promise<Outcome>,
  ): Promise<Outcome> {
    try {
      return await this.inTenant(tenantId, async (tx) => {
        const result = await work(tx);
        if (!result.ok) throw new RolledBack(result);
        return result;
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.result as Outcome;
      throw error;
    }
  }

  /** A read, or a write that cannot be refused: one transaction that sees one tenant's rows only. */
  async inTenant<T>(tenantId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.transaction(async (tx) => {
      // Not waited for: `work` begins in the same round trip, and after a failure Postgres takes nothing of it.
      const asTenant = handled(tx.query(AS_TENANT, [tenantId]));
      const result = await work(tx);
      await asTenant;
      return result;
    });
  }

  /** One transaction without a tenant: for the tables that row-level security names as exceptions. */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      const client = (await runner.connect()) as ClientBase;
      const query = queryOf(client);
      // Said here rather than by TypeORM, which would wait for the answer before anything else is sent. It fails only with
      // the connection, and all that follows with it.
      setActive(runner, true);
      const begun = handled(query('START TRANSACTION'));
      const result = await work(transactionOf(runner, query));
      await begun;
      // After a statement that failed Postgres answers it with a roll-back, and no error.
      const { command } = await client.query('COMMIT');
      if (command !== 'COMMIT') throw new Fault('a transaction was rolled back: a statement of it had failed', 'broken');
      setActive(runner, false);
      return result;
    } catch (error) {
      const fault = toFault(error);
      await abandon(runner, fault);
      throw fault;
    } finally {
      await runner.release();
    }
  }

  /**
   * Runs `work` while no other process holds this lock in our schema, and null at once when one does. No transaction is
   * open meanwhile, so `work` may wait for others: each statement of `query` commits by itself, on the connection that
   * holds the lock. Whoever has lost the lock, by losing that connection, learns it from its next statement.
   * @param lock any fixed number
   */
  async exclusively<T>(lock: number, work: (query: Query) => Promise<T>): Promise<T | null> {
    const key = '$1, hashtext(current_schema())';
    let client;
    try {
      client = await this.pool.connect();
    } catch (error) {
      throw toFault(error);
    }
    let lost: Error | undefined;
    const onError = (error: Error): void => void (lost = error);
    client.on('error', onError);
    try {
      const query = queryOf(client);
      const [row] = await query<{ held: boolean }>(`SELECT pg_try_advisory_lock(${key}) AS held`, [lock]);
      if (row?.held !== true) return null;
      const result = await work(query);
      await query(`SELECT pg_advisory_unlock(${key})`, [lock]);
      return result;
    } catch (error) {
      lost = toFault(error);
      throw lost;
    } finally {
      client.off('error', onError);
      client.release(lost); // given an error, the pool ends the connection, and with it the lock
    }
  }

  /** Rows of a prepared statement that reads, and waits for no lock: one round trip, shared with others. */
  async read<Row extends ObjectLiteral>(statement: NamedStatement, values: readonly unknown[]): Promise<Row[]> {
    try {
      return await this.reads.read<Row>(statement, values);
    } catch (error) {
      throw toFault(error);
    }
  }

  /** A prepared statement that writes: a transaction of its own, in one round trip. */
  async write<Row extends ObjectLiteral>(statement: NamedStatement, values: readonly unknown[]): Promise<Row[]> {
    try {
      return (await this.pool.query<Row>({ ...statement, values: [...values] })).rows;
    } catch (error) {
      throw toFault(error);
    }
  }

  async isUp(): Promise<boolean> {
    return this.read({ name: 'is_up', text: 'SELECT 1' }, []).then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }
}

/**
 * Leaves no open transaction to the next borrower. A connection that does not answer must not go back to the pool: every
 * write that borrowed it would wait out its time, and the roll-back as long again.
 */
async function abandon(runner: QueryRunner, fault: Error): Promise<void> {
  if (runner.isReleased || !runner.isTransactionActive) return;
  try {
    if (fault instanceof Fault && fault.kind === 'unavailable') throw fault;
    await runner.rollbackTransaction();
  } catch {
    // The pool drops an ended client. Its socket is cut at once if a statement is unanswered; nobody waits for that.
    await runner.connect().then(
      (client: Client) => void client.end().catch(() => undefined),
      () => undefined,
    );
  }
}

/** So that TypeORM's own writes take part instead of beginning a transaction of theirs. */
function setActive(runner: QueryRunner, isActive: boolean): void {
  (runner as { isTransactionActive: boolean }).isTransactionActive = isActive;
}

function queryOf(client: ClientBase): Query {
  return async <Row extends ObjectLiteral>(sql: string, values: readonly unknown[] = [], limitMs?: number) => {
    sendTogether(client);
    if (limitMs === undefined) return (await client.query<Row>(sql, [...values])).rows;
    // Postgres gives up first, and says so. The types know nothing of a limit for one query; the driver does.
    const limited = { text: sql, values: [...values], query_timeout: limitMs + QUERY_TIMEOUT_MS - STATEMENT_TIMEOUT_MS };
    const [, { rows }] = await Promise.all([client.query(RAISE_LIMIT, [String(limitMs)]), client.query<Row>(limited)]);
    return rows;
  };
}

/** For a promise that is awaited later: whoever fails first need not hear of the others. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

class RolledBack extends Error {
  constructor(readonly result: unknown) {
    super('rolled back');
  }
}

/** Hand-written statements go straight to the connection: TypeORM would add to each of them half of what Postgres takes. */
function transactionOf(runner: QueryRunner, query: Query): Transaction {
  return {
    manager: runner.manager,
    async query<Row>(sql: string, values: readonly unknown[] = [], limitMs?: number): Promise<Row[]> {
      // A connection that was lost meanwhile is nobody's.
      if (runner.isReleased) throw new Fault('the connection of a transaction was lost', 'unavailable');
      return query<Row & ObjectLiteral>(sql, values, limitMs);
    },
  };
}
