import type { AuthorityHealth, VerifierHealth } from '@portcullis/verifier';
import { leased } from './leased.js';

const authority = (leasedShards: number): AuthorityHealth => ({ followedShards: 64, leasedShards, liveForMs: null, renewedAgoMs: null, refusedForMs: 0, readsInFlight: 0 });
const verifier = (...looks: [tokens: number, permissions: number][]) => ({
  health: (): VerifierHealth => {
    const [tokens, permissions] = looks.length > 1 ? looks.shift()! : looks[0]!;
    return { name: 'gateway-1', verifier: '0123456789abcdef', closed: false, authorities: { tokens: authority(tokens), permissions: authority(permissions) } };
  },
});

describe('a start', () => {
  it('waits until memory may answer for every shard of both authorities', async () => {
    expect(await leased(verifier([0, 0], [64, 0], [64, 63], [64, 64]), 10_000)).toBe(true);
  });

  it('does not wait for ever', async () => {
    expect(await leased(verifier([64, 0]), 1)).toBe(false);
  });
});
