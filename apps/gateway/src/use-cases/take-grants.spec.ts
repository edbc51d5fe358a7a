import type { Grant } from '@portcullis/access';
import type { tokensRpc, RequestOf } from '@portcullis/contracts';
import { granted, refused } from '@portcullis/kernel';
import { authorities, origin, SHARD, tokenFacts } from './authorities-for-spec.js';
import type { PresentedToken } from './presented-token.js';
import { takeGrants, type NeedsGrants } from './take-grants.js';

const one: Grant = { operation: 'DNS::parse_zone', once: true };
const other: Grant = { operation: 'DNS::lookup', once: true };
const presented = { facts: tokenFacts(), shard: SHARD } as unknown as PresentedToken;
const needing = (...once: Grant[]): NeedsGrants => ({ presented, once });

/** A tokens service of whose grants so many are taken by others first, and what was asked of it. */
function taking(lost: number, again: (taken: readonly Grant[]) => NeedsGrants | string) {
  const asked: Grant[][] = [];
  const { services } = authorities({
    spend_grant: ({ grants }: RequestOf<typeof tokensRpc.spendGrant>) => {
      asked.push(grants as Grant[]);
      return granted({ spent: asked.length > lost });
    },
  });
  const taken: Grant[] = [];
  const take = (first: NeedsGrants) =>
    takeGrants({ services })(first, taken, origin, async () => {
      const judged = again(taken);
      return typeof judged === 'string' ? refused(judged) : granted(judged);
    });
  return { take, taken, asked };
}

describe('a call that rests on grants for one call', () => {
  it('asks nobody when it rests on none', async () => {
    const { take, asked } = taking(0, () => 'not asked');
    expect(await take(needing())).toEqual(granted(needing()));
    expect(asked).toEqual([]);
  });

  it('takes them once, and is judged by what holds afterwards', async () => {
    const { take, taken, asked } = taking(0, (held) => needing(...held));
    expect(await take(needing(one, other))).toEqual(granted(needing(one, other)));
    expect([asked, taken]).toEqual([[[one, other]], [one, other]]);
  });

  it('takes what it turns out to need besides', async () => {
    const { take, taken, asked } = taking(0, () => needing(one, other));
    expect(await take(needing(one))).toEqual(granted(needing(one, other)));
    expect([asked, taken]).toEqual([[[one], [other]], [one, other]]);
  });

  it('is judged without them when another has come first', async () => {
    const { take, taken } = taking(1, () => 'The token holds no grant for DNS::parse_zone.');
    expect(await take(needing(one))).toEqual(refused('The token holds no grant for DNS::parse_zone.'));
    expect(taken).toEqual([]);
  });

  it('is refused when a revoke has come while it took them', async () => {
    const { take } = taking(0, () => 'revoked');
    expect(await take(needing(one))).toEqual(refused('revoked'));
  });

  it('gives up when they go to others again and again', async () => {
    const { take, asked } = taking(99, () => needing(one));
    await expect(take(needing(one))).rejects.toThrow('again and again');
    expect(asked).toHaveLength(5);
  });
});
