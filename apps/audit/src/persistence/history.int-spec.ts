import type { Event, EventChanges } from '@portcullis/contracts';
import { newId, shard } from '@portcullis/kernel';
import { Database } from '@portcullis/platform/postgres';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { EntryEntity } from './entities.js';
import { PostgresTrail } from './postgres-trail.js';

let world: IntegrationWorld;
let database: Database;
let trail: PostgresTrail;

beforeAll(async () => {
  world = await integrationWorld();
  database = await Database.open({ url: world.databaseUrl('audit'), name: 'test', entities: [EntryEntity], onIdleError: () => undefined });
  trail = new PostgresTrail(database);
});

afterAll(async () => {
  await database?.close();
  await world?.close();
});

const told = (tenantId: string, changes?: Partial<EventChanges>): Event => ({
  id: newId('evt', randomBytes),
  type: 'token.revoked',
  source: '/tokens/1',
  subject: newId('tok', randomBytes),
  tenantId,
  time: '2026-11-23T10:00:00.000Z',
  ...(changes && { changes: { authority: 'tokens', shard: 17, epoch: 5, firstRev: 1, lastRev: 1, ...changes } }),
  data: { name: 'ci' },
});
const place = { authority: 'tokens', shard: shard(17), epoch: 5, rev: 1 } as const;

describe('the history of a shard', () => {
  it('is read after a place, over all tenants and in its order, page by page', async () => {
    const [one, other] = [newId('ten', randomBytes), newId('ten', randomBytes)];
    const of = (tenantId: string, epoch: number, firstRev: number, lastRev = firstRev) => told(tenantId, { epoch, firstRev, lastRev });
    const known = of(one, 5, 1);
    const lost = [of(one, 5, 2), of(other, 5, 3, 7), of(one, 9, 1), of(other, 9, 2)];
    const elsewhere = [told(one), told(one, { shard: 18, firstRev: 2, lastRev: 2 }), told(one, { authority: 'permissions', firstRev: 2, lastRev: 2 })];
    const events = [lost[3]!, ...elsewhere, lost[0]!, known, lost[2]!, lost[1]!];
    for (const tenantId of [one, other]) await trail.append(events.filter((event) => event.tenantId === tenantId));
    await trail.append([lost[0]!]); // delivered twice

    const read: Event[] = [];
    for (let cursor: string | null | undefined = null; cursor !== undefined; ) {
      const page = await trail.readChanges(place, 3, cursor);
      read.push(...page!.items);
      cursor = page!.next ?? undefined;
    }
    expect(read).toEqual(lost);
    expect((await trail.readChanges({ ...place, epoch: 9, rev: 2 }, 3, null))!.items).toEqual([]);
  });

  it('has an order among those of one place, and gives each once', async () => {
    const tenantId = newId('ten', randomBytes);
    const events = Array.from({ length: 5 }, () => told(tenantId, { shard: 20, firstRev: 3, lastRev: 3 }));
    await trail.append(events);
    const at = { ...place, shard: shard(20) };
    const first = await trail.readChanges(at, 3, null);
    const second = await trail.readChanges(at, 3, first!.next);
    expect([...first!.items, ...second!.items].map(({ id }) => id).sort()).toEqual(events.map(({ id }) => id).sort());
    expect(second!.next).toBeNull();
    expect(await trail.readChanges(at, 3, 'nonsense')).toBeNull();
    expect(await trail.readChanges({ ...at, rev: 2 }, 3, first!.next)).toBeNull();
  });
});
