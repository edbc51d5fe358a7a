import { instant } from '@portcullis/kernel';
import { tokenState } from './token-state.js';

describe('tokenState', () => {
  const now = instant(1_800_000_000_000);

  it.each([
    ['active', 'nothing ends it', null, null],
    ['active', 'it expires a millisecond from now', null, instant(now + 1)],
    ['expired', 'it expires at this very instant', null, now],
    ['expired', 'it expired a millisecond ago', null, instant(now - 1)],
    ['revoked', 'it was revoked', instant(now - 1), null],
    ['revoked', 'it was revoked before it would have expired', instant(now - 1), instant(now + 1)],
    ['revoked', 'it was revoked and has expired since', instant(now - 2), instant(now - 1)],
    ['revoked', 'the clock that revoked it runs ahead of ours', instant(now + 1000), null],
  ])('is %s when %s', (state, _when, revokedAt, expiresAt) => {
    expect(tokenState({ revokedAt, expiresAt }, now)).toBe(state);
  });
});
