import * as fc from 'fast-check';
import { addressAllowed } from './addresses-for-spec.js';
import { holds } from './random-cases-for-spec.js';
import type { RateLimit } from './rate-limit.js';
import { DEFAULT_POLICY, effectivePolicy, type TenantPolicy } from './policy.js';

type Chain = [TenantPolicy, ...TenantPolicy[]];
const laidDown = (parts: Partial<TenantPolicy>): TenantPolicy => ({ ...DEFAULT_POLICY, ...parts });
const rate = (requests: number, seconds: number): RateLimit => ({ requests, seconds });

describe('the policy that holds for a tenant', () => {
  it.each<[Partial<TenantPolicy>, Partial<TenantPolicy>[]]>([
    [{}, [{}]],
    [{ rateLimit: rate(10, 60), deadTokenDays: 30 }, [{ rateLimit: rate(10, 60) }, { deadTokenDays: 30 }]],
    [{ rateLimit: rate(10, 60) }, [{}, { rateLimit: rate(10, 60) }]],
    [{ rateLimit: rate(10, 60) }, [{ rateLimit: rate(20, 60) }, { rateLimit: rate(10, 60) }]],
    [{ rateLimit: rate(1, 6) }, [{ rateLimit: rate(10, 60) }, { rateLimit: rate(1, 1) }]],
    // A day's worth of it in the first minute is what 100 a minute were laid down against.
    [{ rateLimit: rate(100, 61) }, [{ rateLimit: rate(143_999, 86_400) }, { rateLimit: rate(100, 60) }]],
    [{ rateLimit: rate(10, 60) }, [{ rateLimit: rate(20, 120) }, { rateLimit: rate(10, 60) }]],
    [{ rateLimit: rate(5, 60), tokenRateLimit: rate(2, 60) }, [{ rateLimit: rate(5, 60) }, { tokenRateLimit: rate(2, 60) }, { tokenRateLimit: rate(4, 60) }]],
    [{ longestLifeSeconds: 60 }, [{ longestLifeSeconds: 60 }, {}, { longestLifeSeconds: 90 }]],
    [{ idleSeconds: 60, tokensPerAccount: 0 }, [{ idleSeconds: 90, tokensPerAccount: 0 }, { idleSeconds: 60, tokensPerAccount: 9 }]],
    [{ expiryRequired: true, ipAllowlistRequired: true }, [{ expiryRequired: true }, { ipAllowlistRequired: true }, {}]],
    [{ ipAllowlist: ['192.0.2.0/24'] }, [{}, { ipAllowlist: ['192.0.2.0/24'] }, {}]],
    [{ ipAllowlist: ['192.0.2.0/25'] }, [{ ipAllowlist: ['192.0.2.0/24', '2001:db8::/32'] }, { ipAllowlist: ['192.0.2.0/25'] }]],
    // Nothing in common is nowhere, which is not the same as no list.
    [{ ipAllowlist: [] }, [{ ipAllowlist: ['192.0.2.0/24'] }, { ipAllowlist: ['198.51.100.0/24'] }]],
    [{ ipAllowlist: [] }, [{ ipAllowlist: [] }, { ipAllowlist: ['198.51.100.0/24'] }]],
    [{ presets: ['monitoring'] }, [{ presets: ['monitoring', 'acme-dns'] }, {}, { presets: ['backup', 'monitoring'] }]],
    [{ presets: [] }, [{ presets: ['monitoring'] }, { presets: ['backup'] }]],
    [{ presets: ['acme-dns', 'monitoring'] }, [{ presets: ['monitoring', 'acme-dns', 'monitoring'] }]],
  ])('is %j of %j', (expected, chain) => expect(effectivePolicy(chain.map(laidDown) as Chain)).toEqual(laidDown(expected)));

  const small = fc.integer({ min: 1, max: 9 });
  const anyRange = fc.constantFrom('192.0.2.0/24', '192.0.2.0/25', '192.0.2.128/25', '192.0.2.7', '198.51.100.0/24', '0.0.0.0/0', '2001:db8::/32', '2001:db8::1');
  const addresses = ['192.0.2.7', '192.0.2.9', '192.0.2.200', '198.51.100.1', '203.0.113.1', '2001:db8::1', '2001:db8::2', '2001:db9::'];
  const anyPolicy: fc.Arbitrary<TenantPolicy> = fc.record({
    rateLimit: fc.option(fc.record({ requests: small, seconds: small })),
    deadTokenDays: small,
    longestLifeSeconds: fc.option(small),
    expiryRequired: fc.boolean(),
    ipAllowlist: fc.option(fc.array(anyRange, { maxLength: 4 })),
    ipAllowlistRequired: fc.boolean(),
    tokensPerAccount: fc.option(small),
    presets: fc.option(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 })),
    idleSeconds: fc.option(small),
    tokenRateLimit: fc.option(fc.record({ requests: small, seconds: small })),
  });

  const noWiderBound = (held: number | null, bound: number | null) => bound === null || (held !== null && held <= bound);
  const noWiderRate = (held: RateLimit | null, limit: RateLimit | null) =>
    limit === null || (held !== null && held.seconds >= 1 && held.requests <= limit.requests && held.requests * limit.seconds <= limit.requests * held.seconds);
  const goesThrough = (list: readonly string[] | null, address: string) => list === null || (list.length > 0 && addressAllowed(list, address));

  it('is never wider than any of them, and lists nothing but what all of them list', () => {
    holds(
      fc.property(anyPolicy, fc.array(anyPolicy, { maxLength: 4 }), (own, above) => {
        const all: Chain = [own, ...above];
        const held = effectivePolicy(all);
        for (const one of all) {
          expect(held.deadTokenDays).toBeLessThanOrEqual(one.deadTokenDays);
          for (const part of ['longestLifeSeconds', 'tokensPerAccount', 'idleSeconds'] as const) expect(noWiderBound(held[part], one[part])).toBe(true);
          for (const part of ['rateLimit', 'tokenRateLimit'] as const) expect(noWiderRate(held[part], one[part])).toBe(true);
          for (const part of ['expiryRequired', 'ipAllowlistRequired'] as const) expect(held[part] || !one[part]).toBe(true);
        }
        for (const address of addresses) expect(goesThrough(held.ipAllowlist, address)).toBe(all.every(({ ipAllowlist }) => goesThrough(ipAllowlist, address)));
        for (const preset of ['a', 'b', 'c', 'd']) {
          expect(held.presets?.includes(preset) ?? true).toBe(all.every(({ presets }) => presets?.includes(preset) ?? true));
        }
      }),
      100,
    );
  });

  it('says no more than was laid down', () => {
    holds(
      fc.property(fc.array(anyPolicy, { minLength: 1, maxLength: 4 }), (all) => {
        const held = effectivePolicy(all as Chain);
        for (const part of ['longestLifeSeconds', 'tokensPerAccount', 'idleSeconds', 'deadTokenDays', 'expiryRequired', 'ipAllowlistRequired'] as const) {
          expect(all.map((one) => one[part])).toContain(held[part]);
        }
        for (const part of ['ipAllowlist', 'presets', 'rateLimit', 'tokenRateLimit'] as const) {
          expect(held[part] === null).toBe(all.every((one) => one[part] === null));
        }
      }),
      100,
    );
  });

  it('is the same in whatever order they come, and nothing new when one comes twice', () => {
    holds(
      fc.property(anyPolicy, fc.array(anyPolicy, { maxLength: 4 }), (own, above) => {
        const held = effectivePolicy([own, ...above]);
        expect(effectivePolicy([own, ...above].reverse() as Chain)).toEqual(held);
        expect(effectivePolicy([own, ...above, own])).toEqual(held);
        expect(effectivePolicy([held])).toEqual(held);
        expect(effectivePolicy([held, held])).toEqual(held);
      }),
      100,
    );
  });

  it('is the same when that of a part of the chain is taken first; its rates may only become slower, by rounding to whole seconds', () => {
    holds(
      fc.property(anyPolicy, anyPolicy, anyPolicy, (a, b, c) => {
        const held = effectivePolicy([a, b, c]);
        for (const nested of [effectivePolicy([effectivePolicy([a, b]), c]), effectivePolicy([a, effectivePolicy([b, c])])]) {
          expect({ ...nested, rateLimit: null, tokenRateLimit: null }).toEqual({ ...held, rateLimit: null, tokenRateLimit: null });
          for (const part of ['rateLimit', 'tokenRateLimit'] as const) {
            expect(noWiderRate(nested[part], held[part])).toBe(true);
            expect(nested[part]?.requests).toBe(held[part]?.requests);
            expect((nested[part]?.seconds ?? 0) - (held[part]?.seconds ?? 0)).toBeLessThanOrEqual(1);
          }
        }
      }),
      100,
    );
  });
});
