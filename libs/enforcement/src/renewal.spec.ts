import { shard } from '@portcullis/kernel';
import { aheadOf, replyTo, type ShardHistory } from './renewal.js';
import type { Change, Position, RenewalRequest } from './terms.js';

const S = shard(1);
const T = shard(2);
const change = (rev: number): Change => ({ shard: S, epoch: 5, rev, target: `token/ten_a/tok_${rev}` });
const history = (rev: number, more: Partial<ShardHistory> = {}): ShardHistory => ({ shard: S, epoch: 5, rev, trimmedTo: 0, changes: [], ...more });
const asks = (position: Position | null, n = 8): RenewalRequest => ({ verifier: 'v', name: 'gateway-1', n, shards: [{ shard: S, position }] });

describe('what a renewal is answered', () => {
  it('is everything since the position that it was asked with', () => {
    expect(replyTo(asks({ epoch: 5, rev: 10 }), [history(12, { changes: [change(11), change(12)] })])).toEqual({
      n: 8,
      shards: [{ shard: S, epoch: 5, rev: 12, afresh: false, changes: [change(11), change(12)], complete: true }],
    });
  });

  it('says that nothing has come since', () => {
    expect(replyTo(asks({ epoch: 5, rev: 12 }), [history(12)]).shards).toEqual([{ shard: S, epoch: 5, rev: 12, afresh: false, changes: [], complete: true }]);
  });

  it('says when there is more than it holds', () => {
    expect(replyTo(asks({ epoch: 5, rev: 10 }), [history(13, { changes: [change(11)] })]).shards).toMatchObject([{ complete: false }]);
    expect(replyTo(asks({ epoch: 5, rev: 10 }), [history(13)]).shards).toMatchObject([{ complete: false }]);
  });

  it.each<[string, Position | null]>([
    ['who knows nothing yet', null],
    ['who comes from another epoch', { epoch: 4, rev: 12 }],
    ['who misses what was trimmed', { epoch: 5, rev: 2 }],
  ])('is a beginning, for one %s', (_, position) => {
    const answer = replyTo(asks(position), [history(12, { trimmedTo: 3, changes: [change(11), change(12)] })]);
    expect(answer.shards).toEqual([{ shard: S, epoch: 5, rev: 12, afresh: true, changes: [], complete: true }]);
  });

  it('goes on for one who stands just where trimming ended', () => {
    expect(replyTo(asks({ epoch: 5, rev: 3 }), [history(3, { trimmedTo: 3 })]).shards).toMatchObject([{ afresh: false, complete: true }]);
  });

  it('names the shards that were asked for and are served, and no other', () => {
    expect(replyTo(asks(null), []).shards).toEqual([]);
    expect(replyTo(asks(null), [history(4, { shard: T })]).shards).toEqual([]);
  });
});

describe('a verifier that is ahead of the cell', () => {
  it.each<[string, Position | null, Position | null]>([
    ['by its rev', { epoch: 5, rev: 13 }, { epoch: 5, rev: 13 }],
    ['by its epoch', { epoch: 6, rev: 0 }, { epoch: 6, rev: 0 }],
    ['not at all', { epoch: 5, rev: 12 }, null],
    ['not at all, from an epoch that is over', { epoch: 4, rev: 99 }, null],
    ['not at all, since it knows nothing', null, null],
  ])('shows that history was lost: %s', (_, position, expected) => {
    expect(aheadOf(asks(position), [history(12)])).toEqual(expected);
  });

  it('is judged by the shards that are served, and by the highest epoch', () => {
    const request: RenewalRequest = { ...asks(null), shards: [{ shard: S, position: { epoch: 7, rev: 1 } }, { shard: T, position: { epoch: 9, rev: 1 } }] };
    expect(aheadOf(request, [])).toBeNull();
    expect(aheadOf(request, [history(12), history(12, { shard: T })])).toEqual({ epoch: 9, rev: 1 });
  });
});
