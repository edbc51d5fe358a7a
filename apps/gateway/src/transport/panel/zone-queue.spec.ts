import * as fc from 'fast-check';
import { zoneAt, ZoneQueue, type Turn } from './zone-queue.js';

const never = new AbortController().signal;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let queue: ZoneQueue;
beforeEach(() => {
  queue = new ZoneQueue({ waitingPerHolder: 2, waiting: 3 });
});

/** Where a turn is to come: told when it does. */
function waiting(zones: string[], until = never, holder = 'one'): { came: () => Turn | null | undefined; turn: Promise<Turn | null> } {
  let came: Turn | null | undefined;
  const turn = queue.enter(zones, holder, until);
  void turn.then((one) => (came = one));
  return { came: () => came, turn };
}

describe('the edits of a zone', () => {
  it('take turns, in the order in which they came', async () => {
    const first = await queue.enter(['a'], 'one', never);
    const [second, third] = [waiting(['a']), waiting(['a'])];
    await settled();
    expect([second.came(), third.came()]).toEqual([undefined, undefined]);
    first!.end();
    await settled();
    expect([second.came(), third.came()]).toEqual([expect.anything(), undefined]);
    second.came()!.end();
    expect(await third.turn).not.toBeNull();
  });

  it('wait for no other zone, nor for one of that name at another panel', async () => {
    await queue.enter([zoneAt('https://one.example', 'a.example')], 'one', never);
    expect(await queue.enter([zoneAt('https://one.example', 'b.example')], 'one', never)).not.toBeNull();
    expect(await queue.enter([zoneAt('https://two.example', 'a.example')], 'one', never)).not.toBeNull();
  });

  it('end once, however often that is said', async () => {
    const first = await queue.enter(['a'], 'one', never);
    const [second, third] = [waiting(['a']), waiting(['a'])];
    first!.end();
    first!.end();
    await settled();
    expect([second.came(), third.came()]).toEqual([expect.anything(), undefined]);
  });

  it('are not kept back by those who gave up', async () => {
    const first = await queue.enter(['a'], 'one', never);
    const patience = new AbortController();
    const [second, third] = [waiting(['a'], patience.signal), waiting(['a'])];
    patience.abort();
    expect(await second.turn).toBeNull();
    expect(await queue.enter(['a'], 'one', patience.signal)).toBeNull();
    first!.end();
    expect(await third.turn).not.toBeNull();
  });

  it('wait in bounded numbers of each holder and in all', async () => {
    const first = await queue.enter(['a'], 'one', never);
    await queue.enter(['b'], 'one', never);
    const waits = [waiting(['a']), waiting(['b']), waiting(['b'], never, 'two')];
    expect(await queue.enter(['a'], 'one', never)).toBeNull();
    expect(await queue.enter(['b'], 'two', never)).toBeNull();
    first!.end();
    await waits[0]!.turn;
    expect(waiting(['b'], never, 'two').came()).toBeUndefined();
  });

  it('come to each holder in turn, however many one of them sends', async () => {
    queue = new ZoneQueue({ waitingPerHolder: 3, waiting: 9 });
    const order: string[] = [];
    const first = await queue.enter(['a'], 'one', never);
    const edits = ['one', 'one', 'one', 'two', 'two', 'three'].map(async (holder) => {
      const turn = await queue.enter(['a'], holder, never);
      order.push(holder);
      turn!.end();
    });
    expect(await queue.enter(['a'], 'one', never)).toBeNull();
    first!.end();
    await Promise.all(edits);
    expect(order).toEqual(['one', 'two', 'three', 'one', 'two', 'one']);
  });

  it('of several zones at once hold none of them when they cannot have all', async () => {
    const b = await queue.enter(['b'], 'one', never);
    const patience = new AbortController();
    const both = waiting(['b', 'a', 'b'], patience.signal);
    await settled();
    patience.abort();
    expect(await both.turn).toBeNull();
    expect(await queue.enter(['a'], 'one', never)).not.toBeNull();
    b!.end();
    expect(await queue.enter(['b'], 'one', never)).not.toBeNull();
  });
});

it('whatever edits which zones in whatever order, no two edit the same one, and all come to an end', async () => {
  const edit = fc.record({ holder: fc.constantFrom('one', 'two', 'three'), zones: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }), givesUp: fc.boolean(), turns: fc.nat(3) });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { maxLength: 25 }), async (edits) => {
      queue = new ZoneQueue({ waitingPerHolder: 100, waiting: 100 });
      const edited = new Set<string>();
      const runs = edits.map(async ({ holder, zones, givesUp, turns }) => {
        const patience = new AbortController();
        if (givesUp) setImmediate(() => patience.abort());
        const turn = await queue.enter(zones, holder, patience.signal);
        if (!turn) return expect(givesUp).toBe(true);
        for (const zone of new Set(zones)) {
          expect(edited.has(zone)).toBe(false);
          edited.add(zone);
        }
        for (let round = 0; round < turns; round++) await settled();
        for (const zone of zones) edited.delete(zone);
        turn.end();
      });
      await Promise.all(runs);
      expect((queue as unknown as { zones: Map<string, unknown>; waitingOf: Map<string, number>; waiting: number })).toMatchObject({ zones: new Map(), waitingOf: new Map(), waiting: 0 });
    }),
    { numRuns: 100 },
  );
});
