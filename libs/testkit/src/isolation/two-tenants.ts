import pg, { type Client } from 'pg';

const VALUES: Readonly<Record<string, string>> = {
  text: `'x'`,
  smallint: '1',
  integer: '1',
  bigint: '1',
  'double precision': '1',
  boolean: 'false',
  // A list, since columns may be generated from one.
  jsonb: `'[]'`,
  bytea: `'\\x00'`,
  'text[]': `'{}'`,
  inet: `'127.0.0.1'`,
  'timestamp with time zone': 'now()',
};

/**
 * Makes a row of each of two tenants in a table, whatever its columns mean: its checks and foreign keys are dropped first.
 * Only for a database that is thrown away, as its superuser.
 */
export async function fillForBoth(client: Client, table: string, tenants: readonly [string, string]): Promise<void> {
  const { rows: constraints } = await client.query<{ name: string }>(
    `SELECT conname AS name FROM pg_constraint WHERE conrelid = $1::regclass AND contype IN ('c', 'f')`,
    [table],
  );
  for (const { name } of constraints) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${pg.escapeIdentifier(name)}`);
  for (const tenant of tenants) await client.query(await anyRow(client, table, tenant));
}

/** An INSERT of some row that belongs to that tenant. */
export async function anyRow(client: Client, table: string, tenant: string): Promise<string> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''`,
    [table],
  );
  const values = rows.map(({ name, type }) => {
    const value = name === 'tenant_id' ? pg.escapeLiteral(tenant) : VALUES[type];
    if (value === undefined) throw new Error(`${table}.${name}: give VALUES an example of the type ${type}`);
    return value;
  });
  return `INSERT INTO ${table} (${rows.map(({ name }) => pg.escapeIdentifier(name)).join(', ')}) VALUES (${values.join(', ')})`;
}

/** Runs statements as this tenant (null: none is named) and undoes them. Answers what the last one did. */
export async function asTenant(client: Client, tenant: string | null, ...statements: readonly string[]): Promise<pg.QueryResult> {
  await client.query('BEGIN');
  try {
    if (tenant !== null) await client.query(`SELECT set_config('app.tenant', $1, true)`, [tenant]);
    let last: pg.QueryResult | undefined;
    for (const statement of statements) last = await client.query(statement);
    return last!;
  } finally {
    await client.query('ROLLBACK');
  }
}
