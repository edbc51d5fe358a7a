import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate, type ServiceMigrations } from '@portcullis/platform/postgres';
import { migrations as audit } from '@portcullis/audit/migrations';
import { migrations as permissions } from '@portcullis/permissions/migrations';
import { migrations as tokens } from '@portcullis/tokens/migrations';
import { readDockerFile } from './files.js';

/** Names of this run's own: roles belong to the whole server, and portcullis_… are there already. */
const own = `docker_${randomBytes(4).toString('hex')}`;
const rename = (text: string): string => text.replaceAll('portcullis', own);
const services: ServiceMigrations[] = [tokens, permissions, audit];
const roles = ['owner', 'tokens', 'permissions', 'audit'].map((name) => `${own}_${name}`);

const superuserUrl = process.env['PORTCULLIS_TEST_POSTGRES_URL']!;
let superuser: pg.Client;

function urlOf(role: string): string {
  const url = new URL(superuserUrl);
  url.pathname = `/${own}`;
  url.username = role;
  url.password = `password of ${role}`;
  return url.href;
}

/** `roles.sql` as psql hands it to the server: its own commands done, its variables filled in. */
function statements(): string[] {
  const sql = rename(readDockerFile('roles.sql')).replace(/^(\\.*|--.*)$/gm, '');
  const filled = sql.replace(/:'(\w+)_password'/g, (_, name: string) => pg.escapeLiteral(`password of ${own}_${name}`));
  return filled.split(';').map((statement) => statement.trim()).filter(Boolean);
}

beforeAll(async () => {
  superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
  for (const statement of statements()) await superuser.query(statement);
});
afterAll(async () => {
  await superuser.query(`DROP DATABASE IF EXISTS ${own} WITH (FORCE)`);
  for (const role of roles) await superuser.query(`DROP ROLE IF EXISTS ${role}`);
  await superuser.end();
});

describe('docker/roles.sql', () => {
  it('reads one file for each password it sets', () => {
    const text = readDockerFile('roles.sql');
    const read = [...text.matchAll(/^\\set (\w+) `cat \/run\/secrets\/postgres-\w+`$/gm)].map(([, name]) => name);
    const used = [...text.matchAll(/PASSWORD :'(\w+)'/g)].map(([, name]) => name);
    expect(used).toEqual(read);
    expect(used).toHaveLength(roles.length);
  });

  it('makes the roles that a development stack has, with the same attributes and settings', async () => {
    const facts = async (prefix: string) => {
      const { rows } = await superuser.query<Record<string, unknown>>(
        `SELECT replace(rolname, $1, '') AS name, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication, rolinherit, rolconfig
           FROM pg_roles WHERE starts_with(rolname, $1 || '_') ORDER BY 1`,
        [prefix],
      );
      return rows;
    };
    expect(await facts(own)).toEqual(await facts('portcullis'));
  });

  it('makes a database in which every migration runs, and each service reaches its own schema', async () => {
    for (const service of services) {
      await migrate(urlOf(`${own}_owner`), { ...service, role: rename(service.role) });
      const client = new pg.Client({ connectionString: urlOf(rename(service.role)) });
      await client.connect();
      expect((await client.query('SELECT current_schema() AS schema')).rows).toEqual([{ schema: service.schema }]);
      await client.end();
    }
  });

  it('lets nobody in by default', async () => {
    const { rows } = await superuser.query<{ acl: string[] }>('SELECT datacl::text[] AS acl FROM pg_database WHERE datname = $1', [own]);
    expect(rows[0]!.acl.filter((entry) => entry.startsWith('='))).toEqual([]);
  });
});
