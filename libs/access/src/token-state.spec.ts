import { instant } from '@portcullis/kernel';
import { EXPIRING_WITHIN_MS, isLive, TOKEN_STATES, tokenState, type TokenTimes } from './token-state.js';

const now = instant(1_800_000_000_000);
const at = (offsetMs: number) => instant(now + offsetMs);
const nothing: TokenTimes = { revokedAt: null, expiresAt: null, notBefore: null, exhausted: false };

describe('tokenState', () => {
  it.each<[string, string, Partial<TokenTimes>]>([
    ['active', 'nothing ends it', {}],
    ['active', 'it expires in more than a week', { expiresAt: at(EXPIRING_WITHIN_MS + 1) }],
    ['expiring', 'it expires in a week', { expiresAt: at(EXPIRING_WITHIN_MS) }],
    ['expiring', 'it expires a millisecond from now', { expiresAt: at(1) }],
    ['expired', 'it expires at this very instant', { expiresAt: now }],
    ['expired', 'it expired a millisecond ago', { expiresAt: at(-1) }],
    ['expired', 'it expired, used up', { expiresAt: at(-1), exhausted: true }],
    ['exhausted', 'it is used up', { exhausted: true }],
    ['exhausted', 'it is used up before it was valid', { exhausted: true, notBefore: at(1) }],
    ['not_yet_valid', 'it becomes valid a millisecond from now', { notBefore: at(1) }],
    ['active', 'it is valid from this very instant', { notBefore: now }],
    ['revoked', 'it was revoked', { revokedAt: at(-1) }],
    ['revoked', 'it was revoked before it would have expired', { revokedAt: at(-1), expiresAt: at(1) }],
    ['revoked', 'it was revoked and has expired since', { revokedAt: at(-2), expiresAt: at(-1) }],
    ['revoked', 'the clock that revoked it runs ahead of ours', { revokedAt: at(1000) }],
  ])('is %s when %s', (state, _when, times) => {
    expect(tokenState({ ...nothing, ...times }, now)).toBe(state);
  });

  it.each<[string, Partial<TokenTimes>]>([
    ['suspended', {}],
    ['suspended', { notBefore: at(1) }],
    ['suspended', { expiresAt: at(1) }],
    ['expired', { expiresAt: now }],
    ['exhausted', { exhausted: true }],
    ['revoked', { revokedAt: now }],
  ])('is %s with a suspended owner: %j', (state, times) => {
    expect(tokenState({ ...nothing, ...times }, now, false)).toBe(state);
  });

  it('calls a token live that works now, and no other', () => {
    expect(TOKEN_STATES.filter(isLive)).toEqual(['active', 'expiring']);
  });
});
