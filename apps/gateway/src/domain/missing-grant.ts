import { exceeds, isDenial, type Grant, type GrantCatalogue, type OperationGrant, type Power } from '@portcullis/access';
import { fromRfc3339, instant, toRfc3339, type Instant } from '@portcullis/kernel';

/** How long a missing grant is given: for the first call that needs it, for an hour, or as long as the token lives. */
export type GivenFor = 'once' | 'hour' | 'good';

/** Whether a token holds now what it was denied for the lack of. */
export type Holding =
  | { readonly holds: 'nothing' }
  /** `until` null: as long as it lives. */
  | { readonly holds: 'lasting'; readonly until: string | null }
  | { readonly holds: 'once' };

const HOUR_MS = 3_600_000;

export function holdingOf(token: Power, missing: OperationGrant, now: Instant, catalogue: GrantCatalogue): Holding {
  if (coveredBy(token, missing, catalogue)) return { holds: 'lasting', until: null };
  const ends = token.grants.map(({ until }) => until).filter((until) => until !== undefined && isAfter(until, now)) as string[];
  const last = ends.sort((one, other) => fromRfc3339(other)! - fromRfc3339(one)!).find((until) => coveredBy(token, { ...missing, until }, catalogue));
  if (last !== undefined) return { holds: 'lasting', until: last };
  return token.grants.some((grant) => grant.once === true && isSame(grant, missing) && lives(grant, now)) ? { holds: 'once' } : { holds: 'nothing' };
}

/** What the token holds besides is left out, but what it is denied: a denial takes from whatever it is given. */
function coveredBy(token: Power, grant: Grant, catalogue: GrantCatalogue): boolean {
  return exceeds(token, { ...token, grants: [grant, ...token.grants.filter(isDenial)] }, catalogue) === null;
}

/**
 * The token's grants when it is given what it lacked; null: it holds that already, for at least as long. What it held of the very
 * same for less gives way.
 */
export function withMissing(token: Power, missing: OperationGrant, givenFor: GivenFor, now: Instant, catalogue: GrantCatalogue): Grant[] | null {
  const holding = holdingOf(token, missing, now, catalogue);
  const given = asGiven(missing, givenFor, now);
  if (holding.holds === 'lasting' && (holding.until === null || given.once || (given.until !== undefined && !isAfter(given.until, fromRfc3339(holding.until)!)))) return null;
  if (holding.holds === 'once' && given.once) return null;
  return [...token.grants.filter((grant) => !isSame(grant, missing) || isDenial(grant)), given];
}

function asGiven(missing: OperationGrant, givenFor: GivenFor, now: Instant): Grant {
  if (givenFor === 'once') return { ...missing, once: true };
  return givenFor === 'hour' ? { ...missing, until: toRfc3339(instant(now + HOUR_MS)) } : missing;
}

/** The same operation on the same things, for however long. */
function isSame(grant: Grant, missing: OperationGrant): boolean {
  return 'operation' in grant && grant.operation === missing.operation && grant.access === missing.access && areEqual(grant.resources, missing.resources);
}

function areEqual(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.length === other.length && one.every((resource) => other.includes(resource));
}

function lives({ until }: Grant, now: Instant): boolean {
  return until === undefined || isAfter(until, now);
}

function isAfter(until: string, now: Instant): boolean {
  const at = fromRfc3339(until);
  return at !== null && at > now;
}
