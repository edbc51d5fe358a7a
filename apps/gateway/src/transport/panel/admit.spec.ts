import { PassThrough } from 'node:stream';
import { replies, type PanelReply } from '@portcullis/cpanel';
import { granted, refused, type Result } from '@portcullis/kernel';
import type { PanelJudgement } from '../../use-cases/judge-panel-call.js';
import type { PresentedToken } from '../../use-cases/presented-token.js';
import type { Spent } from '../../use-cases/spend-allowance.js';
import { admit, type Admitted } from './admit.js';
import { CallSlots } from './call-slots.js';
import { HeldBody } from './held-body.js';

const good: PanelJudgement = { verdict: 'forward', panelUrl: 'https://panel.example/base', accountId: 'acc_alice', authorization: 'cpanel alice:x', presented: {} as PresentedToken };
const revoked: PanelJudgement = { verdict: 'bad_credentials' };
const place = { panel: 'https://panel.example', account: 'acc_alice' };
const noBody = () => new HeldBody(undefined);

let slots: CallSlots;
let now: PanelJudgement;
let judgements: number;
let paid: Result<Spent, PanelReply>;
let inPurse: number;
const judge = async (): Promise<PanelJudgement> => {
  judgements++;
  return now;
};
const pay = async () => {
  if (paid.ok) inPurse--;
  return paid;
};
const free = (judging: () => Promise<PanelJudgement>) => ({ judge: judging, pay });

beforeEach(() => {
  slots = new CallSlots({ perPanel: 1, perAccount: 1, waitingPerAccount: 8 });
  now = good;
  judgements = 0;
  inPurse = 1;
  paid = granted({ limits: [], waited: false, giveBack: () => void inPurse++ });
});

describe('a call to the panel', () => {
  it('is judged once when nothing holds it up, and has a slot', async () => {
    expect(await admit(noBody(), slots, free(judge))).toMatchObject({ to: good });
    expect(judgements).toBe(1);
    expect(slots.take(place)).toBeNull();
  });

  it('whose body comes after a revoke is refused', async () => {
    const stream = new PassThrough();
    const admission = admit(new HeldBody(stream), slots, free(judge));
    stream.write('a=1');
    now = revoked;
    stream.end();
    expect(await admission).toEqual(replies.badCredentials());
    expect(slots.take(place)).not.toBeNull();
  });

  it('whose large body comes in full after a revoke is refused', async () => {
    const stream = new PassThrough();
    const admission = admit(new HeldBody(stream), slots, free(async () => {
      const judged = await judge();
      // The first judgement lets the rest be read; the revoke comes between.
      now = revoked;
      stream.end();
      return judged;
    }));
    stream.write(Buffer.alloc(70_000));
    expect(await admission).toEqual(replies.badCredentials());
    expect(judgements).toBe(2);
  });

  it('of a stranger is not read beyond its beginning', async () => {
    now = revoked;
    const stream = new PassThrough();
    stream.write(Buffer.alloc(70_000));
    expect(await admit(new HeldBody(stream), slots, free(judge))).toEqual(replies.badCredentials());
  });

  it('that waited behind a full panel is refused when a revoke came before its turn, and keeps no slot', async () => {
    const held = slots.take(place)!;
    const admission = admit(noBody(), slots, free(async () => {
      const judged = await judge();
      if (judgements === 1) setImmediate(() => held.free());
      now = revoked;
      return judged;
    }));
    expect(await admission).toEqual(replies.badCredentials());
    expect(judgements).toBe(2);
    expect(slots.take(place)).not.toBeNull();
  });

  it('keeps no slot when the judgement after the wait fails', async () => {
    const held = slots.take(place)!;
    const admission = admit(noBody(), slots, free(async () => {
      if (++judgements === 2) throw new Error('an authority is away');
      setImmediate(() => held.free());
      return good;
    }));
    await expect(admission).rejects.toThrow('away');
    expect(slots.take(place)).not.toBeNull();
  });

  it('that is too many is told so, unsent', async () => {
    slots = new CallSlots({ perPanel: 1, perAccount: 1, waitingPerAccount: 0 });
    const first = (await admit(noBody(), slots, free(judge))) as Admitted;
    expect(await admit(noBody(), slots, free(judge))).toEqual(replies.busy());
    first.slot.free();
    expect(await admit(noBody(), slots, free(judge))).toMatchObject({ to: good });
  });

  it('whose client leaves in the middle of its body is not judged at all', async () => {
    const stream = new PassThrough();
    const admission = admit(new HeldBody(stream), slots, free(judge));
    stream.destroy(new Error('aborted'));
    expect(await admission).toMatchObject({ status: 400 });
    expect(judgements).toBe(0);
  });

  it('pays once, however often it is judged', async () => {
    const held = slots.take(place)!;
    const told: boolean[] = [];
    const admission = admit(noBody(), slots, {
      pay,
      judge: async (hasPaid) => {
        told.push(hasPaid);
        setImmediate(() => held.free());
        return good;
      },
    });
    expect(await admission).toMatchObject({ to: good });
    expect({ told, inPurse }).toEqual({ told: [false, true], inPurse: 0 });
  });

  it('is judged again when what it pays with had to be fetched first', async () => {
    paid = granted({ limits: [], waited: true, giveBack: () => void inPurse++ });
    const admission = admit(noBody(), slots, free(async () => {
      const judged = await judge();
      now = revoked;
      return judged;
    }));
    expect(await admission).toEqual(replies.badCredentials());
    expect(slots.take(place)).not.toBeNull();
  });

  it('that cannot pay is answered, and takes no slot', async () => {
    paid = refused(replies.denied('Enough.'));
    expect(await admit(noBody(), slots, free(judge))).toEqual(replies.denied('Enough.'));
    expect(judgements).toBe(1);
    expect(slots.take(place)).not.toBeNull();
  });

  it.each([['a revoke came meanwhile', revoked, 8], ['too many wait', good, 0]] as const)('gets back what it paid when %s', async (_, then, waitingPerAccount) => {
    slots = new CallSlots({ perPanel: 1, perAccount: 1, waitingPerAccount });
    const held = slots.take(place)!;
    const admission = admit(noBody(), slots, free(async () => {
      const judged = await judge();
      setImmediate(() => held.free());
      now = then;
      return judged;
    }));
    expect(await admission).toHaveProperty('status');
    expect(inPurse).toBe(1);
  });
});
