import { randomBytes } from 'node:crypto';
import type { ServiceName } from '@portcullis/stack';
import pg from 'pg';
import { TEMPLATE_DATABASE } from './template-database.js';

/** What one spec file has to itself. */
export interface IntegrationWorld {
  /** As the role of that service, which is bound by row-level security and owns nothing. */
  databaseUrl(service: ServiceName): string;
  /** As the role that owns the schemas and runs migrations. */
  readonly ownerUrl: string;
  readonly natsUrl: string;
  /** For NATS subjects and streams. */
  readonly subjectPrefix: string;
  /** Its database as it is now, beside it, as if an older state were put back later. Whoever is connected to it loses the connection. */
  copy(): Promise<IntegrationWorld>;
  /** Drops the database, with whatever is still connected to it. */
  close(): Promise<void>;
}

const OWNER = 'portcullis_owner';
const roleOf = (service: ServiceName): string => `portcullis_${service}`;

/**
 * A migrated database and a NATS subject prefix of its own on the servers of this run.
 * @throws Error outside the `integration` project, which is what starts them.
 */
export async function integrationWorld(): Promise<IntegrationWorld> {
  const superuserUrl = process.env['PORTCULLIS_TEST_POSTGRES_URL'];
  const natsUrl = process.env['PORTCULLIS_TEST_NATS_URL'];
  if (superuserUrl === undefined || natsUrl === undefined)
    throw new Error('only for specs named x.int-spec.ts: nothing runs here');
  return worldFrom(TEMPLATE_DATABASE, superuserUrl, natsUrl);
}

async function worldFrom(template: string, superuserUrl: string, natsUrl: string): Promise<IntegrationWorld> {
  const name = `world_${randomBytes(6).toString('hex')}`;
  // A copy takes over schemas, tables and their grants, but not who may connect.
  await execute(superuserUrl, [
    `CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${OWNER}`,
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC`,
    `GRANT CONNECT ON DATABASE ${name} TO ${(['tokens', 'permissions', 'audit'] as const).map(roleOf).join(', ')}`,
  ]);
  const urlOf = (role: string): string => {
    const url = new URL(superuserUrl);
    url.username = role;
    url.pathname = `/${name}`;
    return url.href;
  };
  return {
    databaseUrl: (service) => urlOf(roleOf(service)),
    ownerUrl: urlOf(OWNER),
    natsUrl,
    subjectPrefix: name,
    async copy() {
      // Nobody may be connected to what is copied.
      const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`;
      await execute(superuserUrl, [`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`, cut]);
      try {
        return await worldFrom(name, superuserUrl, natsUrl);
      } finally {
        await execute(superuserUrl, [`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`]);
      }
    },
    close: () => execute(superuserUrl, [`DROP DATABASE ${name} WITH (FORCE)`]),
  };
}

async function execute(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
