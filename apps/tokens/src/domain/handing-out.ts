import { exceeds, holdsEverything, isLive, misplaced, outlives, tokenState, type GrantCatalogue } from '@portcullis/access';
import { toRfc3339, type Instant, type TenantId } from '@portcullis/kernel';
import type { Catalogue, GivenToken } from './issuing.js';
import { timesOf, type TokenFacts } from './token.js';

export type HandingOutRefusal = { readonly code: 'invalid_token' | 'exceeds_caller'; readonly detail: string };

/** A caller's own token while it is locked, and what was read after that of the credential it presented. */
export interface LockedCaller extends TokenFacts {
  /** Null: it presented none itself, and another one's call rests on it. */
  readonly presented: PresentedCredential | null;
}

export interface PresentedCredential {
  /** Null: the current one. */
  readonly endsAt: Instant | null;
  /** The database's clock, which set that end: no other one judges it. */
  readonly readAt: Instant;
}

/** What would come to hold power, or more of it. */
export interface Receiver extends GivenToken {
  readonly tenantId: TenantId;
}

/**
 * Under which version of the catalogue the caller gives grants: whoever holds everything, under the newest; else under its own,
 * since what came to a feature later it does not hold itself.
 */
export function versionGivenBy(caller: Pick<TokenFacts, 'kind' | 'access' | 'catalogueVersion'>, { version }: Pick<Catalogue, 'version'>): number {
  return holdsEverything(caller) ? version : caller.catalogueVersion;
}

/**
 * Why this caller cannot hand out so much power now; null when it can. Asked of the caller's row while it is locked, of
 * whatever somebody comes to hold by the call: a new token, an edited one, or the secret of one.
 */
export function cannotHandOut(caller: LockedCaller | null, receiver: Receiver, now: Instant, catalogue: GrantCatalogue): HandingOutRefusal | null {
  if (caller === null || !mayStillAct(caller, now)) return { code: 'invalid_token', detail: 'the calling token is no longer live' };
  const detail = tooMuch(caller, receiver, catalogue);
  return detail === null ? null : { code: 'exceeds_caller', detail };
}

/**
 * Does the token still live, and the secret that it came with? The use that this call is was drawn before: that its quota is
 * spent by now does not stop it. That its secret was replaced meanwhile does, since whoever replaced it may have had it stolen.
 */
export function mayStillAct(caller: LockedCaller, now: Instant): boolean {
  return isLive(tokenState({ ...timesOf(caller), exhausted: false }, now)) && !hasEnded(caller.presented);
}

function hasEnded(presented: PresentedCredential | null): boolean {
  return presented !== null && presented.endsAt !== null && presented.endsAt <= presented.readAt;
}

/**
 * How many uses the caller must hand on of its own quota, so that whoever comes to hold `useQuota` instead of `before` (0: it
 * is new) has none that the caller had not. Else a token for one use could make another for one use, for ever.
 */
export function usesToHandOn(caller: Pick<TokenFacts, 'useQuota'>, useQuota: number | null, before: number | null): number {
  if (caller.useQuota === null || useQuota === null || before === null) return 0;
  return Math.max(0, useQuota - before);
}

export const tooFewUses: HandingOutRefusal = { code: 'exceeds_caller', detail: 'the calling token has fewer uses left than that, and hands on its own' };

/** What a token makes ends no later than this; null: it may live for ever. */
export function heirsEnd(maker: Pick<TokenFacts, 'form' | 'expiresAt' | 'heirsUntil'>): Instant | null {
  // Somebody at the console makes what their own token could: the session's few hours bound the sign-in, not the work.
  return maker.form === 'session' ? maker.heirsUntil : maker.expiresAt;
}

function tooMuch(caller: TokenFacts, receiver: Receiver, catalogue: GrantCatalogue): string | null {
  const place = misplaced(caller, receiver.kind, receiver.tenantId);
  if (place !== null) return place;
  const excess = exceeds(caller, receiver, catalogue);
  if (excess !== null) return `the calling token does not hold ${excess} itself`;
  const end = outlives({ expiresAt: heirsEnd(caller) }, receiver);
  return end === null ? null : `the calling token ends at ${toRfc3339(end)}, and what it makes cannot outlive it: set expiresAt no later`;
}
