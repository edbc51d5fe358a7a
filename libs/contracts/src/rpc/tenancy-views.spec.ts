import { DEFAULT_POLICY, effectivePolicy } from '@portcullis/access';
import { effectivePolicyView, policyView } from './tenancy-views.js';

describe('a policy on its way', () => {
  it('that says nothing lays nothing down, as the domain understands it', () => {
    expect(policyView.parse({})).toEqual(DEFAULT_POLICY);
    expect(effectivePolicyView.parse({})).toEqual(effectivePolicy([DEFAULT_POLICY]));
  });

  it('may be left with no address at all, by two that have nothing in common', () => {
    const apart = effectivePolicy([policyView.parse({ ipAllowlist: ['192.0.2.7'] }), policyView.parse({ ipAllowlist: ['192.0.2.8'] })]);
    expect(effectivePolicyView.parse(apart)).toEqual({ ...DEFAULT_POLICY, ipAllowlist: [] });
  });

  it.each([
    // Of tokens an empty list is everywhere. Whoever writes it here would lock everybody out.
    { ipAllowlist: [] }, { ipAllowlist: ['192.0.2.1/24'] }, { longestLifeSeconds: 0 }, { idleSeconds: 3599 }, { tokensPerAccount: -1 },
    { presets: ['No such name'] }, { tokenRateLimit: { requests: 0, seconds: 1 } }, { expiresRequired: true }, { expiryRequired: null },
  ])('is refused as %j', (policy) => expect(policyView.safeParse(policy).success).toBe(false));
});
