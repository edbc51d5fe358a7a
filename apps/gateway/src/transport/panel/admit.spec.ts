import { PassThrough } from 'node:stream';
import { replies, type PanelReply } from '@portcullis/cpanel';
import { granted, refused, type Result } from '@portcullis/kernel';
import type { Forward } from '../../use-cases/panel-asked.js';
import type { PresentedToken } from '../../use-cases/presented-token.js';
import type { Spent } from '../../use-cases/spend-allowance.js';
import { admit, type Admitted, type Examiners } from './admit.js';
import { CallSlots } from './call-slots.js';
import { HeldBody } from './held-body.js';
import { UpstreamGate } from './upstream-gate.js';
import { ZoneQueue } from './zone-queue.js';

const credential = { panelUrl: 'https://panel.example/base', header: { name: 'authorization', value: 'cpanel alice:x' }, holder: 'acc_alice', tenant: 'ten_one', panel: 'https://panel.example', name: 'one' } as const;
const good: Forward = { verdict: 'forward', accounts: [], presented: {} as PresentedToken, calls: [], credential, once: [], readFirst: false };
const live = { verdict: 'live', presented: {} as PresentedToken } as const;
const revoked: PanelReply = replies.badCredentials('execute');
const busy = replies.busy(null);
const place = { panel: 'https://panel.example', account: 'acc_alice' };
const noBody = () => new HeldBody(undefined);

let slots: CallSlots;
let gate: UpstreamGate;
let zones: ZoneQueue;
let now: Forward | PanelReply;
let judgements: number;
let paid: Result<Spent, PanelReply>;
let inPurse: number;
let edits: string[];
const judge: Examiners['judge'] = async (_paid, ready) => {
  judgements++;
  return ready || 'status' in now ? now : live;
};
const pay = async () => {
  if (paid.ok) inPurse--;
  return paid;
};
const take: Examiners['take'] = async (judged) => judged;
const free = (judging: Examiners['judge']): Examiners => ({
  ...{ judge: judging, pay, take, edits: () => edits, busy: () => busy },
  unreadable: () => replies.malformed(null, 400),
  upstreamRefused: () => replies.upstreamRefusedGateway(null),
});
const enter = (body: HeldBody, examiners: Examiners) => admit(body, { slots, gate, zones }, examiners);

beforeEach(() => {
  slots = new CallSlots({ perPanel: 1, perAccount: 1, waitingPerAccount: 8 });
  gate = new UpstreamGate({ elapsedMs: () => 0, waitingPerPanel: 8, longestTrialMs: 60_000 });
  zones = new ZoneQueue({ waitingPerHolder: 8, waiting: 8 });
  edits = [];
  now = good;
  judgements = 0;
  inPurse = 1;
  paid = granted({ limits: [], waited: false, giveBack: () => void inPurse++ });
});

describe('a call to the panel', () => {
  it('is judged once when nothing holds it up, and has a slot', async () => {
    expect(await enter(noBody(), free(judge))).toMatchObject({ to: good });
    expect(judgements).toBe(1);
    expect(slots.take(place)).toBeNull();
  });

  it('takes what grants for one call it rests on last of all, and is what it was judged to be then', async () => {
    const settled: Forward = { ...good, once: [{ operation: 'DNS::parse_zone', once: true }] };
    const order: string[] = [];
    const examiners = { ...free(judge), pay: async () => (order.push('pay'), pay()), take: async () => (order.push('take'), settled) };
    paid = granted({ limits: [], waited: true, giveBack: () => void inPurse++ });
    expect(await enter(noBody(), examiners)).toMatchObject({ to: settled });
    expect([order, judgements]).toEqual([['pay', 'take'], 2]);
  });

  it('that comes too late for such a grant is answered, holds nothing and pays nothing', async () => {
    expect(await enter(noBody(), { ...free(judge), take: async () => revoked })).toEqual(revoked);
    expect(slots.take(place)).not.toBeNull();
    expect(inPurse).toBe(1);
    const elsewhere: Forward = { ...good, credential: { ...credential, name: 'other' } };
    expect(await enter(noBody(), { ...free(judge), take: async () => elsewhere })).toEqual(busy);
  });

  it('takes nothing yet when something is read first', async () => {
    now = { ...good, readFirst: true };
    expect(await enter(noBody(), { ...free(judge), take: async () => revoked })).toMatchObject({ to: now });
  });

  it('whose body comes after a revoke is refused', async () => {
    const stream = new PassThrough();
    const admission = enter(new HeldBody(stream), free(judge));
    stream.write('a=1');
    now = revoked;
    stream.end();
    expect(await admission).toEqual(revoked);
    expect(slots.take(place)).not.toBeNull();
  });

  it('whose large body comes in full after a revoke is refused', async () => {
    const stream = new PassThrough();
    const admission = enter(new HeldBody(stream), free(async (hasPaid, ready) => {
      const judged = await judge(hasPaid, ready);
      // The first judgement lets the rest be read; the revoke comes between.
      now = revoked;
      stream.end();
      return judged;
    }));
    stream.write(Buffer.alloc(70_000));
    expect(await admission).toEqual(revoked);
    expect(judgements).toBe(2);
  });

  it('of a stranger is not read beyond its beginning', async () => {
    now = revoked;
    const stream = new PassThrough();
    stream.write(Buffer.alloc(70_000));
    expect(await enter(new HeldBody(stream), free(judge))).toEqual(revoked);
  });

  it('that waited behind a full panel is refused when a revoke came before its turn, and keeps no slot', async () => {
    const held = slots.take(place)!;
    const admission = enter(noBody(), free(async (hasPaid, ready) => {
      const judged = await judge(hasPaid, ready);
      if (judgements === 1) setImmediate(() => held.free());
      now = revoked;
      return judged;
    }));
    expect(await admission).toEqual(revoked);
    expect(judgements).toBe(2);
    expect(slots.take(place)).not.toBeNull();
  });

  it('keeps no slot when the judgement after the wait fails', async () => {
    const held = slots.take(place)!;
    const admission = enter(noBody(), free(async () => {
      if (++judgements === 2) throw new Error('an authority is away');
      setImmediate(() => held.free());
      return good;
    }));
    await expect(admission).rejects.toThrow('away');
    expect(slots.take(place)).not.toBeNull();
  });

  it('that is too many is told so, unsent', async () => {
    slots = new CallSlots({ perPanel: 1, perAccount: 1, waitingPerAccount: 0 });
    const first = (await enter(noBody(), free(judge))) as Admitted;
    expect(await enter(noBody(), free(judge))).toEqual(busy);
    first.release();
    expect(await enter(noBody(), free(judge))).toMatchObject({ to: good });
  });

  it('whose client leaves in the middle of its body is not judged at all', async () => {
    const stream = new PassThrough();
    const admission = enter(new HeldBody(stream), free(judge));
    stream.destroy(new Error('aborted'));
    expect(await admission).toMatchObject({ status: 400 });
    expect(judgements).toBe(0);
  });

  it('pays once, however often it is judged', async () => {
    const held = slots.take(place)!;
    const told: boolean[] = [];
    const admission = enter(noBody(), free(async (hasPaid) => {
      told.push(hasPaid);
      setImmediate(() => held.free());
      return good;
    }));
    expect(await admission).toMatchObject({ to: good });
    expect({ told, inPurse }).toEqual({ told: [false, true], inPurse: 0 });
  });

  it('is judged again when what it pays with had to be fetched first', async () => {
    paid = granted({ limits: [], waited: true, giveBack: () => void inPurse++ });
    const admission = enter(noBody(), free(async (hasPaid, ready) => {
      const judged = await judge(hasPaid, ready);
      now = revoked;
      return judged;
    }));
    expect(await admission).toEqual(revoked);
    expect(slots.take(place)).not.toBeNull();
  });

  it('that cannot pay is answered, and takes no slot', async () => {
    paid = refused(replies.denied(null, 'Enough.'));
    expect(await enter(noBody(), free(judge))).toEqual(replies.denied(null, 'Enough.'));
    expect(judgements).toBe(1);
    expect(slots.take(place)).not.toBeNull();
  });

  it.each([['a revoke came meanwhile', revoked, 8], ['too many wait', good, 0]] as const)('gets back what it paid when %s', async (_, then, waitingPerAccount) => {
    slots = new CallSlots({ perPanel: 1, perAccount: 1, waitingPerAccount });
    const held = slots.take(place)!;
    const admission = enter(noBody(), free(async (hasPaid, ready) => {
      const judged = await judge(hasPaid, ready);
      setImmediate(() => held.free());
      now = then;
      return judged;
    }));
    expect(await admission).toHaveProperty('status');
    expect(inPurse).toBe(1);
  });

  it('waits for edits of the same zone, and is judged again after them', async () => {
    edits = ['zone example.com'];
    slots = new CallSlots({ perPanel: 2, perAccount: 2, waitingPerAccount: 8 });
    const first = (await enter(noBody(), free(judge))) as Admitted;
    const second = enter(noBody(), free(judge));
    now = revoked;
    first.release();
    expect(await second).toEqual(revoked);
    now = good;
    expect(await enter(noBody(), free(judge))).toMatchObject({ to: good });
  });

  it('is not sent with a credential that the panel has refused, and gets back what it paid', async () => {
    const first = (await enter(noBody(), free(judge))) as Admitted;
    expect(first.pass!.tell(401)).toBe(true);
    first.release();
    inPurse = 1;
    expect(await enter(noBody(), free(judge))).toEqual(replies.upstreamRefusedGateway(null));
    expect(inPurse).toBe(1);
    now = { ...good, credential: { ...credential, name: 'another' } };
    expect(await enter(noBody(), free(judge))).toMatchObject({ to: now });
  });
});
