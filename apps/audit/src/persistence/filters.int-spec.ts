import type { Event } from '@portcullis/contracts';
import { instant, newId, type TenantId } from '@portcullis/kernel';
import { Database } from '@portcullis/platform/postgres';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { randomBytes } from 'node:crypto';
import type { EntryFilter } from '../use-cases/ports.js';
import { EntryEntity } from './entities.js';
import { LOOKED_AT, PostgresTrail } from './postgres-trail.js';

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

const NONE: EntryFilter = { accountId: null, type: null, subject: null, search: null, since: null, until: null };
const account = () => newId('acc', randomBytes);
const tenant = () => newId('ten', randomBytes);

function eventOf(tenantId: string, changes: Partial<Event> = {}): Event {
  const event = { id: newId('evt', randomBytes), type: 'token.created', source: '/tokens/1', subject: newId('tok', randomBytes) };
  return { ...event, tenantId, time: new Date().toISOString(), data: { accountId: null, name: 'ci' }, ...changes };
}

/** The numbers of what is found, newest first, over all pages. */
async function found(tenantId: TenantId, filter: Partial<EntryFilter>, limit = 2): Promise<number[]> {
  const seen: number[] = [];
  for (let cursor: string | null | undefined = null; cursor !== undefined; ) {
    const page: Awaited<ReturnType<typeof trail.list>> = await trail.list(tenantId, { ...NONE, ...filter }, limit, cursor);
    seen.push(...page!.items.map(({ seq }) => seq));
    cursor = page!.next ?? undefined;
  }
  return seen;
}

describe('the trail of one account', () => {
  it('is what was done to it and its tokens, and what these were denied, and nothing of others', async () => {
    const tenantId = tenant();
    const [own, other] = [account(), account()];
    await trail.append([
      eventOf(tenantId, { type: 'account.created', subject: own, data: { username: 'alice' } }),
      eventOf(tenantId, { data: { accountId: own, name: 'ci' } }),
      eventOf(tenantId, { type: 'account.created', subject: other, data: { username: 'bob' } }),
      eventOf(tenantId, { data: { accountId: other, name: 'ci' } }),
      eventOf(tenantId),
      eventOf(tenantId, { type: 'request.denied', data: { accountId: own, code: 'not_granted' } }),
      eventOf(tenantId, { type: 'token.leaked', subject: tenantId, data: { tokens: [{ id: 'tok_1', name: 'ci', accountId: own }, { id: 'tok_2', name: 'ci', accountId: other }] } }),
      eventOf(tenantId, { type: 'tokens.revoked_in_bulk', subject: own, data: { accountId: own, count: 2 } }),
      eventOf(tenantId, { type: 'policy.changed', subject: tenantId, data: { policy: { accountId: own } } }),
    ]);
    for (const limit of [1, 2, 50]) expect(await found(tenantId, { accountId: own }, limit)).toEqual([8, 6, 2, 1]);
    expect(await found(tenantId, { accountId: other })).toEqual([4, 3]);
    expect(await found(tenantId, { accountId: own, type: 'token.created' })).toEqual([2]);
    expect(await found(tenantId, { accountId: own, subject: own })).toEqual([8, 1]);
    expect(await found(tenantId, { accountId: own, search: 'ci' })).toEqual([2]);
    expect(await found(tenant(), { accountId: own })).toEqual([]);
  });

  it('is found by its index, however many others there are', async () => {
    const plan = await database.inTenant(tenant(), async (tx) => {
      await tx.query('SET LOCAL enable_seqscan = off');
      return tx.query<{ 'QUERY PLAN': string }>("EXPLAIN SELECT seq FROM entry WHERE tenant_id = 'ten_1' AND account_id = 'acc_1' ORDER BY seq DESC LIMIT 50");
    });
    expect(JSON.stringify(plan)).toMatch(/using entry_account/);
  });
});

describe('a trail', () => {
  it('is searched by the beginning of a type', async () => {
    const tenantId = tenant();
    await trail.append(['token.created', 'tokens.revoked_in_bulk', 'account.created', 'token.revoked'].map((type) => eventOf(tenantId, { type })));
    expect(await found(tenantId, { type: 'token.' })).toEqual([4, 1]);
    expect(await found(tenantId, { type: 'token' })).toEqual([]);
    expect(await found(tenantId, { type: 'tok.' })).toEqual([]);
  });

  it('is searched by words that stand anywhere in what it tells, in small or capital letters, and by all of them', async () => {
    const tenantId = tenant();
    const subject = `tok_${'1'.repeat(12)}Hidden${'1'.repeat(4)}`;
    await trail.append([
      eventOf(tenantId, { subject, data: { name: 'Acme-DNS', by: { ip: '192.0.2.7' }, grants: [{ operation: 'DNS::parse_zone' }], description: 'so "quoted" 100% a_b é' } }),
      eventOf(tenantId, { type: 'request.denied', data: { operation: 'Email::add_pop', tokenName: 'acme-mail', repeated: 41 } }),
      eventOf(tenantId, { data: { features: [] } }),
    ]);
    const cases: [string, number[]][] = [
      ['acme', [2, 1]], ['ACME dns', [1]], ['  acme\u00a0mail ', [2]], ['192.0.2.', [1]], ['parse_zone', [1]], ['denied', [2]], [subject, [1]], ['11hid', []], ['hidden1', [1]],
      ['"quoted"', [1]], ['100%', [1]], ['a_b', [1]], ['a%b', []], ['é', [1]], ['41', [2]], ['operation', []], ['accountId', []], ['acme nothing', []], [' ', [3, 2, 1]],
    ];
    for (const [search, seqs] of cases) expect([search, await found(tenantId, { search })]).toEqual([search, seqs]);
  });

  it('is asked for by when things happened, however late they were told', async () => {
    const tenantId = tenant();
    const day = (n: number) => new Date(Date.now() - n * 86_400_000);
    // Written now, told of days ago: the second is the latest to have happened.
    await trail.append([3, 0, 5, 2].map((days) => eventOf(tenantId, { time: day(days).toISOString() })));
    const at = (n: number) => instant(day(n).getTime());
    expect(await found(tenantId, { since: at(4) })).toEqual([4, 2, 1]);
    expect(await found(tenantId, { until: at(1) })).toEqual([4, 3, 1]);
    expect(await found(tenantId, { since: at(4), until: at(1) })).toEqual([4, 1]);
    expect(await found(tenantId, { since: at(-1) })).toEqual([]);
    expect(await found(tenantId, { until: at(10) })).toEqual([]);
    const exactly = (await trail.list(tenantId, NONE, 1, null))!.items[0]!.time;
    expect(await found(tenantId, { since: exactly })).toContain(4);
    expect(await found(tenantId, { until: exactly })).not.toContain(4);
  });

  it('is looked through a part at a time, so that a page that finds nothing says where to go on', async () => {
    const tenantId = tenant();
    await trail.append([eventOf(tenantId, { data: { name: 'needle' } }), eventOf(tenantId)]);
    const last = 2 * LOOKED_AT + 10;
    await database.inTenant(tenantId, async (tx) => {
      await tx.query(
        `INSERT INTO entry (tenant_id, seq, event_id, type, source, subject, time, data)
         SELECT tenant_id, n, 'evt_' || n, type, source, subject, time, data FROM entry, generate_series(3, $2::int) n WHERE tenant_id = $1 AND seq = 2`,
        [tenantId, last],
      );
      await tx.query('UPDATE trail SET last_seq = $2 WHERE tenant_id = $1', [tenantId, last]);
    });
    const wanted = { ...NONE, search: 'needle' };
    const first = await trail.list(tenantId, wanted, 50, null);
    expect(first).toEqual({ items: [], next: expect.any(String) });
    const second = await trail.list(tenantId, wanted, 50, first!.next);
    expect(second).toEqual({ items: [], next: expect.any(String) });
    expect(await trail.list(tenantId, wanted, 50, second!.next)).toMatchObject({ items: [{ seq: 1 }], next: null });
    expect(await found(tenantId, { search: 'needle', type: 'token.' })).toEqual([1]);
    expect((await found(tenantId, { type: 'token.' }, 200)).length).toBe(last);
  });
});

describe('where a trail was at some time', () => {
  it('is found by a few looks: the first entry that was written then or later', async () => {
    const tenantId = tenant();
    await trail.append([eventOf(tenantId)]);
    await database.inTenant(tenantId, async (tx) => {
      await tx.query(
        `INSERT INTO entry (tenant_id, seq, event_id, type, source, subject, time, data, stored_at)
         SELECT tenant_id, n, 'evt_' || n, type, source, subject, time, data, '2030-01-01T00:00:00Z'::timestamptz + n * interval '1 hour' FROM entry, generate_series(2, 11) n WHERE tenant_id = $1 AND seq = 1`,
        [tenantId],
      );
      await tx.query('UPDATE trail SET last_seq = 11 WHERE tenant_id = $1', [tenantId]);
    });
    const at = async (time: string) =>
      database.inTenant(tenantId, async (tx) => Number((await tx.query<{ at: string }>('SELECT first_stored($1, $2) AS at', [tenantId, time]))[0]!.at));
    expect(await at('2000-01-01T00:00:00Z')).toBe(1);
    expect(await at('2030-01-01T02:00:00Z')).toBe(2);
    expect(await at('2030-01-01T02:00:01Z')).toBe(3);
    expect(await at('2030-01-01T11:00:00Z')).toBe(11);
    expect(await at('2031-01-01T00:00:00Z')).toBe(12);
  });
});
