import { PassThrough } from 'node:stream';
import { replies } from '@portcullis/cpanel';
import type { PanelJudgement } from '../../use-cases/judge-panel-call.js';
import { admit, type Admitted } from './admit.js';
import { CallSlots } from './call-slots.js';
import { HeldBody } from './held-body.js';

const good: PanelJudgement = { verdict: 'forward', panelUrl: 'https://panel.example/base', accountId: 'acc_alice', authorization: 'cpanel alice:x' };
const revoked: PanelJudgement = { verdict: 'bad_credentials' };
const place = { panel: 'https://panel.example', account: 'acc_alice' };
const noBody = () => new HeldBody(undefined);

let slots: CallSlots;
let now: PanelJudgement;
let judgements: number;
const judge = async (): Promise<PanelJudgement> => {
  judgements++;
  return now;
};
beforeEach(() => {
  slots = new CallSlots({ perPanel: 1, perAccount: 1, waitingPerAccount: 8 });
  now = good;
  judgements = 0;
});

describe('a call to the panel', () => {
  it('is judged once when nothing holds it up, and has a slot', async () => {
    expect(await admit(noBody(), slots, judge)).toMatchObject({ to: good });
    expect(judgements).toBe(1);
    expect(slots.take(place)).toBeNull();
  });

  it('whose body comes after a revoke is refused', async () => {
    const stream = new PassThrough();
    const admission = admit(new HeldBody(stream), slots, judge);
    stream.write('a=1');
    now = revoked;
    stream.end();
    expect(await admission).toEqual(replies.badCredentials());
    expect(slots.take(place)).not.toBeNull();
  });

  it('whose large body comes in full after a revoke is refused', async () => {
    const stream = new PassThrough();
    const admission = admit(new HeldBody(stream), slots, async () => {
      const judged = await judge();
      // The first judgement lets the rest be read; the revoke comes between.
      now = revoked;
      stream.end();
      return judged;
    });
    stream.write(Buffer.alloc(70_000));
    expect(await admission).toEqual(replies.badCredentials());
    expect(judgements).toBe(2);
  });

  it('of a stranger is not read beyond its beginning', async () => {
    now = revoked;
    const stream = new PassThrough();
    stream.write(Buffer.alloc(70_000));
    expect(await admit(new HeldBody(stream), slots, judge)).toEqual(replies.badCredentials());
  });

  it('that waited behind a full panel is refused when a revoke came before its turn, and keeps no slot', async () => {
    const held = slots.take(place)!;
    const admission = admit(noBody(), slots, async () => {
      const judged = await judge();
      if (judgements === 1) setImmediate(() => held.free());
      now = revoked;
      return judged;
    });
    expect(await admission).toEqual(replies.badCredentials());
    expect(judgements).toBe(2);
    expect(slots.take(place)).not.toBeNull();
  });

  it('keeps no slot when the judgement after the wait fails', async () => {
    const held = slots.take(place)!;
    const admission = admit(noBody(), slots, async () => {
      if (++judgements === 2) throw new Error('an authority is away');
      setImmediate(() => held.free());
      return good;
    });
    await expect(admission).rejects.toThrow('away');
    expect(slots.take(place)).not.toBeNull();
  });

  it('that is too many is told so, unsent', async () => {
    slots = new CallSlots({ perPanel: 1, perAccount: 1, waitingPerAccount: 0 });
    const first = (await admit(noBody(), slots, judge)) as Admitted;
    expect(await admit(noBody(), slots, judge)).toEqual(replies.busy());
    first.slot.free();
    expect(await admit(noBody(), slots, judge)).toMatchObject({ to: good });
  });

  it('whose client leaves in the middle of its body is not judged at all', async () => {
    const stream = new PassThrough();
    const admission = admit(new HeldBody(stream), slots, judge);
    stream.destroy(new Error('aborted'));
    expect(await admission).toMatchObject({ status: 400 });
    expect(judgements).toBe(0);
  });
});
