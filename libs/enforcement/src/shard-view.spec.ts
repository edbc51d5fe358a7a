import { shard } from '@portcullis/kernel';
import { ShardView } from './shard-view.js';
import type { Change, Stamp } from './terms.js';

const S = shard(3);
const change = (epoch: number, rev: number, target = `token/ten_a/tok_${rev}`): Change => ({ shard: S, epoch, rev, target });
const read = (epoch: number, rev: number, ...targets: string[]): Stamp => ({ shard: S, epoch, rev, targets });

function at(epoch: number, rev: number, mostRemembered?: number): ShardView {
  const view = new ShardView(mostRemembered);
  view.startAfresh({ epoch, rev });
  return view;
}

describe('a shard, as one process knows it', () => {
  it('knows nothing at first: no change can be placed, and no fact can be trusted', () => {
    const view = new ShardView();
    expect(view.position).toBeNull();
    expect(view.receive(change(1, 1))).toBe('newer_epoch');
    expect(view.permits(read(1, 1, 'token/ten_a/tok_1'))).toBe(false);
  });

  it('takes changes in the order of their revs alone', () => {
    const view = at(7, 10);
    expect(view.receive(change(7, 12))).toBe('gap');
    expect(view.receive(change(7, 11))).toBe('applied');
    expect(view.receive(change(7, 12))).toBe('applied');
    expect(view.receive(change(7, 11))).toBe('known');
    expect(view.receive(change(6, 99))).toBe('older_epoch');
    expect(view.receive(change(8, 1))).toBe('newer_epoch');
    expect(view.position).toEqual({ epoch: 7, rev: 12 });
  });

  it('does not use a fact that was read before a change of what it rests on', () => {
    const view = at(7, 10);
    view.receive(change(7, 11, 'token/ten_a/tok_x'));
    view.receive(change(7, 12, 'barrier/ten_a/acc_y'));
    expect(view.permits(read(7, 10, 'token/ten_a/tok_x'))).toBe(false);
    expect(view.permits(read(7, 11, 'token/ten_a/tok_x'))).toBe(true);
    expect(view.permits(read(7, 11, 'token/ten_a/tok_x', 'barrier/ten_a/acc_y'))).toBe(false);
    expect(view.permits(read(7, 12, 'token/ten_a/tok_x', 'barrier/ten_a/acc_y'))).toBe(true);
    expect(view.permits(read(7, 10, 'token/ten_a/tok_z'))).toBe(true);
  });

  it('uses a fact that was read further on than it has come itself', () => {
    expect(at(7, 10).permits(read(7, 15, 'token/ten_a/tok_x'))).toBe(true);
  });

  it('remembers so many changes, and trusts nothing from before one that it forgot', () => {
    const view = at(7, 0, 3);
    for (let rev = 1; rev <= 4; rev++) view.receive(change(7, rev));
    expect(view.permits(read(7, 0, 'token/ten_a/tok_else'))).toBe(false);
    expect(view.permits(read(7, 1, 'token/ten_a/tok_1'))).toBe(true);
    expect(view.permits(read(7, 1, 'token/ten_a/tok_2'))).toBe(false);
  });

  it('forgets a barrier only so', () => {
    const view = at(7, 0, 2);
    view.receive(change(7, 1, 'barrier/ten_a/ten_a'));
    view.receive(change(7, 2));
    view.receive(change(7, 3));
    expect(view.permits(read(7, 0, 'token/ten_a/tok_x', 'barrier/ten_a/ten_a'))).toBe(false);
    expect(view.permits(read(7, 1, 'token/ten_a/tok_x', 'barrier/ten_a/ten_a'))).toBe(true);
  });

  it('remembers a target that changes again and again once, as of the newest change', () => {
    const view = at(7, 0, 2);
    for (let rev = 1; rev <= 50; rev++) view.receive(change(7, rev, rev % 2 === 0 ? 'token/ten_a/tok_x' : 'token/ten_a/tok_y'));
    expect(view.permits(read(7, 0, 'token/ten_a/tok_else'))).toBe(true);
    expect(view.permits(read(7, 49, 'token/ten_a/tok_x'))).toBe(false);
    expect(view.permits(read(7, 49, 'token/ten_a/tok_y'))).toBe(true);
  });

  it('finds all that it knew stale in a higher epoch, and where too much has passed to be told', () => {
    const view = at(7, 10);
    view.startAfresh({ epoch: 7, rev: 20 });
    expect(view.permits(read(7, 19, 'token/ten_a/tok_x'))).toBe(false);
    expect(view.permits(read(7, 20, 'token/ten_a/tok_x'))).toBe(true);
    view.startAfresh({ epoch: 8, rev: 0 });
    expect(view.permits(read(7, 99, 'token/ten_a/tok_x'))).toBe(false);
    expect(view.permits(read(8, 0, 'token/ten_a/tok_x'))).toBe(true);
  });

  it('never begins anew before where it stands', () => {
    const view = at(7, 10);
    expect(() => view.startAfresh({ epoch: 7, rev: 9 })).toThrow('a history is never begun anew before where it stands');
    expect(() => view.startAfresh({ epoch: 6, rev: 11 })).toThrow('a history is never begun anew before where it stands');
  });
});
