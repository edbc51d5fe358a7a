import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { Database } from './index.js';

let world: IntegrationWorld;
let database: Database;

beforeEach(async () => {
  world = await integrationWorld();
  database = await open('reader');
});
afterEach(async () => {
  await database.close();
  await world.close();
});

const open = (name: string) =>
  Database.open({ url: world.databaseUrl('tokens'), name, entities: [], poolSize: 4, onIdleError: () => undefined });
const read = (text: string) => database.read<Record<string, unknown>>({ name: text, text }, []);
const WHO = 'SELECT pg_backend_pid() AS pid';
const pids = async (count: number) => new Set((await Promise.all(Array.from({ length: count }, () => read(WHO)))).map(([row]) => row!['pid']));

describe('reads', () => {
  it('that are asked for at once share connections, eight to each', async () => {
    expect((await pids(8)).size).toBe(1);
    expect((await pids(20)).size).toBe(3);
    expect((await pids(100)).size).toBe(4); // all that the pool has; the rest wait for one
  });

  it('answer each what it asked, though one of them fails', async () => {
    const outcomes = await Promise.allSettled([read('SELECT 1 AS n'), read('SELECT nonsense'), read('SELECT 3 AS n')]);
    expect(outcomes).toMatchObject([{ value: [{ n: 1 }] }, { status: 'rejected' }, { value: [{ n: 3 }] }]);
    expect(await read('SELECT 4 AS n')).toEqual([{ n: 4 }]);
  });

  it('never come into the transaction of somebody else', async () => {
    await database.inTenant('ten_1', async (tx) => {
      const [mine] = await tx.query<{ pid: number }>(WHO);
      expect((await pids(8)).has(mine!.pid)).toBe(false);
      const [row] = await read(`SELECT current_setting('app.tenant', true) AS tenant`);
      expect(row!['tenant'] ?? '').toBe('');
    });
  });

  it('on a connection that is lost end with a fault, and the next ones take another', async () => {
    const killer = await open('killer');
    const slow = [read('SELECT pg_sleep(20), 1'), read('SELECT pg_sleep(20), 2')];
    const outcomes = Promise.allSettled(slow);
    const kill = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'reader' AND query LIKE '%pg_sleep%'`;
    while ((await killer.transaction((tx) => tx.query(kill))).length === 0) await new Promise(setImmediate);
    const lost = { status: 'rejected', reason: { kind: 'unavailable' } };
    expect(await outcomes).toMatchObject([lost, lost]);
    expect((await pids(2)).size).toBe(1);
    await killer.close();
  });

  it('leave connections to writes, however many there are without an end', async () => {
    let stopped = false;
    const reader = async (): Promise<void> => {
      // Each a while, so that the answers of one connection come one by one.
      while (!stopped) await read('SELECT pg_sleep(0.002) IS NULL');
    };
    const readers = Promise.all(Array.from({ length: 100 }, reader));
    await read(WHO);
    const written = await database.inTenant('ten_1', (tx) => tx.query('SELECT 1 AS n')).finally(() => (stopped = true));
    expect(written).toEqual([{ n: 1 }]);
    await readers;
  });

  it('end when the pool does', async () => {
    await database.close();
    await expect(read('SELECT 1')).rejects.toThrow();
    database = await open('again');
  });
});
