import { parseAddressRange, withinRange, type Instant } from '@portcullis/kernel';
import type { GrantCatalogue } from './catalogue.js';
import { expand } from './expand.js';
import type { TokenAccess } from './facts.js';
import { describeGrant, isDenial, type Grant } from './grant.js';
import { contains, denialWithin, mayTouch } from './grant-within.js';
import { holdsEverything } from './granted.js';
import { canonicalOperation, mayEverHold } from './management.js';
import { isManagement } from './operation.js';
import type { PrincipalKind } from './principal.js';
import type { RateLimit } from './rate-limit.js';
import { windowsWithin, type TimeWindow } from './time-window.js';
import type { TokenTimes } from './token-state.js';

/** What a token may do, and under which conditions; its life and its owner left aside. */
export interface Power {
  readonly kind: PrincipalKind;
  readonly access: TokenAccess;
  readonly grants: readonly Grant[];
  /** The version of the catalogue that the grants were given under. */
  readonly catalogueVersion: number;
  readonly readOnly: boolean;
  readonly ipAllowlist: readonly string[];
  readonly timeWindows: readonly TimeWindow[];
  readonly rateLimit: RateLimit | null;
  readonly useQuota: number | null;
}

/** What each kind may hand out. Without it a tenant's token with full access could make itself an operator. */
const MAY_MAKE: Readonly<Record<PrincipalKind, readonly PrincipalKind[]>> = {
  operator: ['operator', 'tenant', 'service', 'account'],
  tenant: ['tenant', 'service', 'account'],
  service: ['service', 'account'],
  account: ['account'],
};

/**
 * What a new token would hold beyond the token that makes it, in words for "the calling token does not hold …";
 * null when nothing. Careful rather than clever: what cannot be shown to be covered counts as too much.
 */
export function exceeds(caller: Power, requested: Power, catalogue: GrantCatalogue): string | null {
  if (!MAY_MAKE[caller.kind].includes(requested.kind)) return `the power of a token of kind ${requested.kind}`;
  if (requested.access === 'full' && !holdsEverything(caller)) return 'full access';
  return beyondGrants(caller, requested, catalogue) ?? freerThan(caller, requested);
}

function beyondGrants(caller: Power, requested: Power, catalogue: GrantCatalogue): string | null {
  const wanted = expand(requested.grants, requested.catalogueVersion, catalogue);
  const allows = wanted.filter(({ grant }) => !isDenial(grant));
  // Full access does not reach past the kind: a tenant cannot give a service what only the platform holds.
  const never = allows.find(({ grant }) => 'operation' in grant && isNever(caller.kind, canonicalOperation(grant.operation)));
  if (never) return describeGrant(never.grant);
  if (holdsEverything(caller)) return null;

  const own = expand(caller.grants, caller.catalogueVersion, catalogue);
  const given = own.filter(({ grant }) => !isDenial(grant));
  const excess = allows.find((one) => !given.some((held) => contains(held, one, catalogue)));
  if (excess) return describeGrant(requested.grants[excess.at]!);
  const denials = wanted.filter(({ grant }) => isDenial(grant));
  const free = own.find((held) => isDenial(held.grant) && allows.some((one) => mayTouch(one, held, catalogue)) && !denials.some((denial) => denialWithin(held, denial)));
  return free === undefined ? null : `what it is denied, ${describeGrant(free.grant)}, so that the new token needs the same denial; else it would hold that`;
}

function isNever(kind: PrincipalKind, operation: string): boolean {
  return isManagement(operation) && !mayEverHold(kind, operation);
}

/** A condition of the caller that the new token would not have: else whoever is held by it would make a token that is not. */
function freerThan(caller: Power, requested: Power): string | null {
  if (caller.readOnly && !requested.readOnly) return 'more than reading';
  if (caller.ipAllowlist.length > 0 && !addressesWithin(requested.ipAllowlist, caller.ipAllowlist)) {
    return 'use from other addresses than its own';
  }
  if (!windowsWithin(requested.timeWindows, caller.timeWindows)) return 'use at other times than its own';
  if (caller.rateLimit !== null && (requested.rateLimit === null || isFaster(requested.rateLimit, caller.rateLimit))) {
    return 'a higher rate than its own';
  }
  if (caller.useQuota !== null && (requested.useQuota === null || requested.useQuota > caller.useQuota)) {
    return 'more uses than its own';
  }
  return null;
}

/** Each of `inner` must lie in one of `outer`; an empty list is everywhere. */
function addressesWithin(inner: readonly string[], outer: readonly string[]): boolean {
  const around = outer.map(parseAddressRange);
  return (
    inner.length > 0 &&
    inner.map(parseAddressRange).every((range) => range !== null && around.some((wide) => wide !== null && withinRange(range, wide)))
  );
}

/** Whether some span of time lets through more: a longer window of the same rate allows a longer burst. */
function isFaster(one: RateLimit, other: RateLimit): boolean {
  return one.requests > other.requests || one.requests * other.seconds > other.requests * one.seconds;
}

/**
 * The end of the token that makes another, where the new one would live past it; null when it would not. No expiry is for
 * ever. Else a token that is stolen in its last second could make itself eternal.
 */
export function outlives(caller: Pick<TokenTimes, 'expiresAt'>, requested: Pick<TokenTimes, 'expiresAt'>): Instant | null {
  if (caller.expiresAt === null) return null;
  return requested.expiresAt === null || requested.expiresAt > caller.expiresAt ? caller.expiresAt : null;
}
