import { canonicalOperation } from './management.js';
import { isManagement, rowAt, type OperationFacts, type OperationRow } from './operation.js';

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

export function isDenial(grant: Grant): boolean {
  return grant.effect === 'deny';
}

/** The module of `Email::*`; null for a grant of one operation, of a feature or of a preset. */
export function wildcardModule(grant: Grant): string | null {
  return 'operation' in grant && grant.operation.endsWith(WILDCARD) ? grant.operation.slice(0, -WILDCARD.length) : null;
}

/** `Email::` of `Email::add_pop`: the colons included, so that it is not taken for the beginning of `EmailAuth::`. */
export function moduleOf(operationName: string): string {
  return operationName.slice(0, operationName.indexOf('::') + 2);
}

/** Under which version of a catalogue a grant was given; null: it means what the newest says, whichever that is. */
export type GivenUnder = number | null;

/** Whether the grant, read by one row of the catalogue, means this operation; its `access` and its effect left aside. */
function means(grant: SimpleGrant, name: string, row: OperationRow): boolean {
  if ('operation' in grant && (grant.operation === name || canonicalOperation(grant.operation) === name)) return true;
  // Everything wider than a name stops at secrets, and at Portcullis itself: Email::* is never taken to mean a log-in.
  if (row.access === 'secret' || isManagement(name) || !row.known) return false;
  if ('feature' in grant) return row.features.includes(grant.feature);
  return grant.operation.endsWith(WILDCARD) && name.startsWith(grant.operation.slice(0, -1));
}

/**
 * Whether an allowing grant's selector means this operation, its `access` left aside: by what the catalogue said when it was given,
 * and by what it says today.
 */
export function selects(grant: SimpleGrant, operation: OperationFacts, givenUnder: GivenUnder): boolean {
  // Nobody who chose grants can have meant an operation that no catalogue describes.
  if (!operation.known || !means(grant, operation.name, operation)) return false;
  return givenUnder === null || operation.earlier === undefined || means(grant, operation.name, rowAt(operation, givenUnder));
}

/** Whether the grant allows this operation, on something or other, some time. */
export function covers(grant: SimpleGrant, operation: OperationFacts, givenUnder: GivenUnder): boolean {
  if (!selects(grant, operation, givenUnder)) return false;
  return grant.access !== 'read' || (operation.access === 'read' && (givenUnder === null || rowAt(operation, givenUnder).access === 'read'));
}

/**
 * Whether a denial is of this operation, on something or other. It is generous where an allowance is careful: by what the catalogue
 * says today or by what it said when it was given, secrets included, and of a module also what no catalogue lists.
 */
export function forbids(grant: SimpleGrant, operation: OperationFacts, givenUnder: GivenUnder): boolean {
  if (isForbiddenBy(grant, operation.name, operation)) return true;
  return givenUnder !== null && operation.earlier !== undefined && isForbiddenBy(grant, operation.name, rowAt(operation, givenUnder));
}

function isForbiddenBy(grant: SimpleGrant, name: string, row: OperationRow): boolean {
  if (grant.access !== undefined && (grant.access === 'read') !== (row.access === 'read')) return false;
  if ('feature' in grant) return row.features.includes(grant.feature);
  return canonicalOperation(grant.operation) === name || (grant.operation.endsWith(WILDCARD) && name.startsWith(grant.operation.slice(0, -1)));
}

/** The grant in words, for a sentence such as "the calling token does not hold …". */
export function describeGrant(grant: Grant): string {
  const what = 'feature' in grant ? `feature ${grant.feature}` : 'preset' in grant ? `preset ${grant.preset}` : `operation ${grant.operation}`;
  const on = grant.resources === undefined ? '' : ` on ${grant.resources.slice(0, 3).join(', ')}${grant.resources.length > 3 ? ' and more' : ''}`;
  const until = grant.until === undefined ? '' : ` until ${grant.until}`;
  return (grant.access === 'read' ? `${what} for reading` : what) + on + until;
}
