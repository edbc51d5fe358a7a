import type { Policy } from '@portcullis/client';
import { differing, fieldsOf, onTop, policyOf, spanOf } from './policy-fields.js';

const NOTHING: Policy = {
  rateLimit: null, deadTokenDays: 90, longestLifeSeconds: null, expiryRequired: false, ipAllowlist: null, ipAllowlistRequired: false, tokensPerAccount: null,
  presets: null, idleSeconds: null, tokenRateLimit: null,
};
const STRICT: Policy = {
  rateLimit: { requests: 6000, seconds: 60 }, deadTokenDays: 0, longestLifeSeconds: 7_776_000, expiryRequired: true, ipAllowlist: ['192.0.2.0/24'], ipAllowlistRequired: true,
  tokensPerAccount: 0, presets: ['acme-dns-01'], idleSeconds: 5_400, tokenRateLimit: { requests: 10, seconds: 7 },
};

describe('a policy in its form', () => {
  it.each([['nothing laid down', NOTHING], ['everything laid down', STRICT]])('comes out as it went in: %s', (_, policy) => {
    expect(policyOf(fieldsOf(policy))).toEqual(policy);
    expect(differing(policy, policyOf(fieldsOf(policy)))).toEqual([]);
  });

  it('tells how long in the largest unit that fits', () => {
    expect([7_776_000, 3_600, 90_000, 5_401, null].map(spanOf)).toEqual([
      { number: 90, unit: 'days' },
      { number: 1, unit: 'hours' },
      { number: 25, unit: 'hours' },
      { number: 5_401, unit: 'seconds' },
      { number: '', unit: 'days' },
    ]);
  });

  it('keeps what was typed on top of what others changed, and takes the rest from them', () => {
    const typed = { ...fieldsOf(NOTHING), tokensPerAccount: 7, expiryRequired: true };
    const others = { ...NOTHING, deadTokenDays: 30, tokensPerAccount: 3 };
    expect(policyOf(onTop(NOTHING, typed, others))).toEqual({ ...others, tokensPerAccount: 7, expiryRequired: true });
  });
});
