import * as fc from 'fast-check';
import { DEFAULT_POLICY, effectivePolicy, type TenantPolicy } from './policy.js';

const policy = (requests: number | null, seconds: number, deadTokenDays: number): TenantPolicy => ({
  rateLimit: requests === null ? null : { requests, seconds },
  deadTokenDays,
});

describe('the policy that holds for a tenant', () => {
  it.each<[TenantPolicy, [TenantPolicy, ...TenantPolicy[]]]>([
    [DEFAULT_POLICY, [DEFAULT_POLICY]],
    [policy(10, 60, 30), [policy(10, 60, 90), policy(null, 0, 30)]],
    [policy(10, 60, 90), [policy(null, 0, 90), policy(10, 60, 90)]],
    [policy(10, 60, 90), [policy(20, 60, 90), policy(10, 60, 90)]],
    [policy(1, 6, 90), [policy(10, 60, 90), policy(1, 1, 90)]],
    // A day's worth of it in the first minute is what 100 a minute were laid down against.
    [policy(100, 61, 90), [policy(143_999, 86_400, 90), policy(100, 60, 90)]],
    [policy(10, 60, 90), [policy(20, 120, 90), policy(10, 60, 90)]],
  ])('is %j of %j', (expected, chain) => expect(effectivePolicy(chain)).toEqual(expected));

  it('is never wider than any of them, in whatever order they come', () => {
    const anyPolicy = fc.record({
      rateLimit: fc.option(fc.record({ requests: fc.integer({ min: 1, max: 9 }), seconds: fc.integer({ min: 1, max: 9 }) })),
      deadTokenDays: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(anyPolicy, fc.array(anyPolicy, { maxLength: 4 }), (own, above) => {
        const held = effectivePolicy([own, ...above]);
        const turned = [own, ...above].reverse() as [TenantPolicy, ...TenantPolicy[]];
        expect(effectivePolicy(turned)).toEqual(held);
        for (const { rateLimit, deadTokenDays } of [own, ...above]) {
          expect(held.deadTokenDays).toBeLessThanOrEqual(deadTokenDays);
          if (rateLimit === null) continue;
          expect(held.rateLimit!.requests * rateLimit.seconds).toBeLessThanOrEqual(rateLimit.requests * held.rateLimit!.seconds);
          expect(held.rateLimit!.requests).toBeLessThanOrEqual(rateLimit.requests);
          expect(held.rateLimit!.seconds).toBeGreaterThanOrEqual(1);
        }
      }),
    );
  });
});
