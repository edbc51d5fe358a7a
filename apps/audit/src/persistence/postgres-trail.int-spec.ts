import type { Event } from '@portcullis/contracts';
import { Fault, instant, newId } from '@portcullis/kernel';
import { Database } from '@portcullis/platform/postgres';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import type { EntryFilter } from '../use-cases/ports.js';
import { EntryEntity } from './entities.js';
import { FIND_DENIAL, PostgresTrail } from './postgres-trail.js';

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

const all: EntryFilter = { accountId: null, type: null, subject: null, search: null, since: null, until: null };
const eventOf = (tenantId: string): Event => ({
  id: newId('evt', randomBytes),
  type: 'token.created',
  source: '/tokens/1',
  subject: newId('tok', randomBytes),
  tenantId,
  time: '2026-11-23T10:00:00.000Z',
  data: { name: 'ci' },
});

/** As the consumer does: an event that the database had no time for is delivered again. */
async function deliver(event: Event): Promise<void> {
  await trail.append([event]).catch((error: unknown) => {
    if (!(error instanceof Fault && error.retryable)) throw error;
    return deliver(event);
  });
}

describe('a trail', () => {
  it('numbers fifty events at once from 1 without gaps, each once however often it is delivered', async () => {
    const tenantId = newId('ten', randomBytes);
    const events = Array.from({ length: 50 }, () => eventOf(tenantId));
    await Promise.all([...events, ...events].map(deliver));
    const page = await trail.list(tenantId, all, 100, null);
    expect(page?.items.map((entry) => entry.seq)).toEqual(Array.from({ length: 50 }, (_, i) => 50 - i));
    expect(new Set(page?.items.map((entry) => entry.id))).toEqual(new Set(events.map((event) => event.id)));
  });

  it('takes many events at once in their order, and of those only what is new', async () => {
    const tenantId = newId('ten', randomBytes);
    const events = Array.from({ length: 6 }, () => eventOf(tenantId));
    await trail.append(events.slice(1, 3));
    await trail.append([...events, events[5]!]);
    const page = await trail.list(tenantId, all, 100, null);
    const order = [1, 2, 0, 3, 4, 5].map((at) => events[at]!.id);
    expect(page?.items.map(({ seq, id }) => [seq, id])).toEqual(order.map((id, at) => [at + 1, id]).reverse());
    await expect(trail.append([eventOf(tenantId), eventOf(newId('ten', randomBytes))])).rejects.toThrow('one tenant');
  });

  it('is read page by page, newest first, each entry once, and of one tenant only', async () => {
    const [tenantId, other] = [newId('ten', randomBytes), newId('ten', randomBytes)];
    const events = Array.from({ length: 5 }, () => eventOf(tenantId));
    await trail.append(events);
    await trail.append([eventOf(other)]);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof trail.list>> = await trail.list(tenantId, all, 2, cursor);
      seen.push(...page!.items.map((entry) => entry.id));
      cursor = page!.next;
    } while (cursor !== null);
    expect(seen).toEqual(events.map((event) => event.id).reverse());
    expect(await trail.list(tenantId, all, 2, '-1')).toBeNull();
  });

  it('is searched by type and by subject, newest first, page by page', async () => {
    const tenantId = newId('ten', randomBytes);
    const [one, other] = [newId('tok', randomBytes), newId('tok', randomBytes)];
    const happened = [
      { type: 'token.created', subject: one },
      { type: 'token.created', subject: other },
      { type: 'token.revoked', subject: one },
      { type: 'token.revoked', subject: other },
      { type: 'token.created', subject: newId('tok', randomBytes) },
    ];
    await trail.append(happened.map((what) => ({ ...eventOf(tenantId), ...what })));
    const seqs = async (filter: Partial<EntryFilter>, limit: number) => {
      const seen: number[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof trail.list>> = await trail.list(tenantId, { ...all, ...filter }, limit, cursor);
        seen.push(...page!.items.map(({ seq }) => seq));
        cursor = page!.next;
      } while (cursor !== null);
      return seen;
    };
    for (const limit of [1, 2, 200]) {
      expect(await seqs({ type: 'token.created' }, limit)).toEqual([5, 2, 1]);
      expect(await seqs({ subject: one }, limit)).toEqual([3, 1]);
      expect(await seqs({ type: 'token.revoked', subject: other }, limit)).toEqual([4]);
      expect(await seqs({ type: 'token' }, limit)).toEqual([]);
    }
  });

  it('takes the cursor of no other search', async () => {
    const tenantId = newId('ten', randomBytes);
    await trail.append(Array.from({ length: 3 }, () => eventOf(tenantId)));
    const { next } = (await trail.list(tenantId, all, 1, null))!;
    expect(await trail.list(tenantId, all, 1, next)).toMatchObject({ items: [{ seq: 2 }] });
    expect(await trail.list(tenantId, { ...all, type: 'token.created' }, 1, next)).toBeNull();
    expect(await trail.list(newId('ten', randomBytes), all, 1, next)).toBeNull();
    expect(await trail.list(tenantId, all, 1, '2')).toBeNull();
  });

  it('is read in pages that fit into one message, however much its entries say', async () => {
    const tenantId = newId('ten', randomBytes);
    const events = Array.from({ length: 40 }, () => ({ ...eventOf(tenantId), data: { features: ['x'.repeat(30_000)] } }));
    await trail.append(events);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof trail.list>> = await trail.list(tenantId, all, 200, cursor);
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(600_000);
      seen.push(...page!.items.map((entry) => entry.id));
      cursor = page!.next;
    } while (cursor !== null);
    expect(seen).toEqual(events.map((event) => event.id).reverse());
  });

  describe('opened by the code of a denial', () => {
    const start = instant(Date.parse('2026-11-23T10:00:00.000Z'));
    const denialOf = (tenantId: string, denial: string, changes: Partial<Event> = {}): Event => ({
      ...eventOf(tenantId),
      ...{ type: 'request.denied', data: { denial, code: 'not_granted' }, ...changes },
    });

    it('shows the first entry that tells it, to its own tenant', async () => {
      const [tenantId, other] = [newId('ten', randomBytes), newId('ten', randomBytes)];
      const [mine, theirs] = [newId('dny', randomBytes), newId('dny', randomBytes)];
      const first = denialOf(tenantId, mine);
      await trail.append([eventOf(tenantId), first, denialOf(tenantId, mine)]);
      await trail.append([denialOf(other, theirs)]);
      expect(await trail.findDenial(tenantId, mine, start)).toMatchObject({ seq: 2, id: first.id, type: 'request.denied', data: first.data });
      expect(await trail.findDenial(tenantId, theirs, start)).toBeNull();
      expect(await trail.findDenial(other, mine, start)).toBeNull();
      expect(await trail.findDenial(tenantId, newId('dny', randomBytes), start)).toBeNull();
    });

    it('shows nothing older, and nothing that is no denial', async () => {
      const tenantId = newId('ten', randomBytes);
      const [old, other] = [newId('dny', randomBytes), newId('dny', randomBytes)];
      await trail.append([denialOf(tenantId, old), denialOf(tenantId, other, { type: 'token.updated' })]);
      expect(await trail.findDenial(tenantId, old, start)).not.toBeNull();
      expect(await trail.findDenial(tenantId, old, instant(start + 1))).toBeNull();
      expect(await trail.findDenial(tenantId, other, start)).toBeNull();
    });

    it('looks at one row of an index however long the trail is', async () => {
      const tenantId = newId('ten', randomBytes);
      const wanted = newId('dny', randomBytes);
      await trail.append([denialOf(tenantId, newId('dny', randomBytes))]);
      const manyMore = `INSERT INTO entry (tenant_id, seq, event_id, type, source, subject, time, data, denial)
        SELECT tenant_id, n, 'evt_' || n, type, source, subject, time, data, 'dny_' || n FROM entry, generate_series($2::int, $2 + 9999) n WHERE tenant_id = $1 AND seq = 1`;
      await database.inTenant(tenantId, async (tx) => {
        for (let seq = 2; seq < 100_000; seq += 10_000) await tx.query(manyMore, [tenantId, seq]);
        await tx.query('UPDATE trail SET last_seq = 100001 WHERE tenant_id = $1', [tenantId]);
      });
      await trail.append([denialOf(tenantId, wanted)]);
      const plan = await database.inTenant(tenantId, async (tx) => {
        await tx.query('SET LOCAL plan_cache_mode = force_generic_plan');
        return tx.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) ${FIND_DENIAL}`, [tenantId, wanted, new Date(start)]);
      });
      const text = plan.map((row) => row['QUERY PLAN']).join('\n');
      expect(text).toMatch(/Index Scan (?:using|on) entry_denial/);
      expect(text).not.toMatch(/Rows Removed by Filter: [1-9]/);
      expect(await trail.findDenial(tenantId, wanted, start)).toMatchObject({ seq: 100_002 });
    });
  });

  it.each(['UPDATE entry SET type = type', 'DELETE FROM entry', 'TRUNCATE entry', 'ALTER TABLE entry DISABLE TRIGGER ALL', 'DELETE FROM trail'])(
    'cannot be altered by the service that writes it: %s',
    async (statement) => {
      const tenantId = newId('ten', randomBytes);
      await trail.append([eventOf(tenantId)]);
      await expect(database.inTenant(tenantId, (tx) => tx.query(statement))).rejects.toThrow(/permission denied|must be owner/);
    },
  );
});
