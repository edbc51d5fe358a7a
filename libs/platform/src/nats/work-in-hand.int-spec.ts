import { Fault } from '@portcullis/kernel';
import { silent } from '../nats-client/broker-for-spec.js';
import { connectNats, createRpcClient } from '../nats-client/index.js';
import { newId } from '../runtime/index.js';
import { hold, Probe, probe, probeWorld, scopeOf, serve, settle, wait, waitAgain, type ProbeWorld } from './probe-for-spec.js';

const HELLO = { say: 'hello', note: null };
const DONE = { ok: true, value: { done: true } };

describe('calls in hand', () => {
  let world: ProbeWorld;

  beforeAll(async () => {
    world = await probeWorld();
  });

  afterAll(() => world?.dispose());

  beforeEach(() => hold.reset());

  /** `done`, or the kind of fault. */
  const outcomeOf = (tenantId: string): Promise<string> =>
    world.client.call(wait, {}, scopeOf(tenantId)).then(
      () => 'done',
      (fault: Fault) => fault.kind,
    );

  it('are bounded: what is too much is refused at once, while those in hand succeed', async () => {
    const outcomes = Array.from({ length: 300 }, (_, i) => outcomeOf(`ten_${i % 10}`));
    expect(await firstOf(outcomes, 44)).toEqual(Array(44).fill('overloaded'));
    expect(hold.begun).toBe(256);
    hold.release.open();
    const all = await Promise.all(outcomes);
    expect(all.filter((outcome) => outcome === 'done')).toHaveLength(256);
    expect(await world.client.call(probe, HELLO, scopeOf())).toMatchObject({ ok: true });
  });

  it('of one tenant never take the slots of the others', async () => {
    const outcomes = Array.from({ length: 80 }, () => outcomeOf('ten_greedy'));
    expect(await firstOf(outcomes, 16)).toEqual(Array(16).fill('overloaded'));
    expect(await world.client.call(probe, HELLO, scopeOf('ten_modest'))).toMatchObject({ ok: true });
    hold.release.open();
    const all = await Promise.all(outcomes);
    expect(all.filter((outcome) => outcome === 'done')).toHaveLength(64);
  });

  it('that wait for others leave their slots, and are answered all the same', async () => {
    const settled: Promise<unknown>[] = [];
    while (settled.length < 300) {
      settled.push(...Array.from({ length: 60 }, () => world.client.call(settle, {}, scopeOf())));
      await hold.reached(settled.length);
    }
    expect(await world.client.call(probe, HELLO, scopeOf())).toMatchObject({ ok: true });
    hold.release.open();
    expect(await Promise.all(settled)).toEqual(Array(300).fill(DONE));
  });

  it.each([
    { fault: new Fault('it is unknown', 'unavailable'), kind: 'unavailable' },
    { fault: new Error('SELECT hunter2'), kind: 'broken' },
  ])('that wait for others in vain are told so: $kind', async ({ fault, kind }) => {
    hold.fault = fault;
    const settled = world.client.call(settle, {}, scopeOf()).catch((error: unknown) => error);
    hold.release.open();
    expect(await settled).toMatchObject({ name: 'Fault', kind });
  });

  it('make an idempotent call wait a moment and try once more', async () => {
    const first = Array.from({ length: 64 }, () => world.client.call(wait, {}, scopeOf()));
    await hold.reached(64);
    const again = world.client.call(waitAgain, {}, scopeOf());
    // Sent after it and answered: so the first attempt has met full slots.
    await world.client.call(probe, HELLO, scopeOf('ten_other'));
    expect(hold.begun).toBe(64);
    hold.release.open();
    await Promise.all(first);
    expect(await again).toEqual(DONE);
  });

  it('are finished before a service ends, while new ones go elsewhere', async () => {
    const door = await connectNats({ url: world.url, name: 'leaving', subjectPrefix: newId('req'), log: silent });
    const client = createRpcClient(door);
    const leaving = await serve([Probe], door, silent);
    const inHand = [client.call(wait, {}, scopeOf()), client.call(settle, {}, scopeOf())];
    await hold.reached(2);
    let ended = false;
    const closed = leaving.close().then(() => (ended = true));
    expect(await firstFault(() => client.call(probe, HELLO, scopeOf()))).toMatchObject({ kind: 'unavailable' });
    await door.flush();
    await door.flush();
    expect(ended).toBe(false);
    hold.release.open();
    expect(await Promise.all(inHand)).toEqual([DONE, DONE]);
    await closed;
    expect(door.isUp()).toBe(true);
    await door.drain();
  });
});

/** The first `count` outcomes to arrive. */
function firstOf<T>(outcomes: readonly Promise<T>[], count: number): Promise<T[]> {
  return new Promise((resolve) => {
    const arrived: T[] = [];
    for (const outcome of outcomes) {
      void outcome.then((value) => {
        arrived.push(value);
        if (arrived.length === count) resolve(arrived);
      });
    }
  });
}

/** Asks until there is no answer. */
async function firstFault(ask: () => Promise<unknown>): Promise<Fault> {
  for (;;) {
    const outcome = await ask().catch((error: unknown) => error);
    if (outcome instanceof Fault) return outcome;
  }
}
