import { CallSlots, type Slot } from './call-slots.js';

const at = (account: string, panel = 'https://panel.example') => ({ panel, account });
const never = new AbortController().signal;
const take = (slots: CallSlots, count: number, account: string): (Slot | null)[] => Array.from({ length: count }, () => slots.take(at(account)));

let slots: CallSlots;
beforeEach(() => {
  slots = new CallSlots({ perPanel: 4, perAccount: 2, waitingPerAccount: 2 });
});

describe('the slots of a panel', () => {
  it('leave room for other accounts, however much one account asks for', () => {
    expect(take(slots, 3, 'alice').map(Boolean)).toEqual([true, true, false]);
    expect(take(slots, 3, 'bob').map(Boolean)).toEqual([true, true, false]);
  });

  it('are no more than its connections, whoever asks', () => {
    for (const account of ['alice', 'bob', 'carol', 'dave']) expect(slots.take(at(account))).not.toBeNull();
    expect(slots.take(at('eve'))).toBeNull();
    expect(slots.take(at('eve', 'https://other.example'))).not.toBeNull();
  });

  it('come back once, however often they are given back', () => {
    const [first] = take(slots, 2, 'alice');
    first!.free();
    first!.free();
    expect(take(slots, 2, 'alice').map(Boolean)).toEqual([true, false]);
  });

  it('go to whoever waited longest and may have one', async () => {
    const [alices] = take(slots, 2, 'alice');
    const [bobs] = take(slots, 2, 'bob');
    const order: string[] = [];
    const waits = ['alice', 'carol', 'dave'].map((account) => slots.wait(at(account), never).then(() => order.push(account)));
    bobs!.free();
    await waits[1];
    expect(order).toEqual(['carol']);
    alices!.free();
    await waits[0];
    expect(order).toEqual(['carol', 'alice']);
  });

  it('are had without waiting where there is room', async () => {
    expect(await slots.wait(at('alice'), never)).not.toBeNull();
  });

  it('are not kept for those who gave up', async () => {
    const [held] = take(slots, 2, 'alice');
    const patience = new AbortController();
    const waiting = slots.wait(at('alice'), patience.signal);
    patience.abort();
    expect(await waiting).toBeNull();
    expect(await slots.wait(at('alice'), patience.signal)).toBeNull();
    held!.free();
    expect(slots.take(at('alice'))).not.toBeNull();
  });

  it('are waited for by a bounded number of each account', async () => {
    const [held] = take(slots, 2, 'alice');
    const waiting = [slots.wait(at('alice'), never), slots.wait(at('alice'), never)];
    expect(await slots.wait(at('alice'), never)).toBeNull();
    held!.free();
    (await waiting[0])!.free();
    expect(await waiting[1]).not.toBeNull();
  });
});
