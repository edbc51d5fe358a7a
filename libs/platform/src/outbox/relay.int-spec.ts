import type { Event } from '@portcullis/contracts';
import { Fault, instant, newId, shardOfRoot } from '@portcullis/kernel';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import pg from 'pg';
import { Database } from '../postgres/index.js';
import { createLogger, randomBytes } from '../runtime/index.js';
import { appendToOutbox, RELAY_LOCK, startOutboxRelay } from './index.js';

const log = createLogger({ instance: 'test', level: 'silent' });
const tenantId = newId('ten', randomBytes);
const by = { kind: 'operator', tokenId: newId('tok', randomBytes), publicId: 'abcdefgh', tenantId, accountId: null, shard: 0, ip: '::1', requestId: newId('req', randomBytes) } as const;

let world: IntegrationWorld;
let database: Database;
let running: { stop(): Promise<void> }[] = [];

beforeEach(async () => {
  world = await integrationWorld();
  database = await Database.open({ url: world.databaseUrl('tokens'), name: 'test', entities: [], onIdleError: () => undefined });
});

afterEach(async () => {
  await Promise.all(running.map((relay) => relay.stop()));
  running = [];
  await database.close();
  await world.close();
});

async function write(subject: string, tenant = tenantId): Promise<void> {
  await database.transaction((tx) =>
    appendToOutbox(
      tx,
      {
        service: 'tokens',
        shard: shardOfRoot(tenant),
        tenantId: tenant,
        type: 'account.deleted',
        subject,
        time: instant(0),
        data: { by, username: subject },
      },
      randomBytes,
    ),
  );
}

const unpublished = async () =>
  Number((await database.transaction((tx) => tx.query<{ n: string }>('SELECT count(*) AS n FROM outbox WHERE published_at IS NULL')))[0]!.n);

/** A relay, and a promise that it has told so many. */
function relay(count: number, publish: (event: Event) => Promise<void> = () => Promise.resolve()) {
  const told: Event[] = [];
  let enough: () => void;
  const done = new Promise<void>((resolve) => (enough = resolve));
  const started = startOutboxRelay({
    database,
    log,
    pollMs: 20,
    setAsideMs: 100,
    publish: async (event) => {
      await publish(event);
      told.push(event);
      if (told.length === count) enough();
    },
  });
  running.push(started);
  return { told, done, ...started };
}

describe('the outbox relay', () => {
  it('tells what was committed, in the order in which it was written, and keeps the rows', async () => {
    for (const subject of ['a', 'b', 'c']) await write(subject);
    const { told, done, stop } = relay(3);
    await done;
    await stop();
    expect(told.map((event) => event.subject)).toEqual(['a', 'b', 'c']);
    expect(told[0]).toMatchObject({ type: 'account.deleted', tenantId, source: `/tokens/${shardOfRoot(tenantId)}`, time: '1970-01-01T00:00:00.000Z' });
    expect(await unpublished()).toBe(0);
    expect(await database.transaction((tx) => tx.query('SELECT 1 FROM outbox'))).toHaveLength(3);
  });

  it('tells nothing that was rolled back', async () => {
    await expect(
      database.transaction(async (tx) => {
        await tx.query(`INSERT INTO outbox (event_id, shard, tenant_id, type, source, subject, time, data)
                        VALUES ('evt_rolledback', 0, 't', 'x', '/x', 's', now(), '{}')`);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await write('kept');
    const { told, done } = relay(1);
    await done;
    expect(told.map((event) => event.subject)).toEqual(['kept']);
  });

  it('tells a row that commits after a later one, which a reader of ids would skip', async () => {
    const { told, done } = relay(2);
    await database.transaction(async (slow) => {
      await slow.query(`INSERT INTO outbox (event_id, shard, tenant_id, type, source, subject, time, data)
                        VALUES ('evt_slow', 0, 't', 'x', '/x', 'slow', now(), '{}')`);
      await write('fast');
      while ((await unpublished()) > 0) await new Promise(setImmediate);
    });
    await done;
    expect(told.map((event) => event.subject)).toEqual(['fast', 'slow']);
  });

  it('goes on after the stream was away, with the same event ids', async () => {
    await write('a');
    const attempts: string[] = [];
    const { told, done, wake } = relay(1, (event) => {
      attempts.push(event.id);
      if (attempts.length > 1) return Promise.resolve();
      queueMicrotask(() => wake());
      return Promise.reject(new Fault('no stream', 'unavailable'));
    });
    await done;
    expect(told).toHaveLength(1);
    expect(new Set(attempts).size).toBe(1);
  });

  it('has no transaction open while it publishes, however long that takes', async () => {
    await write('a');
    const open = await new Promise((resolve) => {
      const { done } = relay(1, async () => {
        const busy = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL`;
        resolve(await database.read({ name: 'busy', text: busy }, []));
      });
      void done;
    });
    expect(open).toEqual([{ n: 1 }]); // the question itself
  });

  it('keeps the order of each tenant, and lets a slow one hold up nobody else', async () => {
    const other = newId('ten', randomBytes);
    for (const subject of ['a1', 'a2', 'a3']) await write(subject);
    for (const subject of ['b1', 'b2', 'b3']) await write(subject, other);
    let open!: () => void;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const { told, done } = relay(6, async (event) => {
      if (event.subject === 'a1') await gate;
      if (event.subject === 'b3') open();
    });
    await done;
    expect(told.map((event) => event.subject)).toEqual(['b1', 'b2', 'b3', 'a1', 'a2', 'a3']);
  });

  it('sets an event aside that cannot be published, goes on with the others, and tries it again later', async () => {
    for (const subject of ['a', 'bad', 'c']) await write(subject);
    let attempts = 0;
    const { told, done } = relay(3, (event) =>
      event.subject === 'bad' && ++attempts < 3 ? Promise.reject(new Fault('too large', 'broken')) : Promise.resolve(),
    );
    await done;
    await untilPublished();
    expect(told.map((event) => event.subject)).toEqual(['a', 'c', 'bad']);
    expect(attempts).toBe(3);
  });

  it('marks what it told before the stream went away, and tells that no second time', async () => {
    for (const subject of ['a', 'b', 'c']) await write(subject);
    let away = true;
    const { told, done } = relay(3, (event) => {
      if (event.subject !== 'b' || !away) return Promise.resolve();
      away = false;
      return Promise.reject(new Fault('no stream', 'unavailable'));
    });
    await done;
    expect(told.map((event) => event.subject)).toEqual(['a', 'b', 'c']);
  });

  it('waits while another holds its lock, and makes way for it between two batches', async () => {
    const holder = new pg.Client({ connectionString: world.databaseUrl('tokens') });
    await holder.connect();
    const { told, done } = relay(1);
    const key = [RELAY_LOCK, 'tokens'];
    await holder.query('SELECT pg_advisory_lock($1, hashtext($2))', key);
    await write('a');
    expect(await database.exclusively(RELAY_LOCK, () => Promise.resolve('mine'))).toBeNull();
    expect(told).toEqual([]);
    await holder.query('SELECT pg_advisory_unlock($1, hashtext($2))', key);
    await done;
    await holder.end();
  });

  it('has one process at work at a time: two tell everything once', async () => {
    for (let i = 0; i < 30; i++) await write(`s${i}`);
    const [one, two] = [relay(30), relay(30)];
    await Promise.race([one.done, two.done, untilPublished()]);
    await Promise.all([one.stop(), two.stop()]);
    expect(one.told.length + two.told.length).toBe(30);
  });
});

async function untilPublished(): Promise<void> {
  while ((await unpublished()) > 0) await new Promise(setImmediate);
}
