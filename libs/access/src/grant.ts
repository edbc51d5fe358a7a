import { canonicalOperation } from './management.js';
import { isManagement, type OperationFacts } from './operation.js';
import { matches, parseResource, type Leaf } from './resource.js';

/** `read` narrows a grant to read operations; `write`, or nothing, does not narrow it. */
export type GrantAccess = 'read' | 'write';

interface Narrowing {
  readonly access?: GrantAccess | undefined;
  /** What it may be used on, such as `zone:example.com`; left out: on anything. */
  readonly resources?: string[] | undefined;
}

export interface FeatureGrant extends Narrowing {
  readonly feature: string;
}

export interface OperationGrant extends Narrowing {
  /** `DNS::parse_zone`, or `Email::*` for a module. */
  readonly operation: string;
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
  if ('operation' in grant && canonicalOperation(grant.operation) === operation.name) return true;
  // Everything wider than a name stops at secrets, and at Portcullis itself: Email::* is never taken to mean a log-in.
  if (operation.access === 'secret' || isManagement(operation.name)) return false;
  if ('feature' in grant) return operation.features.includes(grant.feature);
  return grant.operation.endsWith(WILDCARD) && operation.name.startsWith(grant.operation.slice(0, -1));
}

/** Whether the grant allows this operation, on something or other. */
export function covers(grant: Grant, operation: OperationFacts): boolean {
  return selects(grant, operation) && (grant.access !== 'read' || operation.access === 'read');
}

/**
 * Whether these grants, which all allow an operation, allow it on this. Resources that cannot be read mean nothing: a
 * restriction that is not understood does not fall away.
 */
export function reach(grants: readonly Grant[], leaf: Leaf): boolean {
  return grants.some(({ resources }) => resources?.some((text) => meansLeaf(text, leaf)) ?? true);
}

function meansLeaf(text: string, leaf: Leaf): boolean {
  const pattern = parseResource(text);
  return pattern !== null && matches(pattern, leaf);
}

/** The grant in words, for a sentence such as "the calling token does not hold …". */
export function describeGrant(grant: Grant): string {
  const what = 'feature' in grant ? `feature ${grant.feature}` : `operation ${grant.operation}`;
  const on = grant.resources === undefined ? '' : ` on ${grant.resources.slice(0, 3).join(', ')}${grant.resources.length > 3 ? ' and more' : ''}`;
  return (grant.access === 'read' ? `${what} for reading` : what) + on;
}

/**
 * Whether these grants reach a leaf that cannot be told yet, once it can: only then is it worth asking the panel which record
 * stands at a line. Everything else about it is decided without a question to anybody.
 */
export function mayReach(grants: readonly Grant[], leaf: Leaf): boolean {
  if (reach(grants, leaf)) return true;
  if (leaf.kind !== 'unread') return false;
  return grants.some(({ resources = [] }) =>
    resources.some((text) => {
      const pattern = parseResource(text);
      if (leaf.of === 'cron_line') return pattern?.kind === 'cron_line';
      if (leaf.of !== 'record' || leaf.zone === null || pattern?.kind !== 'record') return false;
      return pattern.name === leaf.zone || pattern.name.endsWith(`.${leaf.zone}`);
    }),
  );
}
