import { shard, type Shard } from '@portcullis/kernel';
import { DEAD_MS, type Change, type LeaseRow, type Position } from './terms.js';
import { Waits } from './waits.js';

const S = shard(1);
const T = shard(2);
const change = (rev: number, at: Shard = S): Change => ({ shard: at, epoch: 5, rev, target: `token/ten_a/tok_${rev}` });
const position = (rev: number, epoch = 5): Position => ({ epoch, rev });
const row = (verifier: string, n: number, rev: number | null, at: Shard = S): LeaseRow => ({
  verifier,
  name: `host-${verifier}`,
  n,
  applied: new Map([[at, rev === null ? null : position(rev)]]),
});

/** Committed at 0 as rev 11, and the leases read: they arrived at 1. */
function waiting(...rows: LeaseRow[]): Waits {
  const waits = new Waits();
  waits.committed('one', [change(11)], 0);
  expect(waits.next(0)).toEqual({ broadcast: [change(11)], readRows: 1, settled: [] });
  waits.rowsRead(1, rows, 1);
  return waits;
}

const settledAt = (waits: Waits, ms: number) => waits.next(ms).settled.map(({ id, settlement }) => ({ id, ...settlement }));

describe('a call that takes power away', () => {
  it('tells every verifier at once and asks who holds a lease, after it has committed', () => {
    const waits = new Waits();
    waits.committed('one', [change(11)], 0);
    expect(waits.nextMs()).toBeLessThanOrEqual(0);
    expect(waits.next(0)).toEqual({ broadcast: [change(11)], readRows: 1, settled: [] });
    expect(waits.next(1)).toEqual({ broadcast: [], readRows: null, settled: [] });
  });

  it('is over at once where nobody holds a lease', () => {
    expect(settledAt(waiting(), 1)).toEqual([{ id: 'one', live: 0, confirmed: 0, fenced: [], slow: [], durationMs: 1 }]);
  });

  it('is over when all that hold one have confirmed', () => {
    const waits = waiting(row('a', 1, 10), row('b', 1, 10));
    waits.confirmed('a', S, position(11));
    expect(settledAt(waits, 2)).toEqual([]);
    waits.confirmed('b', S, position(10));
    expect(settledAt(waits, 2)).toEqual([]);
    waits.confirmed('b', S, position(12));
    expect(settledAt(waits, 3)).toEqual([{ id: 'one', live: 2, confirmed: 2, fenced: [], slow: [], durationMs: 3 }]);
    expect([waits.count, waits.nextMs()]).toEqual([0, Infinity]);
  });

  it('counts what was said before the leases were read', () => {
    const waits = new Waits();
    waits.committed('one', [change(11)], 0);
    waits.next(0);
    waits.confirmed('a', S, position(11));
    waits.rowsRead(1, [row('a', 1, 10)], 1);
    expect(settledAt(waits, 1)).toMatchObject([{ confirmed: 1 }]);
  });

  it('does not believe somebody who holds no lease in place of somebody who does', () => {
    const waits = waiting(row('a', 1, 10));
    waits.confirmed('somebody else', S, position(99));
    waits.confirmed('a', T, position(99));
    expect(settledAt(waits, 2)).toEqual([]);
  });

  it('waits for who says nothing until that lease is dead, by this clock, and has it fenced', () => {
    const waits = waiting(row('a', 7, 10), row('b', 3, 10));
    waits.confirmed('b', S, position(11));
    expect(waits.next(DEAD_MS).settled).toEqual([]);
    expect(settledAt(waits, 1 + DEAD_MS)).toEqual([
      { id: 'one', live: 2, confirmed: 1, fenced: [{ verifier: 'a', name: 'host-a', n: 7 }], slow: [], durationMs: 1 + DEAD_MS },
    ]);
  });

  it('fences nobody who has renewed since: the change came with the renewal', () => {
    const waits = waiting(row('a', 7, 10));
    waits.next(400);
    waits.rowsRead(2, [row('a', 8, 10)], 401);
    expect(settledAt(waits, 1 + DEAD_MS)).toMatchObject([{ live: 1, confirmed: 1, fenced: [], slow: ['host-a'] }]);
  });

  it('hears by a lease, too, who has applied it, and tells who was heard by no other way', () => {
    const waits = waiting(row('a', 7, 10), row('b', 3, 10));
    waits.confirmed('b', S, position(11));
    expect(waits.next(300).readRows).toBe(2);
    waits.rowsRead(2, [row('a', 8, 11), row('b', 4, 11)], 301);
    expect(settledAt(waits, 301)).toMatchObject([{ live: 2, confirmed: 2, fenced: [], slow: ['host-a'] }]);
  });

  it('holds nothing against who had applied it when the leases were first read: a repeat comes long after', () => {
    expect(settledAt(waiting(row('a', 7, 11), row('b', 3, 40)), 1)).toMatchObject([{ live: 2, confirmed: 2, fenced: [], slow: [] }]);
  });

  it('waits no more for who gave its lease back, or was fenced by somebody else', () => {
    const waits = waiting(row('a', 7, 10));
    waits.next(300);
    waits.rowsRead(2, [], 301);
    expect(settledAt(waits, 301)).toMatchObject([{ live: 1, confirmed: 1, fenced: [] }]);
  });

  it('does not wait for who came later: it was told with its first lease', () => {
    const waits = waiting(row('a', 7, 10));
    waits.next(300);
    waits.rowsRead(2, [row('a', 8, 10), row('late', 1, null)], 301);
    waits.confirmed('a', S, position(11));
    expect(settledAt(waits, 302)).toMatchObject([{ live: 1, confirmed: 1 }]);
  });

  it('does not wait for who follows other shards', () => {
    expect(settledAt(waiting(row('a', 7, 10, T)), 1)).toMatchObject([{ live: 0 }]);
  });

  it('waits for who follows the shard but knows nothing of it yet', () => {
    expect(settledAt(waiting(row('a', 7, null)), 1)).toEqual([]);
  });

  it('in several shards waits for all of them, of each verifier those that it follows', () => {
    const waits = new Waits();
    waits.committed('one', [change(11), change(4, T)], 0);
    waits.next(0);
    const both: LeaseRow = { verifier: 'a', name: 'host-a', n: 1, applied: new Map([[S, position(10)], [T, position(3)]]) };
    waits.rowsRead(1, [both, row('b', 1, 3, T)], 1);
    waits.confirmed('a', S, position(11));
    waits.confirmed('b', T, position(4));
    expect(settledAt(waits, 2)).toEqual([]);
    waits.confirmed('a', T, position(4));
    expect(settledAt(waits, 2)).toMatchObject([{ live: 2, confirmed: 2 }]);
  });

  it('tells again after 20, 60 and 180 ms, and then leaves it to the renewals', () => {
    const waits = waiting(row('a', 1, 10));
    const told: number[] = [];
    for (let ms = 1; ms < 2_000; ms++) if (waits.next(ms).broadcast.length > 0) told.push(ms);
    expect(told).toEqual([20, 60, 180]);
  });

  it('tells once for all the times that went by while the process stood still', () => {
    const waits = waiting(row('a', 1, 10));
    expect(waits.next(1_000).broadcast).toEqual([change(11)]);
    expect(waits.next(1_001).broadcast).toEqual([]);
  });

  it('asks again who holds a lease when no answer has come', () => {
    const waits = new Waits();
    waits.committed('one', [change(11)], 0);
    expect(waits.next(0).readRows).toBe(1);
    expect(waits.next(299).readRows).toBeNull();
    expect(waits.next(300).readRows).toBe(2);
  });

  it('says when it has something to do again', () => {
    const waits = waiting(row('a', 1, 10));
    expect(waits.nextMs()).toBe(20);
    waits.next(180);
    expect(waits.nextMs()).toBe(300);
    waits.confirmed('a', S, position(11));
    expect(waits.nextMs()).toBe(0);
  });
});

describe('calls that wait at once', () => {
  it('never take the list of one that committed earlier: it may lack who has read the old fact since', () => {
    const waits = new Waits();
    waits.committed('one', [change(11)], 0);
    expect(waits.next(0).readRows).toBe(1);
    waits.committed('two', [change(12)], 0);
    expect(waits.next(0).readRows).toBe(2);
    waits.rowsRead(1, [], 1);
    expect(settledAt(waits, 1)).toMatchObject([{ id: 'one' }]);
    waits.rowsRead(2, [row('a', 1, 10)], 2);
    expect(settledAt(waits, 2)).toEqual([]);
    waits.confirmed('a', S, position(12));
    expect(settledAt(waits, 3)).toMatchObject([{ id: 'two', live: 1 }]);
  });

  it('share one read of the leases that begins after all of them', () => {
    const waits = new Waits();
    waits.committed('one', [change(11)], 0);
    waits.committed('two', [change(12)], 0);
    expect(waits.next(0)).toEqual({ broadcast: [change(11), change(12)], readRows: 1, settled: [] });
    waits.rowsRead(1, [row('a', 1, 10)], 1);
    waits.confirmed('a', S, position(12));
    expect(settledAt(waits, 1).map(({ id }) => id)).toEqual(['one', 'two']);
  });

  it('are not confused by reads that come back in another order', () => {
    const waits = new Waits();
    waits.committed('one', [change(11)], 0);
    waits.next(0);
    waits.committed('two', [change(12)], 0);
    waits.next(0);
    waits.rowsRead(2, [row('a', 4, 10)], 1);
    waits.rowsRead(1, [row('a', 3, 10)], 2);
    expect(settledAt(waits, 2)).toEqual([]);
    expect(settledAt(waits, 1 + DEAD_MS)).toMatchObject([{ id: 'one', fenced: [{ n: 4 }] }, { id: 'two', fenced: [{ n: 4 }] }]);
  });

  it('count what a verifier has said once for all of them', () => {
    const waits = waiting(row('a', 1, 10));
    waits.confirmed('a', S, position(15));
    settledAt(waits, 2);
    waits.committed('two', [change(12)], 2);
    const { readRows } = waits.next(2);
    waits.rowsRead(readRows!, [row('a', 1, 10)], 3);
    expect(settledAt(waits, 3)).toMatchObject([{ id: 'two', confirmed: 1, slow: [] }]);
  });

  it('forget what was said by who is not there any more', () => {
    const waits = waiting(row('a', 1, 10));
    waits.confirmed('a', S, position(15));
    settledAt(waits, 2);
    waits.committed('two', [change(12)], 2);
    waits.rowsRead(waits.next(2).readRows!, [], 3);
    settledAt(waits, 3);
    waits.committed('three', [change(13)], 4);
    waits.rowsRead(waits.next(4).readRows!, [row('a', 9, 10)], 5);
    expect(settledAt(waits, 5)).toEqual([]);
  });
});

describe('when history may have been lost', () => {
  it('nothing settles before every lease from before is dead, confirmed or not', () => {
    const waits = new Waits();
    waits.epochBegan(100);
    waits.committed('one', [change(11)], 150);
    waits.next(150);
    waits.rowsRead(1, [], 151);
    expect(waits.next(99 + DEAD_MS).settled).toEqual([]);
    expect(waits.nextMs()).toBeLessThanOrEqual(100 + DEAD_MS);
    expect(settledAt(waits, 100 + DEAD_MS)).toMatchObject([{ id: 'one', live: 0 }]);
  });

  it('a repeat that finds no change to wait for waits for that, too', () => {
    const waits = new Waits();
    waits.epochBegan(100);
    waits.committed('one', [], 150);
    expect(waits.next(150)).toEqual({ broadcast: [], readRows: 1, settled: [] });
    waits.rowsRead(1, [row('a', 1, 3)], 151);
    expect(waits.next(152).settled).toEqual([]);
    expect(settledAt(waits, 100 + DEAD_MS)).toMatchObject([{ id: 'one' }]);
  });

  it('who is in a higher epoch has let go of everything older', () => {
    const waits = waiting(row('a', 1, 10));
    waits.confirmed('a', S, position(0, 6));
    expect(settledAt(waits, 2)).toMatchObject([{ confirmed: 1 }]);
  });

  it('calls that wait end without an answer, and what was said counts no more', () => {
    const waits = waiting(row('a', 1, 10));
    waits.confirmed('b', S, position(50));
    expect(waits.abandon()).toEqual(['one']);
    expect([waits.count, waits.nextMs()]).toEqual([0, Infinity]);
    waits.committed('two', [change(12)], 10);
    waits.rowsRead(waits.next(10).readRows!, [row('b', 1, 10)], 11);
    expect(settledAt(waits, 11)).toEqual([]);
  });
});
