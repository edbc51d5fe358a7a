import { LEASE_MS } from '@portcullis/enforcement';
import { granted, shard as asShard } from '@portcullis/kernel';
import { Cell, NAME, owner, shard, tenantId, until, type FakeVerifier } from './authority-for-spec.js';
import { recordChanges } from './change-log.js';
import { MOST_CHANGES_IN_ANSWER } from './histories.js';

let cell: Cell;

beforeEach(async () => {
  cell = await Cell.open();
});

afterEach(() => cell.close());

const other = asShard((shard + 1) % 64);
const requestOf = (verifier: FakeVerifier, n: number, shards: readonly number[]) => ({
  ...{ verifier: verifier.id, name: verifier.name, n },
  shards: shards.map((one) => ({ shard: one, position: verifier.view.positionOf(one as never) })),
});
const row = async () => (await cell.query<{ n: string; applied: object }>('SELECT n, applied FROM lease'))[0]!;

describe('a renewal', () => {
  it('is not answered when a later one of the same verifier was here before', async () => {
    await cell.replica();
    const verifier = await cell.verifier();
    expect(await verifier.ask(requestOf(verifier, 10, [shard]))).toMatchObject({ n: 10 });
    for (const n of [9, 10]) expect(await verifier.ask(requestOf(verifier, n, [shard]), 200)).toBeNull();
    expect((await row()).n).toBe('10');
  });

  it('never makes a verifier follow fewer shards than before', async () => {
    const authority = await cell.replica();
    const verifier = await cell.verifier('gateway-1', [shard, other]);
    await verifier.ask(requestOf(verifier, 1_000, [other]));
    expect(Object.keys((await row()).applied).map(Number).sort()).toEqual([shard, other].sort());
    const change = await cell.change();
    expect(await authority.enforce(owner, [change], false)).toMatchObject({ verifiers: { live: 1, confirmed: 1 } });
  });

  it('is told page by page what came since, and holds only when all of it was told', async () => {
    await cell.replica();
    const verifier = await cell.verifier();
    verifier.silent = true;
    const count = MOST_CHANGES_IN_ANSWER + 100;
    const targets = Array.from({ length: count }, (_, i) => ({ kind: 'token', tenantId, id: `tok_${i}` }) as const);
    await cell.database.commit(tenantId, async (tx) => granted(await recordChanges(tx, NAME, shard, targets)));
    cell.time.advance(LEASE_MS);
    const reply = await verifier.ask(requestOf(verifier, 1_000, [shard]));
    expect(reply!.shards).toMatchObject([{ rev: count, afresh: false, complete: false, changes: { length: MOST_CHANGES_IN_ANSWER } }]);
    expect(verifier.holds()).toBe(false);
    const late = await cell.verifier('gateway-2');
    expect([late.holds(), late.view.positionOf(shard)!.rev]).toEqual([true, count]);
  });

  it('of somebody who was away too long begins anew: what is older than an hour is deleted', async () => {
    await cell.replica();
    const verifier = await cell.verifier();
    await cell.change('tok_1');
    await cell.change('tok_2');
    await cell.change('tok_3');
    const before = verifier.view.positionOf(shard)!;
    const asked = { ...requestOf(verifier, 1_000, []), shards: [{ shard, position: { ...before, rev: 1 } }] };
    expect((await verifier.ask(asked))!.shards).toMatchObject([{ rev: 3, afresh: false, changes: [{ rev: 2 }, { rev: 3 }] }]);
    await old(2);
    await until(async () => {
      cell.time.advance(5_000);
      return (await cell.query('SELECT FROM change')).length === 1;
    });
    expect((await verifier.ask({ ...asked, n: 1_001 }))!.shards).toMatchObject([{ rev: 3, afresh: true, changes: [] }]);
    const since2 = { ...asked, n: 1_002, shards: [{ shard, position: { ...before, rev: 2 } }] };
    expect((await verifier.ask(since2))!.shards).toMatchObject([{ rev: 3, afresh: false, changes: [{ rev: 3 }] }]);
    expect(await cell.last('tok_1')).toBeNull();
  });

  it.each(['not json', '{}', '{"verifier":"0","name":"x","n":1,"shards":[]}'])('that makes no sense is left without an answer, and the next one is answered: %s', async (text) => {
    await cell.replica();
    const verifier = await cell.verifier();
    cell.door.connection.publish(cell.door.subjects.leases(NAME), text);
    expect(await verifier.renew()).not.toBeNull();
  });

  it('hands out no time that is before one that was handed out', async () => {
    await cell.replica();
    const verifier = await cell.verifier();
    await cell.query(`UPDATE cell SET highest_at = now() + interval '1 hour'`);
    const atOf = async (n: number) => {
      const message = await cell.door.connection.request(cell.door.subjects.leases(NAME), JSON.stringify(requestOf(verifier, n, [shard])));
      return Date.parse(message.json<{ at: string }>().at);
    };
    const [first, second] = [await atOf(1_000), await atOf(1_001)];
    expect(first - Date.parse((await cell.query<{ now: Date }>('SELECT now()'))[0]!.now.toISOString())).toBeGreaterThan(3_000_000);
    expect(second).toBeGreaterThanOrEqual(first);
  });
});

describe('a host that keeps calls waiting', () => {
  it('gets no lease for a while after the third time, and is shown so', async () => {
    const authority = await cell.replica();
    const silent = await cell.verifier('gateway-1');
    const awake = await cell.verifier('gateway-2');
    silent.silent = true;
    await cell.query(`INSERT INTO host_strikes (name, struck_at, demotions) VALUES ('gateway-1', ARRAY[now() - interval '20 seconds', now() - interval '10 seconds'], 0)`);
    const told = authority.enforce(owner, [await cell.change()], false);
    await until(() => silent.heard.length > 0);
    let isOver = false;
    void told.then(() => (isOver = true));
    await until(async () => {
      cell.time.advance(100);
      await awake.renew();
      return isOver;
    });
    expect(await told).toMatchObject({ verifiers: { live: 2, confirmed: 1, fenced: 1 } });
    const reply = await cell.door.connection.request(cell.door.subjects.leases(NAME), JSON.stringify(requestOf(silent, 1_000, [shard])));
    expect(reply.json()).toMatchObject({ n: 1_000, shards: [], refusedForMs: expect.any(Number) as number });
    expect(reply.json<{ refusedForMs: number }>().refusedForMs).toBeGreaterThan(5_000);
    expect(await cell.leases()).toEqual([awake.id]);
    const status = await authority.status();
    expect(status).toMatchObject({ shardsServing: 64, waiting: 0, verifiers: [{ name: 'gateway-2', lagRevs: 0 }], refused: [{ name: 'gateway-1' }] });
    expect(JSON.stringify(status)).not.toContain(awake.id);
  });
});

/** As if they had been made two hours ago. Only the owner of the table may say so. */
async function old(upToRev: number): Promise<void> {
  await cell.asOwner(`UPDATE tokens.change SET committed_at = committed_at - interval '2 hours' WHERE rev <= $1`, [upToRev]);
}
