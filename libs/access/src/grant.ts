import { isManagement, type OperationFacts } from './operation.js';

/** `read` narrows a grant to read operations; `write`, or nothing, does not narrow it. */
export type GrantAccess = 'read' | 'write';

export interface FeatureGrant {
  readonly feature: string;
  readonly access?: GrantAccess | undefined;
}

export interface OperationGrant {
  /** `DNS::parse_zone`, or `Email::*` for a module. */
  readonly operation: string;
  readonly access?: GrantAccess | undefined;
}

/** What a restricted token was given. Exactly one selector. */
export type Grant = FeatureGrant | OperationGrant;

/** `field` is empty where the grant as a whole is meant. */
export interface GrantError {
  readonly field: string;
  readonly message: string;
}

const FIELDS = ['feature', 'operation', 'access'];
const FEATURE = /^[a-z0-9_-]{1,64}$/;
const OPERATION = /^(?=.{1,120}$)[A-Za-z0-9_]+::(?:[A-Za-z0-9_]+|\*)$/;
const WILDCARD = '::*';

/**
 * What is wrong with a grant that came from outside; empty when it is a `Grant`.
 * Strict: a misspelt restriction must not vanish.
 */
export function grantErrors(value: unknown): readonly GrantError[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ field: '', message: 'must be an object' }];
  }
  const given = value as Record<string, unknown>;
  const errors = Object.keys(given)
    .filter((field) => !FIELDS.includes(field))
    .map((field) => ({ field, message: 'is not a field of a grant' }));

  if ('feature' in given === 'operation' in given) {
    errors.push({ field: '', message: 'needs exactly one of feature and operation' });
  }
  if ('feature' in given && !matches(FEATURE, given.feature)) {
    errors.push({ field: 'feature', message: 'must be 1-64 lower-case letters, digits, - or _' });
  }
  if ('operation' in given) {
    if (!matches(OPERATION, given.operation)) {
      errors.push({ field: 'operation', message: 'must name an operation such as DNS::parse_zone or Email::*' });
    } else if (isManagement(given.operation) && given.operation.endsWith(WILDCARD)) {
      errors.push({ field: 'operation', message: 'must name each Portcullis operation by itself' });
    }
  }
  if ('access' in given && given.access !== 'read' && given.access !== 'write') {
    errors.push({ field: 'access', message: 'must be read or write' });
  }
  return errors;
}

/** The module of `Email::*`; null for a grant of one operation or of a feature. */
export function wildcardModule(grant: Grant): string | null {
  return 'operation' in grant && grant.operation.endsWith(WILDCARD) ? grant.operation.slice(0, -WILDCARD.length) : null;
}

/** Whether the grant's selector means this operation, its `access` left aside. */
export function selects(grant: Grant, operation: OperationFacts): boolean {
  // Nobody who chose grants can have meant an operation that no catalogue describes.
  if (!operation.known) return false;
  if ('operation' in grant && grant.operation === operation.name) return true;
  // Everything wider than a name stops at secrets, and at Portcullis itself: Email::* is never taken to mean a log-in.
  if (operation.access === 'secret' || isManagement(operation.name)) return false;
  if ('feature' in grant) return operation.features.includes(grant.feature);
  return grant.operation.endsWith(WILDCARD) && operation.name.startsWith(grant.operation.slice(0, -1));
}

/** Whether the grant allows this operation. */
export function covers(grant: Grant, operation: OperationFacts): boolean {
  return selects(grant, operation) && (grant.access !== 'read' || operation.access === 'read');
}

/** The grant in words, for a sentence such as "the calling token does not hold …". */
export function describeGrant(grant: Grant): string {
  const what = 'feature' in grant ? `feature ${grant.feature}` : `operation ${grant.operation}`;
  return grant.access === 'read' ? `${what} for reading` : what;
}

function matches(pattern: RegExp, value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value);
}
