import type { Event, EventChanges } from '@portcullis/contracts';
import { instant, newId, shardOfRoot } from '@portcullis/kernel';
import { appendToOutbox, startOutboxRelay } from '@portcullis/platform/outbox';
import { Database, type Transaction } from '@portcullis/platform/postgres';
import { createLogger, randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { recordChange } from './change-log.js';
import { changesOfEvents } from './event-changes.js';

const log = createLogger({ instance: 'test', level: 'silent' });
const tenantId = newId('ten', randomBytes);
const shard = shardOfRoot(tenantId);
const by = { kind: 'operator', tokenId: newId('tok', randomBytes), publicId: 'abcdefgh', tenantId, accountId: null, shard: 0, ip: '::1', requestId: newId('req', randomBytes) } as const;

let world: IntegrationWorld;
let database: Database;

beforeEach(async () => {
  world = await integrationWorld();
  database = await Database.open({ url: world.databaseUrl('tokens'), name: 'test', entities: [], onIdleError: () => undefined });
});

afterEach(async () => {
  await database.close();
  await world.close();
});

const tell = (tx: Transaction, subject: string) =>
  appendToOutbox(tx, { service: 'tokens', shard, tenantId, type: 'account.deleted', subject, time: instant(0), data: { by, username: subject } }, randomBytes);
const change = (tx: Transaction, id: string) => recordChange(tx, 'tokens', shard, { kind: 'token', tenantId, id });

/** What the relay tells of each subject. */
async function relayed(count: number): Promise<Record<string, EventChanges | undefined>> {
  const told: Event[] = [];
  await new Promise<void>((resolve) => {
    const relay = startOutboxRelay({
      ...{ database, log },
      publish: async (event) => {
        told.push(event);
        if (told.length === count) void relay.stop().then(resolve);
      },
      changesOf: (query, ids) => changesOfEvents('tokens', query, ids),
    });
  });
  return Object.fromEntries(told.map(({ subject, changes }) => [subject, changes]));
}

describe('an event that is told', () => {
  it('carries the place of the change that its transaction made to what it is about', async () => {
    await database.transaction((tx) => tell(tx, 'made'));
    await database.transaction(async (tx) => {
      await tell(tx, 'a');
      await tell(tx, 'b');
      await change(tx, 'a');
      await change(tx, 'b');
    });
    const { made, a, b } = await relayed(3);
    expect(made).toBeUndefined();
    expect(a).toMatchObject({ authority: 'tokens', shard, firstRev: 1, lastRev: 1 });
    expect(b).toEqual({ ...a, firstRev: 2, lastRev: 2 });
  });

  it('carries none where only what another event is about has changed', async () => {
    await database.transaction(async (tx) => {
      await tell(tx, 'session');
      await tell(tx, 'link');
      await change(tx, 'link');
    });
    const { session, link } = await relayed(2);
    expect(session).toBeUndefined();
    expect(link).toMatchObject({ firstRev: 1, lastRev: 1 });
  });

  it('carries all changes that no event of the transaction is about', async () => {
    await database.transaction(async (tx) => {
      await tell(tx, 'many');
      for (const id of ['a', 'b', 'c']) await change(tx, id);
    });
    expect((await relayed(1))['many']).toMatchObject({ firstRev: 1, lastRev: 3 });
  });
});
