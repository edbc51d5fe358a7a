import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { migrateCommand } from './migrate-command.js';

let world: IntegrationWorld;
let folder: string;
beforeAll(async () => {
  world = await integrationWorld();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-migrate-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => world.close());

async function run(schema: string, files: Readonly<Record<string, string>>, url: string | undefined = world.ownerUrl) {
  const directory = join(folder, 'demo', 'migrations');
  mkdirSync(directory, { recursive: true });
  for (const [file, sql] of Object.entries(files)) writeFileSync(join(directory, file), sql);
  const said: string[] = [];
  const complained: string[] = [];
  const code = await migrateCommand(
    { schema, role: 'portcullis_tokens', directories: [directory] },
    { PORTCULLIS_OWNER_DATABASE_URL: url },
    { say: (line) => void said.push(line), complain: (line) => void complained.push(line) },
  );
  return { code, said, complained };
}

describe('the migrate command', () => {
  it('says each file that it applied, and does nothing when it is run again', async () => {
    const files = { '0001_one.sql': 'CREATE TABLE one (id int);', '0002_two.sql': 'CREATE TABLE two (id int);' };
    const first = ['again: applied demo/0001_one.sql', 'again: applied demo/0002_two.sql', 'again: up to date, 2 applied'];
    expect(await run('again', files)).toEqual({ code: 0, said: first, complained: [] });
    expect(await run('again', files)).toEqual({ code: 0, said: ['again: up to date, 0 applied'], complained: [] });
  });

  it('exits with 1 when a file fails, and names it and what Postgres says of it', async () => {
    const { code, said, complained } = await run('bad', { '0001_good.sql': 'CREATE TABLE good (id int);', '0002_bad.sql': 'SELECT nonsense;' });
    expect([code, said]).toEqual([1, ['bad: applied demo/0001_good.sql']]);
    expect(complained).toEqual([expect.stringMatching(/^bad: migration bad: demo\/0002_bad.sql failed: column "nonsense" does not exist$/)]);
  });

  it.each(['', 'mysql://hunter2@h/x'])('exits with 2 when it is told of Postgres %j, without repeating it', async (url) => {
    const { code, complained } = await run('none', {}, url);
    expect(code).toBe(2);
    expect(complained.join()).toMatch(/PORTCULLIS_OWNER_DATABASE_URL/);
    expect(complained.join()).not.toMatch(/hunter2/);
  });

  it('exits with 3 when Postgres cannot be reached, and keeps the password to itself', async () => {
    const { code, complained } = await run('away', {}, 'postgres://portcullis_owner:hunter2@127.0.0.1:1/portcullis');
    expect(code).toBe(3);
    expect(complained.join()).toMatch(/^away: the database is not available/);
    expect(complained.join()).not.toMatch(/hunter2/);
  });
});
