import { migrate, type ServiceMigrations } from '@portcullis/platform/postgres';
import { migrations as permissions } from '@portcullis/permissions/migrations';
import { migrations as tokens } from '@portcullis/tokens/migrations';
import pg from 'pg';
import type { Parties } from './statements.js';

/** A skeleton starts with the product's rows, but for what it has told and how far it has counted. */
const NOT_COPIED = ['migration', 'outbox', 'shard_counter', 'change', 'cell', 'lease', 'receipt', 'host_strikes'];

export interface BareDatabase {
  /** As superuser. */
  readonly url: string;
  readonly parties: Parties;
}

/**
 * A database of this name beside the product's, in the same Postgres, with the same schemas, roles, policies and rows: what is written
 * there nobody tells, and what it holds grows as the product's does. It goes with the stack.
 */
export async function makeBareDatabase(postgres: string, demo: { tenant: string; account: string }, name: string): Promise<BareDatabase> {
  const url = new URL(postgres);
  url.pathname = `/${name}`;
  return withClient(postgres, async (from) => {
    await from.query(`CREATE DATABASE ${name}`);
    for (const service of [permissions, tokens]) await migrate(url.href, service);
    return withClient(url.href, async (to) => {
      await to.query('SET session_replication_role = replica'); // rows come in any order: no foreign keys for now
      for (const service of [permissions, tokens]) await copyRows(from, to, service);
      return { url: url.href, parties: await readParties(to, demo) };
    });
  });
}

async function copyRows(from: pg.Client, to: pg.Client, { schema }: ServiceMigrations): Promise<void> {
  const columns = await from.query<{ table: string; columns: string }>(
    `SELECT table_name AS table, string_agg(quote_ident(column_name), ', ') AS columns
     FROM information_schema.columns JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE table_schema = $1 AND t.table_type = 'BASE TABLE' AND table_name <> ALL($2)
       AND is_generated = 'NEVER' AND is_identity = 'NO'
     GROUP BY table_name`,
    [schema, NOT_COPIED],
  );
  for (const { table, columns: list } of columns.rows) {
    const name = `${schema}.${table}`;
    const { rows } = await from.query<{ all: string | null }>(`SELECT json_agg(t)::text AS all FROM ${name} t`);
    const all = rows[0]?.all ?? '[]';
    // Migrations make rows too.
    const copies = `SELECT ${list} FROM json_populate_recordset(NULL::${name}, $1) ON CONFLICT DO NOTHING`;
    await to.query(`INSERT INTO ${name} (${list}) ${copies}`, [all]);
  }
}

async function readParties(client: pg.Client, demo: { tenant: string; account: string }): Promise<Parties> {
  const caller = await one<{ tenantId: string; tokenId: string; shard: number; publicId: string; keyId: string }>(
    client,
    `SELECT t.tenant_id AS "tenantId", t.id AS "tokenId", t.shard, c.public_id AS "publicId", c.key_id AS "keyId"
     FROM tokens.token t JOIN tokens.credential c ON c.tenant_id = t.tenant_id AND c.token_id = t.id
     WHERE t.kind = 'operator' LIMIT 1`,
  );
  const { shard, ...owner } = await one<Parties['owner'] & { readonly shard: number }>(
    client,
    `SELECT t.tenant_id AS "tenantId", t.slug, t.shard, a.id AS "accountId", a.username
     FROM permissions.tenant t JOIN permissions.account a USING (tenant_id) WHERE t.slug = $1 AND a.username = $2`,
    [demo.tenant, demo.account],
  );
  const { keyId, ...facts } = caller;
  return { caller: facts, owner, shard, keyId };
}

async function one<Row extends object>(client: pg.Client, sql: string, values: readonly unknown[] = []): Promise<Row> {
  const { rows } = await client.query<Row>(sql, [...values]);
  if (rows.length !== 1) throw new Error('the stack is not seeded as it used to be');
  return rows[0]!;
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
