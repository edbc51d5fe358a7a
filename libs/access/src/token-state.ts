import type { Instant } from '@portcullis/kernel';

export type TokenState = 'active' | 'expired' | 'revoked';

/** What ends a token. */
export interface TokenTimes {
  readonly revokedAt: Instant | null;
  readonly expiresAt: Instant | null;
}

/** Revoked beats expired: it tells more. At the very instant `expiresAt` the token has expired. */
export function tokenState(token: TokenTimes, now: Instant): TokenState {
  if (token.revokedAt !== null) return 'revoked';
  if (token.expiresAt !== null && token.expiresAt <= now) return 'expired';
  return 'active';
}
