import { WorkInHand } from './work-in-hand.js';

describe('work in hand', () => {
  it('never exceeds the bound in all, and a slot given back can be taken again', () => {
    const work = new WorkInHand({ total: 2, perTenant: 2 });
    expect([work.take('a'), work.take('b'), work.take('c')]).toEqual([true, true, false]);
    work.giveBack('a');
    expect(work.take('c')).toBe(true);
  });

  it('leaves room for others when one tenant asks for everything', () => {
    const work = new WorkInHand({ total: 10, perTenant: 3 });
    expect(Array.from({ length: 5 }, () => work.take('greedy'))).toEqual([true, true, true, false, false]);
    expect(work.take('modest')).toBe(true);
    work.giveBack('greedy');
    expect(work.take('greedy')).toBe(true);
  });

  it('is idle at once when empty, otherwise when the last slot comes back', async () => {
    const work = new WorkInHand({ total: 2, perTenant: 2 });
    await work.idle();
    work.take('a');
    work.take('a');
    let idle = false;
    const waiting = work.idle().then(() => (idle = true));
    work.giveBack('a');
    await Promise.resolve();
    expect(idle).toBe(false);
    work.giveBack('a');
    await waiting;
    expect(work.count).toBe(0);
  });
});
