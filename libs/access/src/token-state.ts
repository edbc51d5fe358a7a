import type { Instant } from '@portcullis/kernel';

export const TOKEN_STATES = ['active', 'expiring', 'expired', 'suspended', 'not_yet_valid', 'exhausted', 'revoked'] as const;
export type TokenState = (typeof TOKEN_STATES)[number];

/** What ends a token, or keeps it from beginning. */
export interface TokenTimes {
  readonly revokedAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly notBefore: Instant | null;
  /** Whether its whole quota of uses has been handed out. */
  readonly exhausted: boolean;
}

/** A token that ends so soon is shown as expiring. It works as any other. */
export const EXPIRING_WITHIN_MS = 7 * 86_400_000;

/**
 * The first that holds, by how much it tells and how final it is: revoked beats expired, an ended token is no longer
 * suspended. At the very instant `expiresAt` the token has expired, and at `notBefore` it is valid.
 * @param ownerActive whether its account and every tenant above are active
 */
export function tokenState(token: TokenTimes, now: Instant, ownerActive = true): TokenState {
  const { revokedAt, expiresAt, notBefore, exhausted } = token;
  if (revokedAt !== null) return 'revoked';
  if (expiresAt !== null && expiresAt <= now) return 'expired';
  if (exhausted) return 'exhausted';
  if (!ownerActive) return 'suspended';
  if (notBefore !== null && notBefore > now) return 'not_yet_valid';
  if (expiresAt !== null && expiresAt - now <= EXPIRING_WITHIN_MS) return 'expiring';
  return 'active';
}

/** Whether a token in this state is worth anything now. */
export function isLive(state: TokenState): boolean {
  return state === 'active' || state === 'expiring';
}
