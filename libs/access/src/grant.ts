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

const WILDCARD = '::*';

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
