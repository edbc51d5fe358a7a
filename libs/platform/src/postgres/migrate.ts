import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import pg from 'pg';

/** What one service's schema is made of: its folders of `.sql` files, applied in this order, by name within each. */
export interface ServiceMigrations {
  readonly schema: string;
  /** The role the service runs as. It owns nothing; each file grants what it needs. */
  readonly role: string;
  readonly directories: readonly string[];
}

const MIGRATION_LOCK = 7_105_117; // any fixed number: two starts must not migrate at once

/**
 * Applies what is missing, forward only, one file a transaction, as the owner role. Running it again does nothing.
 * In the files `:app_role` stands for the service's role and `:app_schema` for its schema, since some folders serve several services.
 * @throws Error when a file that was applied has been changed since.
 */
export async function migrate(
  ownerUrl: string,
  migrations: ServiceMigrations,
  onApplied: (file: string) => void = () => {},
): Promise<{ applied: readonly string[] }> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: `migrate ${migrations.schema}` });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(migrations.schema)}`);
    await client.query(`GRANT USAGE ON SCHEMA ${pg.escapeIdentifier(migrations.schema)} TO ${pg.escapeIdentifier(migrations.role)}`);
    await client.query(`SET search_path = ${pg.escapeIdentifier(migrations.schema)}`);
    await client.query('CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())');
    const known = new Map(
      (await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM migration')).rows.map((row) => [row.name, row.sha256]),
    );
    const applied: string[] = [];
    for (const file of filesOf(migrations.directories)) {
      const before = known.get(file.name);
      if (before === file.sha256) continue;
      if (before !== undefined) throw new Error(`migration ${file.name} was changed after it was applied: add a new file instead`);
      await applyOne(client, migrations, file);
      applied.push(file.name);
      onApplied(file.name);
    }
    await keepFunctionsToTheRole(client, migrations);
    return { applied };
  } finally {
    await client.end();
  }
}

/** Postgres lets everybody call a new function. Ours act as who calls them, and yet nobody else has any business with them. */
async function keepFunctionsToTheRole(client: pg.Client, { schema, role }: ServiceMigrations): Promise<void> {
  const functions = `ALL FUNCTIONS IN SCHEMA ${pg.escapeIdentifier(schema)}`;
  await client.query(`REVOKE ALL ON ${functions} FROM PUBLIC`);
  await client.query(`GRANT EXECUTE ON ${functions} TO ${pg.escapeIdentifier(role)}`);
}

interface MigrationFile {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

function filesOf(directories: readonly string[]): MigrationFile[] {
  return directories.flatMap((directory) =>
    readdirSync(directory)
      .filter((file) => file.endsWith('.sql'))
      .sort()
      .map((file) => {
        const sql = readFileSync(join(directory, file), 'utf8');
        const name = `${basename(join(directory, '..'))}/${file}`;
        return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
      }),
  );
}

async function applyOne(client: pg.Client, migrations: ServiceMigrations, file: MigrationFile): Promise<void> {
  const sql = file.sql
    .replaceAll(':app_role', pg.escapeIdentifier(migrations.role))
    .replaceAll(':app_schema', pg.escapeIdentifier(migrations.schema));
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query('INSERT INTO migration (name, sha256) VALUES ($1, $2)', [file.name, file.sha256]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`migration ${migrations.schema}: ${file.name} failed`, { cause: error });
  }
}
