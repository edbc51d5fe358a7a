import { WorkInHand } from './work-in-hand.js';

describe('work in hand', () => {
  it('never exceeds the bound in all, and a slot given back can be taken again', () => {
    const work = new WorkInHand({ total: 2, perTenant: 2, settling: 1 });
    const [a, b, c] = [work.take('a'), work.take('b'), work.take('c')];
    expect([a !== null, b !== null, c]).toEqual([true, true, null]);
    a!.giveBack();
    expect(work.take('c')).not.toBeNull();
  });

  it('leaves room for others when one tenant asks for everything', () => {
    const work = new WorkInHand({ total: 10, perTenant: 3, settling: 1 });
    const slots = Array.from({ length: 5 }, () => work.take('greedy'));
    expect(slots.map((slot) => slot !== null)).toEqual([true, true, true, false, false]);
    expect(work.take('modest')).not.toBeNull();
    slots[0]!.giveBack();
    expect(work.take('greedy')).not.toBeNull();
  });

  it('leaves a slot to others while an answer is waited for, of the same tenant too', () => {
    const work = new WorkInHand({ total: 1, perTenant: 1, settling: 5 });
    const first = work.take('a')!;
    first.settle();
    const second = work.take('a')!;
    expect([second !== null, work.take('b')]).toEqual([true, null]);
    first.giveBack();
    expect(work.take('b')).toBeNull();
    second.giveBack();
    expect(work.take('b')).not.toBeNull();
  });

  it('keeps the slots of those that would be too many to wait for', () => {
    const work = new WorkInHand({ total: 2, perTenant: 2, settling: 1 });
    const slots = [work.take('a')!, work.take('a')!];
    for (const slot of slots) slot.settle();
    expect([work.take('b') !== null, work.take('b')]).toEqual([true, null]);
    slots[1]!.giveBack();
    expect(work.take('b')).not.toBeNull();
    expect(work.count).toBe(3);
  });

  it('is idle at once when empty, otherwise when the last call is answered', async () => {
    const work = new WorkInHand({ total: 2, perTenant: 2, settling: 1 });
    await work.idle();
    const slots = [work.take('a')!, work.take('a')!];
    let idle = false;
    const waiting = work.idle().then(() => (idle = true));
    slots[0]!.giveBack();
    slots[1]!.settle();
    await Promise.resolve();
    expect(idle).toBe(false);
    slots[1]!.giveBack();
    await waiting;
    expect(work.count).toBe(0);
  });
});
