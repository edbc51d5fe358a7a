import { canonicalOperation } from './management.js';
import { isManagement, type OperationFacts } from './operation.js';
import { matches, parseResource, type Leaf, type ResourcePattern } from './resource.js';

/** `read` narrows a grant to read operations; `write`, or nothing, does not narrow it. A denial for `write` is of all but reading. */
export type GrantAccess = 'read' | 'write';

/** A denial takes from what the other grants give, in whatever order they stand. Left out: `allow`. */
export type GrantEffect = 'allow' | 'deny';

interface Narrowing {
  readonly effect?: GrantEffect | undefined;
  readonly access?: GrantAccess | undefined;
  /** What it may be used on, such as `zone:example.com`; left out: on anything. */
  readonly resources?: string[] | undefined;
  /** When it ends, RFC 3339; left out: with the token. */
  readonly until?: string | undefined;
  /** It is taken from the token by the first call that needs it. */
  readonly once?: true | undefined;
}

export interface FeatureGrant extends Narrowing {
  readonly feature: string;
}

export interface OperationGrant extends Narrowing {
  /** `DNS::parse_zone`, or `Email::*` for a module. */
  readonly operation: string;
}

/** A ready set of operations from the catalogue; which of its resources are for which of them, the preset says. */
export interface PresetGrant extends Narrowing {
  readonly preset: string;
}

/** What a restricted token was given. Exactly one selector. */
export type Grant = SimpleGrant | PresetGrant;

/** A grant that stands for itself. */
export type SimpleGrant = FeatureGrant | OperationGrant;

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
  if ('preset' in grant) return false;
  return grant.operation.endsWith(WILDCARD) && operation.name.startsWith(grant.operation.slice(0, -1));
}

/** Whether the grant allows this operation, on something or other. */
export function covers(grant: Grant, operation: OperationFacts): boolean {
  return selects(grant, operation) && (grant.access !== 'read' || operation.access === 'read');
}

/**
 * Tells whether these grants, which all allow an operation, allow it on something. Resources that cannot be read mean nothing: a
 * restriction that is not understood does not fall away. Read once, for however many things a call touches.
 */
export function reachOf(grants: readonly Grant[]): (leaf: Leaf) => boolean {
  if (grants.some(({ resources }) => resources === undefined)) return () => true;
  const patterns = patternsOf(grants);
  return (leaf) => patterns.some((pattern) => matches(pattern, leaf));
}

function patternsOf(grants: readonly Grant[]): ResourcePattern[] {
  return grants.flatMap(({ resources = [] }) => resources.map(parseResource)).filter((pattern) => pattern !== null);
}

/** The grant in words, for a sentence such as "the calling token does not hold …". */
export function describeGrant(grant: Grant): string {
  const what = 'feature' in grant ? `feature ${grant.feature}` : 'preset' in grant ? `preset ${grant.preset}` : `operation ${grant.operation}`;
  const on = grant.resources === undefined ? '' : ` on ${grant.resources.slice(0, 3).join(', ')}${grant.resources.length > 3 ? ' and more' : ''}`;
  return (grant.access === 'read' ? `${what} for reading` : what) + on;
}

/**
 * Tells whether these grants reach a leaf, or will once it can be told: only then is it worth asking the panel which record stands at
 * a line. Everything else about it is decided without a question to anybody.
 */
export function mayReachOf(grants: readonly Grant[]): (leaf: Leaf) => boolean {
  const reaches = reachOf(grants);
  const patterns = patternsOf(grants);
  return (leaf) => {
    if (reaches(leaf)) return true;
    if (leaf.kind !== 'unread') return false;
    const { of, zone } = leaf;
    if (of === 'cron_line') return patterns.some(({ kind }) => kind === 'cron_line');
    return of === 'record' && zone !== null && patterns.some((pattern) => pattern.kind === 'record' && (pattern.name === zone || pattern.name.endsWith(`.${zone}`)));
  };
}
