import { SESSION_LIFE_SECONDS } from '@portcullis/access';
import { instant, type Instant } from '@portcullis/kernel';
import { fullRights, type TokenFacts, type TokenKind, type TokenRights } from './token.js';

/** A link is for whoever clicks at once; a session for a day's work (`SESSION_LIFE_SECONDS`). */
export const LINK_MS = 60_000;

/** What a link can do, once. */
export function linkRights(maker: Pick<TokenFacts, 'expiresAt'>, now: Instant): TokenRights {
  const grants = [{ operation: 'Portcullis::open_session' }];
  return { ...fullRights, access: 'restricted', grants, useQuota: 1, expiresAt: earlier(after(now, LINK_MS), maker.expiresAt) };
}

/** What a session can do: all that its owner can, until the sign-in or its maker ends. */
export function sessionRights(maker: Pick<TokenFacts, 'expiresAt'>, now: Instant): TokenRights {
  return { ...fullRights, expiresAt: earlier(after(now, SESSION_LIFE_SECONDS * 1000), maker.expiresAt) };
}

/** A service holds what it was given by name: there is nobody to sign in as. */
export function maySignIn(kind: TokenKind): boolean {
  return kind !== 'service';
}

function after(at: Instant, ms: number): Instant {
  return instant(at + ms);
}

function earlier(one: Instant, other: Instant | null): Instant {
  return other !== null && other < one ? other : one;
}
