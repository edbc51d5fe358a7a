import { shard } from '@portcullis/kernel';
import { CellView } from './cell-view.js';
import { HELD_MS, type Change, type Moment, type Position, type RenewalReply, type ShardGrant, type Stamp } from './terms.js';

const S = shard(1);
const T = shard(2);
const change = (rev: number, target = `token/ten_a/tok_${rev}`, epoch = 5): Change => ({ shard: S, epoch, rev, target });
const read = (rev: number, target = 'token/ten_a/tok_x', epoch = 5): Stamp => ({ shard: S, epoch, rev, targets: [target] });
const moment = (ms: number): Moment => ({ monotonicMs: 10_000 + ms, wallMs: 1_700_000_000_000 + ms });
const grant = (rev: number, more: Partial<ShardGrant> = {}): ShardGrant => ({ shard: S, epoch: 5, rev, afresh: false, changes: [], complete: true, ...more });
const reply = (n: number, ...shards: ShardGrant[]): RenewalReply => ({ n, shards });

/** With a lease that was asked for at 0, at (5, 10). */
function leased(): CellView {
  const view = new CellView({ verifier: 'v', name: 'gateway-1', shards: [S] });
  view.hears();
  view.renewal(moment(0));
  expect(view.renewed(reply(1, grant(10, { afresh: true })))).toBe(false);
  return view;
}

describe('a lease, as the verifier holds it', () => {
  it('is asked for only where changes are heard', () => {
    const view = new CellView({ verifier: 'v', name: 'gateway-1', shards: [S] });
    expect(view.renewal(moment(0))).toBeNull();
    view.hears();
    expect(view.renewal(moment(0))).toEqual({ verifier: 'v', name: 'gateway-1', n: 1, shards: [{ shard: S, position: null }] });
  });

  it('is asked for with a number that rises, and with how far this has come', () => {
    const view = leased();
    expect(view.renewal(moment(500))).toMatchObject({ n: 2, shards: [{ shard: S, position: { epoch: 5, rev: 10 } }] });
    view.hearsNoMore();
    view.hears();
    expect(view.renewal(moment(600))).toMatchObject({ n: 3 });
  });

  it('counts from when it was asked for, and ends 0.98 of its length later', () => {
    const view = leased();
    expect(view.holds(S, moment(HELD_MS - 1))).toBe(true);
    expect(view.holds(S, moment(HELD_MS))).toBe(false);
    expect(view.mayAnswer(read(10), moment(HELD_MS - 1))).toBe(true);
    expect(view.mayAnswer(read(10), moment(HELD_MS))).toBe(false);
  });

  it.each<[string, number, number]>([
    ['the machine slept, and its monotonic clock with it', 100, 2_100],
    ['the wall clock was set back, and the monotonic one went on', 1_990, -3_600_000],
    ['the wall clock was set forward', 100, 3_600_000],
    ['the wall clock was set back, and hides that the machine slept', 100, -1_000],
    ['the wall clock was set back by nearly as much as the machine slept', 100, 300],
  ])('is dead when %s', (_, monotonicMs, wallMs) => {
    expect(leased().holds(S, { monotonicMs: moment(monotonicMs).monotonicMs, wallMs: moment(wallMs).wallMs })).toBe(false);
  });

  it('stands a wall clock that is slewed', () => {
    expect(leased().holds(S, { monotonicMs: moment(1_000).monotonicMs, wallMs: moment(1_080).wallMs })).toBe(true);
  });

  it('is not extended by an answer to what was asked earlier, or twice', () => {
    const view = leased();
    view.renewal(moment(500));
    view.renewal(moment(1_000));
    view.renewed(reply(3, grant(10)));
    view.renewed(reply(2, grant(10)));
    expect(view.holds(S, moment(1_000 + HELD_MS - 1))).toBe(true);
    view.giveBack();
    view.renewed(reply(3, grant(10)));
    expect(view.holds(S, moment(1_001))).toBe(false);
  });

  it('is not extended by an answer to what was never asked', () => {
    const view = leased();
    view.renewed(reply(9, grant(10)));
    expect(view.holds(S, moment(HELD_MS))).toBe(false);
  });

  it('holds for the shards that the answer names, and for no other', () => {
    const view = leased();
    view.follow(T);
    view.renewal(moment(500));
    view.renewed(reply(2, { ...grant(3, { afresh: true }), shard: T }));
    expect(view.holds(T, moment(600 + 1_400))).toBe(true);
    expect(view.holds(S, moment(600 + 1_400))).toBe(false);
  });

  it('does not hold for a shard that was not followed when it was asked for', () => {
    const view = leased();
    expect(view.follow(T)).toBe(false);
    expect(view.follow(T)).toBe(true);
    expect(view.holds(T, moment(1))).toBe(false);
    expect(view.positionOf(T)).toBeNull();
  });

  it('is given back with the number up to which, and what is under way then extends nothing', () => {
    const view = leased();
    view.renewal(moment(500));
    expect(view.giveBack()).toEqual({ verifier: 'v', n: 2 });
    expect(view.renewed(reply(2, grant(10)))).toBe(false);
    expect(view.holds(S, moment(501))).toBe(false);
  });

  it('is given back when changes are heard no more', () => {
    const view = leased();
    expect(view.hearsNoMore()).toEqual({ verifier: 'v', n: 1 });
    expect(view.holds(S, moment(1))).toBe(false);
    expect(view.renewal(moment(2))).toBeNull();
  });
});

describe('a renewal', () => {
  it('is applied before it extends anything', () => {
    const view = leased();
    view.renewal(moment(500));
    expect(view.renewed(reply(2, grant(12, { changes: [change(11, 'token/ten_a/tok_x'), change(12)] })))).toBe(false);
    expect(view.positionOf(S)).toEqual({ epoch: 5, rev: 12 });
    expect(view.mayAnswer(read(10), moment(600))).toBe(false);
    expect(view.mayAnswer(read(11), moment(600))).toBe(true);
  });

  it.each<[string, ShardGrant]>([
    ['told only a part of', grant(13, { changes: [change(11)], complete: false })],
    ['told with a gap', grant(13, { changes: [change(12), change(13)] })],
    ['told as of a place that its changes do not lead to', grant(13, { changes: [change(11)] })],
    ['told of a higher epoch as if it went on from ours', grant(3, { epoch: 6, changes: [change(1, 'token/ten_a/tok_x', 6)] })],
  ])('that was %s extends nothing, and more is asked for', (_, partial) => {
    const view = leased();
    view.renewal(moment(500));
    expect(view.renewed(reply(2, partial))).toBe(true);
    expect(view.holds(S, moment(HELD_MS))).toBe(false);
  });

  it('that comes when a broadcast has told more goes back nowhere', () => {
    const view = leased();
    view.renewal(moment(500));
    view.changed(change(11));
    view.changed(change(12));
    expect(view.renewed(reply(2, grant(11, { changes: [change(11)] })))).toBe(false);
    expect(view.positionOf(S)).toEqual({ epoch: 5, rev: 12 });
    expect(view.holds(S, moment(HELD_MS + 100))).toBe(true);
  });

  it.each<[string, Position]>([
    ['a higher epoch', { epoch: 6, rev: 0 }],
    ['a place that is too far on to be told', { epoch: 5, rev: 5_000 }],
  ])('that begins anew in %s makes all that is kept stale', (_, position) => {
    const view = leased();
    view.renewal(moment(500));
    view.renewed(reply(2, grant(position.rev, { ...position, afresh: true })));
    expect(view.positionOf(S)).toEqual(position);
    expect(view.mayAnswer(read(10), moment(501))).toBe(false);
    expect(view.mayAnswer({ ...read(position.rev), epoch: position.epoch }, moment(501))).toBe(true);
  });

  it('that tells of an epoch which is over is no lease', () => {
    const view = leased();
    view.renewal(moment(500));
    view.renewal(moment(600));
    view.renewed(reply(3, grant(0, { epoch: 6, afresh: true })));
    view.renewed(reply(2, grant(40)));
    expect(view.positionOf(S)).toEqual({ epoch: 6, rev: 0 });
    expect(view.holds(S, moment(600 + HELD_MS - 1))).toBe(true);
  });

  it('that begins anew where the process has been already takes nothing back', () => {
    const view = new CellView({ verifier: 'v', name: 'gateway-1', shards: [S] });
    view.hears();
    view.renewal(moment(0));
    view.renewal(moment(10));
    view.renewed(reply(2, grant(10, { afresh: true })));
    view.changed(change(11));
    expect(view.renewed(reply(1, grant(9, { afresh: true })))).toBe(false);
    expect(view.positionOf(S)).toEqual({ epoch: 5, rev: 11 });
  });

  it('that was answered after the lease it asks for would have ended extends nothing', () => {
    const view = leased();
    view.renewal(moment(0));
    view.renewal(moment(HELD_MS + 10));
    view.renewed(reply(2, grant(10)));
    expect(view.holds(S, moment(HELD_MS + 11))).toBe(false);
  });
});

describe('a change that is broadcast', () => {
  it('is confirmed once it is in force here, and again whenever it comes', () => {
    const view = leased();
    expect(view.changed(change(11, 'token/ten_a/tok_x'))).toEqual({ act: 'confirm', position: { epoch: 5, rev: 11 } });
    expect(view.mayAnswer(read(10), moment(1))).toBe(false);
    expect(view.changed(change(11, 'token/ten_a/tok_x'))).toEqual({ act: 'confirm', position: { epoch: 5, rev: 11 } });
  });

  it.each<[string, Change]>([
    ['after a gap', change(12)],
    ['of a higher epoch', change(1, 'token/ten_a/tok_x', 6)],
  ])('%s only leads to a renewal', (_, later) => {
    const view = leased();
    expect(view.changed(later)).toEqual({ act: 'renew' });
    expect(view.positionOf(S)).toEqual({ epoch: 5, rev: 10 });
  });

  it('of an epoch that is over is nothing, and so is one of a shard that is not followed', () => {
    const view = leased();
    expect(view.changed(change(11, 'token/ten_a/tok_x', 4))).toEqual({ act: 'ignore' });
    expect(view.changed({ ...change(11), shard: T })).toEqual({ act: 'ignore' });
  });
});

describe('a fact', () => {
  it('that was read before a change which has been applied neither answers this request nor is kept', () => {
    const view = leased();
    view.changed(change(11, 'token/ten_a/tok_x'));
    expect([view.mayUse(read(10)), view.mayKeep(read(10))]).toEqual([false, false]);
    expect([view.mayUse(read(11)), view.mayKeep(read(11))]).toEqual([true, true]);
  });

  it('of a higher epoch than is known here answers the request that it was read for, and is not kept', () => {
    const view = leased();
    expect([view.mayUse(read(0, 'token/ten_a/tok_x', 6)), view.mayKeep(read(0, 'token/ten_a/tok_x', 6))]).toEqual([true, false]);
    expect([view.mayUse(read(99, 'token/ten_a/tok_x', 4)), view.mayKeep(read(99, 'token/ten_a/tok_x', 4))]).toEqual([false, false]);
  });

  it('of a shard of which nothing is known answers the request that it was read for, and no other', () => {
    const view = new CellView({ verifier: 'v', name: 'gateway-1', shards: [S] });
    expect([view.mayUse(read(4)), view.mayKeep(read(4)), view.mayAnswer(read(4), moment(0))]).toEqual([true, false, false]);
    expect(view.mayKeep({ ...read(4), shard: T })).toBe(false);
  });
});
