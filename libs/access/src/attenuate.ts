import { parseAddressRange, withinRange, type Instant } from '@portcullis/kernel';
import { holdsEverything, type TokenAccess } from './decide.js';
import { covers, describeGrant, wildcardModule, type Grant, type OperationGrant } from './grant.js';
import { canonicalOperation, managementOperation, mayEverHold } from './management.js';
import { isManagement, unknownOperation, type OperationFacts } from './operation.js';
import type { PrincipalKind } from './principal.js';
import { liesWithin, parseResource } from './resource.js';
import type { TokenTimes } from './token-state.js';

/** At most so many requests in each window of so many seconds. */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
}

/** What a token may do, and under which conditions; its life and its owner left aside. */
export interface Power {
  readonly kind: PrincipalKind;
  readonly access: TokenAccess;
  readonly grants: readonly Grant[];
  readonly readOnly: boolean;
  readonly ipAllowlist: readonly string[];
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
 *
 * `operationNamed` looks a name up in the catalogue of panel operations. Without it a caller's `Email::*` hands on
 * `Email::*`, but no single operation, since that one might be a secret.
 */
export function exceeds(
  caller: Power,
  requested: Power,
  operationNamed: (name: string) => OperationFacts = unknownOperation,
): string | null {
  if (!MAY_MAKE[caller.kind].includes(requested.kind)) return `the power of a token of kind ${requested.kind}`;
  if (requested.access === 'full' && !holdsEverything(caller)) return 'full access';
  const excess = requested.grants.find((grant) => !mayHandOut(caller, grant, operationNamed));
  return excess === undefined ? freerThan(caller, requested) : describeGrant(excess);
}

/** A condition of the caller that the new token would not have: else whoever is held by it would make a token that is not. */
function freerThan(caller: Power, requested: Power): string | null {
  if (caller.readOnly && !requested.readOnly) return 'more than reading';
  if (caller.ipAllowlist.length > 0 && !addressesWithin(requested.ipAllowlist, caller.ipAllowlist)) {
    return 'use from other addresses than its own';
  }
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

function mayHandOut(caller: Power, grant: Grant, operationNamed: (name: string) => OperationFacts): boolean {
  // Full access does not reach past the kind: a tenant cannot give a service what only the platform holds.
  if ('operation' in grant && isManagement(nameOf(grant)) && !mayEverHold(caller.kind, nameOf(grant))) return false;
  return holdsEverything(caller) || caller.grants.some((held) => contains(held, grant, operationNamed));
}

/** Whether all that `grant` covers is covered by `held` as well. */
function contains(held: Grant, grant: Grant, operationNamed: (name: string) => OperationFacts): boolean {
  return resourcesWithin(grant, held) && containsOperations(held, grant, operationNamed);
}

/** Each of the grant's resources must lie in one of the held ones; none named is everything. */
function resourcesWithin({ resources: inner }: Grant, { resources: outer }: Grant): boolean {
  if (outer === undefined) return true;
  if (inner === undefined) return false;
  const around = outer.map(parseResource);
  return inner.map(parseResource).every((one) => one !== null && around.some((wide) => wide !== null && liesWithin(one, wide)));
}

function containsOperations(held: Grant, grant: Grant, operationNamed: (name: string) => OperationFacts): boolean {
  if ('preset' in held || 'preset' in grant) return false;
  const narrowed = held.access !== 'read' || grant.access === 'read';
  if ('feature' in grant) return narrowed && 'feature' in held && held.feature === grant.feature;
  if ('operation' in held && nameOf(held) === nameOf(grant)) return narrowed;
  if (wildcardModule(grant) !== null) return false;
  // One operation, under a wildcard or a feature of the caller.
  return covers(held, managementOperation(nameOf(grant)) ?? operationNamed(grant.operation));
}

/** An alias is what it stands for: else a name of the panel would hand on what is our own. */
function nameOf({ operation }: OperationGrant): string {
  return canonicalOperation(operation);
}
