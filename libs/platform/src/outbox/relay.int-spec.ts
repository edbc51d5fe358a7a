import type { Event } from '@portcullis/contracts';
import { Fault, instant, newId, shardOfRoot } from '@portcullis/kernel';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { Database } from '../postgres/index.js';
import { createLogger, randomBytes } from '../runtime/index.js';
import { appendToOutbox, startOutboxRelay } from './index.js';

const log = createLogger({ instance: 'test', level: 'silent' });
const tenantId = newId('ten', randomBytes);

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

async function write(subject: string): Promise<void> {
  await database.transaction((tx) =>
    appendToOutbox(
      tx,
      {
        service: 'tokens',
        shard: shardOfRoot(tenantId),
        tenantId,
        type: 'token.created',
        subject,
        time: instant(0),
        data: { by: null, accountId: null, name: subject, kind: 'account', access: 'full', grants: [], expiresAt: null },
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
    expect(told[0]).toMatchObject({ type: 'token.created', tenantId, source: `/tokens/${shardOfRoot(tenantId)}`, time: '1970-01-01T00:00:00.000Z' });
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
