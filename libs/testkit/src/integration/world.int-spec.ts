import pg from 'pg';
import { integrationWorld, type IntegrationWorld } from './world.js';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('an integration world', () => {
  let world: IntegrationWorld;

  beforeAll(async () => {
    world = await integrationWorld();
  });
  afterAll(() => world.close());

  it.each(['tokens', 'permissions', 'audit'] as const)(
    'gives %s its migrated schema, and nothing of the others',
    async (service) => {
      expect(await ask(world.databaseUrl(service), 'SELECT current_schema() AS schema, current_user AS role')).toEqual([
        { schema: service, role: `portcullis_${service}` },
      ]);
      const other = service === 'audit' ? 'tokens' : 'audit';
      await expect(ask(world.databaseUrl(service), `SELECT * FROM ${other}.migration`)).rejects.toThrow(
        /permission denied for schema/,
      );
    },
  );

  it('belongs to one spec file: what is written in one is not seen in another', async () => {
    const other = await integrationWorld();
    await ask(world.ownerUrl, 'CREATE TABLE tokens.mark (n int)');
    await expect(ask(other.ownerUrl, 'SELECT * FROM tokens.mark')).rejects.toThrow(/does not exist/);
    expect(other.subjectPrefix).not.toBe(world.subjectPrefix);
    await other.close();
    await expect(ask(other.ownerUrl, 'SELECT 1')).rejects.toThrow(/does not exist/);
  });
});
