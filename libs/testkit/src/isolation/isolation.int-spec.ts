import pg from 'pg';
import { integrationWorld, type IntegrationWorld } from '../integration/world.js';
import { belongings, borrowedRights, dangerousAttributes, MORE_PRIVILEGES, otherPrivileges, tablePrivileges } from './privileges.js';
import { gapsOf, isShared, SHARED_TABLES, tablesOf } from './tables.js';
import { anyRow, asTenant, fillForBoth } from './two-tenants.js';

const SERVICES = ['tokens', 'permissions', 'audit'] as const;
const A = 'ten_a';
const B = 'ten_b';

const own = (command: string): string =>
  `CREATE POLICY own_tenant ON tokens.bad FOR ${command} USING (tenant_id = current_setting('app.tenant', true))`;
const walls = ['ENABLE ROW LEVEL SECURITY', 'FORCE ROW LEVEL SECURITY'];

let world: IntegrationWorld;
/** Past every wall: it sets the scene and reads the catalogue. */
let superuser: pg.Client;
const opened: pg.Client[] = [];

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  opened.push(client);
  return client;
}

beforeAll(async () => {
  world = await integrationWorld();
  const url = new URL(process.env['PORTCULLIS_TEST_POSTGRES_URL']!);
  url.pathname = new URL(world.ownerUrl).pathname;
  superuser = await connect(url.href);
});
afterAll(async () => {
  for (const client of opened) await client.end();
  await world.close();
});

describe('every table of every service', () => {
  it('has row-level security that binds its owner too, by tenant alone, and keys that begin with the tenant', async () => {
    expect((await tablesOf(superuser, SERVICES)).flatMap(gapsOf)).toEqual([]);
  });

  it('is shared by tenants only where that is listed with the reason, and the list names no table that is not there', async () => {
    const names = (await tablesOf(superuser, SERVICES)).map(({ name }) => name);
    const unused = Object.keys(SHARED_TABLES).filter((entry) => !names.some((name) => name === entry || name.replace(/^\w+/, '*') === entry));
    expect(unused).toEqual([]);
  });

  it.each([
    ['without row-level security', 'tenant_id text, id text, PRIMARY KEY (tenant_id, id)', [], 3],
    ['whose owner is not bound', 'tenant_id text PRIMARY KEY', ['ENABLE ROW LEVEL SECURITY', own('ALL')], 1],
    ['whose policy leaves a command out', 'tenant_id text PRIMARY KEY', [...walls, own('SELECT')], 1],
    ['with a second, wider policy', 'tenant_id text PRIMARY KEY', [...walls, own('ALL'), 'CREATE POLICY wide ON tokens.bad FOR SELECT USING (true)'], 1],
    ['with a check that is wider than its policy', 'tenant_id text PRIMARY KEY', [...walls, `${own('ALL')} WITH CHECK (true)`], 1],
    ['with a key over all tenants', 'tenant_id text PRIMARY KEY, name text UNIQUE', [...walls, own('ALL')], 1],
    ['with a foreign key over all tenants', 'tenant_id text PRIMARY KEY, of text REFERENCES tokens.migration', [...walls, own('ALL')], 1],
  ])('would be found %s', async (_, columns, statements, gaps) => {
    await superuser.query('BEGIN');
    await superuser.query(`CREATE TABLE tokens.bad (${columns})`);
    for (const statement of statements) await superuser.query(statement.startsWith('CREATE') ? statement : `ALTER TABLE tokens.bad ${statement}`);
    const found = (await tablesOf(superuser, SERVICES)).flatMap(gapsOf);
    await superuser.query('ROLLBACK');
    expect(found).toHaveLength(gaps);
    for (const gap of found) expect(gap).toMatch(/^tokens\.bad: /);
  });
});

describe.each(SERVICES)('the role of %s', (service) => {
  const role = `portcullis_${service}`;

  it('is no superuser, does not bypass row-level security, and makes neither roles nor databases', async () => {
    expect(await dangerousAttributes(superuser, role)).toEqual([]);
  });

  it('owns nothing and belongs to no other role', async () => {
    expect(await belongings(superuser, role)).toEqual([]);
  });

  it('reads and adds to its own tables; it changes named columns alone, and takes out only what is listed', async () => {
    const held = await tablePrivileges(superuser, role);
    const ordinary = new RegExp(`^(SELECT on|INSERT on|UPDATE of column \\w+ on) ${service}\\.`);
    expect(held.filter((privilege) => !ordinary.test(privilege) && !(privilege in MORE_PRIVILEGES))).toEqual([]);
  });

  it('uses its own schema and functions, and nothing else', async () => {
    const held = await otherPrivileges(superuser, role);
    expect(held).toContain(`USAGE on schema ${service}`);
    const own = new RegExp(`^(USAGE on schema ${service}|EXECUTE on ${service}\\.\\w+|CONNECT on database)$`);
    expect(held.filter((privilege) => !own.test(privilege))).toEqual([]);
  });
});

describe('the rights in the database', () => {
  it('are given to roles by name: everybody holds nothing', async () => {
    expect([...(await tablePrivileges(superuser, '-')), ...(await otherPrivileges(superuser, '-'))]).toEqual([]);
  });

  it('are nowhere borrowed: functions and views act as who calls them', async () => {
    expect(await borrowedRights(superuser, SERVICES)).toEqual([]);
  });

  it('go no further than is listed, and the list names nothing that nobody holds', async () => {
    const held: string[] = [];
    for (const service of SERVICES) held.push(...(await tablePrivileges(superuser, `portcullis_${service}`)));
    expect(Object.keys(MORE_PRIVILEGES).filter((privilege) => !held.includes(privilege))).toEqual([]);
  });

  it('make the owner of the schemas no exception', async () => {
    expect(await dangerousAttributes(superuser, 'portcullis_owner')).toEqual([]);
  });
});

describe('row-level security by itself, were every other right given away', () => {
  it.each(SERVICES)('lets %s see and touch one tenant’s rows, and none when no tenant is named', async (service) => {
    const tables = (await tablesOf(superuser, [service])).map(({ name }) => name).filter((name) => !isShared(name));
    expect(tables.length).toBeGreaterThan(0);
    for (const table of tables) await fillForBoth(superuser, table, [A, B]);
    await superuser.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${service} TO portcullis_${service}`);
    const client = await connect(world.databaseUrl(service));

    for (const table of tables) {
      const seen = async (tenant: string | null) =>
        (await asTenant(client, tenant, `SELECT DISTINCT tenant_id FROM ${table}`)).rows.map((row: { tenant_id: string }) => row.tenant_id);
      expect({ table, A: await seen(A), B: await seen(B) }).toEqual({ table, A: [A], B: [B] });
      expect({ table, none: await seen(null), empty: await seen('') }).toEqual({ table, none: [], empty: [] });

      const touched = async (statement: string) => (await asTenant(client, A, statement)).rowCount;
      expect({ table, updated: await touched(`UPDATE ${table} SET tenant_id = tenant_id WHERE tenant_id = '${B}'`) }).toEqual({ table, updated: 0 });
      expect({ table, deleted: await touched(`DELETE FROM ${table} WHERE tenant_id = '${B}'`) }).toEqual({ table, deleted: 0 });
      expect({ table, own: await touched(`DELETE FROM ${table}`) }).toEqual({ table, own: 1 });

      const refused = expect.objectContaining({ message: expect.stringContaining('row-level security') as string }) as Error;
      await expect(asTenant(client, A, await anyRow(superuser, table, 'ten_c'))).rejects.toEqual(refused);
      await expect(asTenant(client, null, await anyRow(superuser, table, 'ten_c'))).rejects.toEqual(refused);
      await expect(asTenant(client, A, `UPDATE ${table} SET tenant_id = 'ten_c'`)).rejects.toEqual(refused);
    }
  });
});
