import { Fault, granted, refused } from '@portcullis/kernel';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, migrate, type ServiceMigrations } from './index.js';
import { SilentProxy } from './silent-proxy-for-spec.js';

let world: IntegrationWorld;
let database: Database;
let folder: string;
let migrations: ServiceMigrations;

beforeEach(async () => {
  world = await integrationWorld();
  folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  const directory = join(folder, 'demo', 'migrations');
  mkdirSync(directory, { recursive: true });
  migrations = { schema: 'demo', role: 'portcullis_tokens', directories: [directory] };
  add('0001_note.sql', 'CREATE TABLE note (text text); GRANT SELECT, INSERT ON note TO :app_role;');
  await migrate(world.ownerUrl, migrations);
  database = await Database.open({ url: world.databaseUrl('tokens'), name: 'test', entities: [], poolSize: 1, onIdleError: () => undefined });
});

afterEach(async () => {
  await database.close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

function add(file: string, sql: string): void {
  writeFileSync(join(migrations.directories[0]!, file), sql);
}
const notes = () => database.transaction((tx) => tx.query<{ text: string }>('SELECT text FROM demo.note'));
const write = (text: string) => `INSERT INTO demo.note VALUES ('${text}')`;

describe('migrations', () => {
  it('are applied once, in order of name, and what is new later', async () => {
    expect((await migrate(world.ownerUrl, migrations)).applied).toEqual([]);
    add('0003_third.sql', 'CREATE TABLE third (second_exists int REFERENCES second (id));');
    add('0002_second.sql', 'CREATE TABLE second (id int PRIMARY KEY);');
    expect((await migrate(world.ownerUrl, migrations)).applied).toEqual(['demo/0002_second.sql', 'demo/0003_third.sql']);
  });

  it('leave nothing of a file that fails, and say which one it was', async () => {
    add('0002_bad.sql', 'CREATE TABLE half (id int); SELECT nonsense;');
    await expect(migrate(world.ownerUrl, migrations)).rejects.toThrow('demo/0002_bad.sql');
    await expect(database.transaction((tx) => tx.query('SELECT 1 FROM demo.half'))).rejects.toThrow('does not exist');
  });

  it('refuse a file that was changed after it was applied', async () => {
    add('0001_note.sql', 'CREATE TABLE other (text text);');
    await expect(migrate(world.ownerUrl, migrations)).rejects.toThrow(/changed after it was applied/);
  });

  it('wait for each other when two start at once', async () => {
    add('0002_second.sql', 'CREATE TABLE second (id int);');
    const both = await Promise.all([migrate(world.ownerUrl, migrations), migrate(world.ownerUrl, migrations)]);
    expect(both.flatMap((result) => result.applied)).toEqual(['demo/0002_second.sql']);
  });
});

describe('a transaction', () => {
  it('commits what was granted, and rolls back what was refused or thrown', async () => {
    const outcome = (text: string, end: () => ReturnType<typeof granted<string>> | ReturnType<typeof refused<string>>) =>
      database.commit('ten_1', async (tx) => {
        await tx.query(write(text));
        return end();
      });
    expect(await outcome('granted', () => granted('yes'))).toEqual({ ok: true, value: 'yes' });
    expect(await outcome('refused', () => refused('no'))).toEqual({ ok: false, refusal: 'no' });
    await expect(
      outcome('thrown', () => {
        throw new Error('broken');
      }),
    ).rejects.toThrow('broken');
    expect(await notes()).toEqual([{ text: 'granted' }]);
  });

  it('is not taken for done when one of its statements failed and nobody minded', async () => {
    const careless = database.commit('ten_1', async (tx) => {
      await tx.query(write('careless'));
      await tx.query('SELECT nonsense').catch(() => undefined);
      return granted('yes');
    });
    await expect(careless).rejects.toThrow(/rolled back/);
    expect(await notes()).not.toContainEqual({ text: 'careless' });
    expect(await database.commit('ten_1', async (tx) => granted(await tx.query('SELECT 1 AS n')))).toEqual({ ok: true, value: [{ n: 1 }] });
  });

  it('leaves its tenant to nobody who borrows the connection next', async () => {
    await database.inTenant('ten_1', (tx) => tx.query('SELECT 1'));
    await database.inTenant('ten_2', () => Promise.reject(new Error('broken'))).catch(() => undefined);
    const [row] = await database.transaction((tx) => tx.query<{ tenant: string }>(`SELECT current_setting('app.tenant', true) AS tenant`));
    expect(row?.tenant ?? '').toBe('');
  });
});

describe('a connection that goes silent', () => {
  it('is given up with the first statement that it leaves unanswered: the next write takes another one', async () => {
    const proxy = await SilentProxy.start(world.databaseUrl('tokens'));
    const beyond = await Database.open({ url: proxy.url, name: 'beyond', entities: [], poolSize: 2, onIdleError: () => undefined });
    const insert = (text: string) => beyond.transaction((tx) => tx.query(write(text)));
    try {
      await Promise.all([insert('before'), insert('before')]);
      proxy.silencePresent();
      const startedAt = performance.now();
      const outcomes = await Promise.allSettled([insert('silenced'), insert('silenced')]);
      // A roll-back over the same connection would take as long again.
      expect(performance.now() - startedAt).toBeLessThan(10_000);
      expect(outcomes).toMatchObject([{ reason: { kind: 'unavailable' } }, { reason: { kind: 'unavailable' } }]);
      await Promise.all([insert('after'), insert('after')]);
      expect((await notes()).map(({ text }) => text)).toEqual(['before', 'before', 'after', 'after']);
    } finally {
      await beyond.close();
      await proxy.close();
    }
  }, 20_000);
});

describe('work that only one process does', () => {
  const LOCK = 1;

  it('keeps others out until it is done or fails, and has no transaction open', async () => {
    const other = await Database.open({ url: world.databaseUrl('tokens'), name: 'other', entities: [], onIdleError: () => undefined });
    const done = await database.exclusively(LOCK, async (query) => {
      await query(write('told'));
      expect(await other.exclusively(LOCK, () => Promise.resolve('never'))).toBeNull();
      return other.transaction((tx) => tx.query(`SELECT state FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'test'`));
    });
    expect(done).toEqual([{ state: 'idle' }]);
    await expect(database.exclusively(LOCK, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await database.exclusively(LOCK, (query) => query('SELECT text FROM demo.note'))).toEqual([{ text: 'told' }]);
    await other.close();
  });

  it('ends with a fault when its connection is lost, and others may begin', async () => {
    const other = await Database.open({ url: world.databaseUrl('tokens'), name: 'other', entities: [], onIdleError: () => undefined });
    const working = database.exclusively(LOCK, async (query) => {
      await other.transaction((tx) => tx.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'test'`));
      await query(write('lost'));
    });
    await expect(working).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await other.exclusively(LOCK, () => Promise.resolve('mine'))).toBe('mine');
    await other.close();
  });
});

describe('faults', () => {
  it('of a server that is away ask to be tried again, and quote nothing of the statement', async () => {
    const gone = await Database.open({ url: world.databaseUrl('tokens'), name: 'gone', entities: [], onIdleError: () => undefined });
    await database.transaction(async (tx) => {
      const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'gone'`;
      const failing = gone.transaction(async (other) => {
        await tx.query(end);
        await other.query(`SELECT 'a secret value'`);
      });
      const error: unknown = await failing.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Fault);
      expect(error).toMatchObject({ kind: 'unavailable', retryable: true });
      expect(String(error)).not.toContain('secret');
    });
    expect(await gone.isUp()).toBe(true);
    await gone.close();
    expect(await gone.isUp()).toBe(false);
  });

  it('of our own making are not to be tried again', async () => {
    await expect(database.read({ name: 'wrong', text: 'SELECT nonsense' }, [])).rejects.not.toBeInstanceOf(Fault);
  });
});
