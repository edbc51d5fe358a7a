import { DEAD_MS } from '@portcullis/enforcement';
import { Fault } from '@portcullis/kernel';
import { Cell, owner, shard, until } from './authority-for-spec.js';
import type { LostHistory } from './recover.js';

let cell: Cell;

beforeEach(async () => {
  cell = await Cell.open();
});

afterEach(() => cell.close());

/** The cell remembers another start of Postgres than this one: as after a restart. */
const restart = () => cell.query(`UPDATE cell SET started_at = started_at - interval '1 second'`);
const counter = async () => (await cell.query<{ epoch: string; rev: string; state: string }>('SELECT epoch, rev, state FROM shard_counter WHERE shard = $1', [shard]))[0]!;
/** Until a higher epoch than this is served. */
const servedAfter = (before: { readonly epoch: string | number }) =>
  until(async () => {
    cell.time.advanceToNext();
    const { epoch, state } = await counter();
    return state === 'serving' && Number(epoch) > Number(before.epoch);
  });

describe('a database that was started anew', () => {
  it('numbers no change and renews no lease before an epoch has begun, and what was lost is back', async () => {
    const before = await counter();
    const changed = await cell.change();
    await restart();
    await expect(cell.change()).rejects.toMatchObject({ name: 'Fault', kind: 'unavailable' });
    const asked: LostHistory[] = [];
    let serve = false;
    await cell.replica({
      recover: async (lost) => {
        asked.push(lost);
        return serve ? cell.serve(lost) : [shard];
      },
    });
    await expect(cell.change()).rejects.toBeInstanceOf(Fault);
    const now = await counter();
    expect(now.state).toBe('recovering');
    expect(BigInt(now.epoch)).toBeGreaterThan(BigInt(before.epoch));
    await until(async () => {
      cell.time.advance(500);
      await cell.leases();
      return asked.length > 0;
    });
    expect(asked[0]).toMatchObject({ epoch: Number(now.epoch) });
    expect(asked[0]!.since.get(shard)).toEqual({ epoch: Number(changed.epoch), rev: Number(changed.rev) });
    serve = true;
    await servedAfter(before);
    expect((await cell.change()).epoch).toBe(now.epoch);
  });

  it('begins one epoch, however many replicas find it so', async () => {
    const before = await counter();
    await restart();
    await Promise.all([cell.replica(), cell.replica(), cell.replica()]);
    const { epoch } = await counter();
    await servedAfter(before);
    await cell.replica();
    expect((await counter()).epoch).toBe(epoch);
  });

  it('leaves calls that wait without an answer that could be wrong; when they come again they wait anew', async () => {
    const authority = await cell.replica();
    const verifier = await cell.verifier();
    verifier.silent = true;
    const change = await cell.change();
    const told = authority.enforce(owner, [change], false);
    await until(() => verifier.heard.length > 0);
    await restart();
    await cell.asOwner('DELETE FROM tokens.lease', []);
    cell.time.advance(300);
    await expect(told).rejects.toMatchObject({ name: 'Fault', kind: 'unavailable' });
    const foundAtMs = cell.time.nowMs();
    await servedAfter(change);
    // The change is there: it was committed. Leases of before may be held that no row tells of.
    let overAtMs: number | null = null;
    const again = authority.enforce(owner, [(await cell.last())!], false).then((receipt) => {
      overAtMs = cell.time.nowMs();
      return receipt;
    });
    await until(async () => {
      await cell.leases();
      if (overAtMs === null) cell.time.advance(100);
      return overAtMs !== null;
    });
    expect(overAtMs! - foundAtMs).toBeGreaterThanOrEqual(DEAD_MS);
    expect(await again).toMatchObject({ pending: false, parts: [{ rev: change.rev }] });
  });

  it('makes what verifiers know stale, and they go on with what it tells', async () => {
    await cell.replica();
    const verifier = await cell.verifier();
    const before = verifier.view.positionOf(shard)!;
    await restart();
    expect(await verifier.renew(200)).toBeNull();
    await servedAfter(before);
    await verifier.renew();
    expect(verifier.view.positionOf(shard)!.epoch).toBeGreaterThan(before.epoch);
    expect(verifier.holds()).toBe(true);
  });
});

describe('a verifier that is ahead of its cell', () => {
  it('is granted nothing: history was lost, and an epoch above all that was seen begins', async () => {
    const asked: LostHistory[] = [];
    await cell.replica({
      recover: async (lost) => {
        asked.push(lost);
        return cell.serve(lost);
      },
    });
    const verifier = await cell.verifier();
    const { epoch } = verifier.view.positionOf(shard)!;
    const ahead = { epoch: epoch + 1_000_000_000_000, rev: 7 };
    const request = { verifier: verifier.id, name: 'gateway-1', n: 1_000, shards: [{ shard, position: ahead }] };
    expect(await verifier.ask(request, 200)).toBeNull();
    await until(async () => BigInt((await counter()).epoch) > BigInt(ahead.epoch));
    await servedAfter(ahead);
    expect(asked[0]!.seen.get(shard)).toEqual(ahead);
    const reply = await verifier.ask({ ...request, n: 1_001 });
    expect(reply!.shards).toMatchObject([{ shard, afresh: true, changes: [], complete: true }]);
  });
});
