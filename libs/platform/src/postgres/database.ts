import type { Result } from '@portcullis/kernel';
import { DataSource, type EntityManager, type EntityTarget, type ObjectLiteral } from 'typeorm';
import type { Pool } from 'pg';
import { toFault } from './faults.js';

/** The only way to write: everything in it commits together or not at all. */
export interface Transaction {
  readonly manager: EntityManager;
  /** Rows of a hand-written statement. */
  query<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** A hot read: prepared once per connection, by name. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
}

export interface DatabaseOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  readonly entities: readonly EntityTarget<ObjectLiteral>[];
  readonly poolSize?: number;
  /** Called for errors of idle connections: without a listener one would end the process. */
  readonly onIdleError: (error: Error) => void;
}

const CONNECT_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 6_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;

/**
 * A service's door to its Postgres. Always the primary: `replication` of TypeORM would read a token's status from a replica.
 * Statements of a tenant run inside `inTenant`, which row-level security takes as the second wall.
 */
export class Database {
  private constructor(
    private readonly source: DataSource,
    private readonly pool: Pool,
  ) {}

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
      },
    });
    await source.initialize().catch((error: unknown) => {
      throw toFault(error);
    });
    return new Database(source, (source.driver as unknown as { master: Pool }).master);
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
      await tx.query(`SELECT set_config('app.tenant', $1, true)`, [tenantId]);
      return work(tx);
    });
  }

  /** One transaction without a tenant: for the tables that row-level security names as exceptions. */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    try {
      return await this.source.transaction((manager) => work(transactionOf(manager)));
    } catch (error) {
      throw toFault(error);
    }
  }

  /** Rows of a prepared statement, outside any explicit transaction: one round trip. */
  async read<Row extends ObjectLiteral>(statement: NamedStatement, values: readonly unknown[]): Promise<Row[]> {
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

class RolledBack extends Error {
  constructor(readonly result: unknown) {
    super('rolled back');
  }
}

function transactionOf(manager: EntityManager): Transaction {
  return {
    manager,
    async query<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
      const result: unknown = await manager.query(sql, [...values]);
      // TypeORM answers `[rows, count]` for UPDATE and DELETE and plain rows for the rest.
      if (Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number') {
        return result[0] as Row[];
      }
      return result as Row[];
    },
  };
}
