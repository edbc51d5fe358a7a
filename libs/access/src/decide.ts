import type { Instant } from '@portcullis/kernel';
import { addressAllowed } from './address-list.js';
import { covers, mayReachOf, reachOf, selects, type Grant } from './grant.js';
import { mayEverHold } from './management.js';
import { isManagement, isProviders, type OperationFacts } from './operation.js';
import type { PrincipalKind } from './principal.js';
import { leafText, type Leaf } from './resource.js';
import { tokenState, type TokenTimes } from './token-state.js';

export type TokenAccess = 'full' | 'restricted';
export type OwnerStatus = 'active' | 'suspended';

/** What the token itself says, and the credential that was presented for it. */
export interface TokenFacts extends TokenTimes {
  readonly kind: PrincipalKind;
  readonly access: TokenAccess;
  /** Empty for full access. */
  readonly grants: readonly Grant[];
  /** True: reading operations only, whatever the grants say. */
  readonly readOnly: boolean;
  /** Addresses and CIDR ranges it may be used from; empty: from anywhere. */
  readonly ipAllowlist: readonly string[];
  /** When the presented credential ends, because another has replaced it; null for the current one. */
  readonly credentialEndsAt: Instant | null;
}

/** Where and when a token is presented. */
export interface Circumstances {
  readonly now: Instant;
  /** The address it is used from; null where nobody knows, which counts against a token that asks for certain ones. */
  readonly ip: string | null;
}

/** What is true today of those to whom the token belongs. */
export interface OwnerFacts {
  /** The token's tenant and every tenant above it, in any order; at least the token's own. */
  readonly tenants: readonly [OwnerStatus, ...OwnerStatus[]];
  /** Null when no account owns the token. */
  readonly account: { readonly status: OwnerStatus | 'removed'; readonly features: ReadonlySet<string> } | null;
}

export type DenialCode =
  | 'token_revoked'
  | 'token_expired'
  /** Its whole quota of uses has been handed out. */
  | 'token_exhausted'
  | 'token_not_yet_valid'
  /** The secret was replaced by another of the same token, and its time is over. */
  | 'credential_ended'
  /** Not from this address. */
  | 'address_not_allowed'
  /** What the token asks for, an address, is not known here. */
  | 'context_missing'
  | 'tenant_suspended'
  | 'account_suspended'
  | 'account_removed'
  /** A token of this kind can never hold this operation. */
  | 'principal_cannot'
  /** No catalogue knows the operation, so nobody can have granted it. */
  | 'operation_unclassified'
  | 'not_granted'
  /** Granted, but not on this. */
  | 'resource_not_granted'
  /** Granted, but for reading only. */
  | 'read_only_grant'
  /** The token is for reading only. */
  | 'read_only_token'
  | 'feature_missing';

/** `missing` is a whole sentence for a customer, without `]` and `"`, at which some panel clients stop reading. */
export interface Denial {
  readonly allowed: false;
  readonly code: DenialCode;
  readonly missing: string;
}
export type Decision = { readonly allowed: true } | Denial;

const ALLOWED: Decision = { allowed: true };

/** Is the token worth anything at all here and now, whatever for? Not a boolean: read `allowed`. */
export function decideLive(token: TokenFacts, owner: OwnerFacts, circumstances: Circumstances): Decision {
  const ended = decideTimes(token, circumstances.now);
  if (!ended.allowed) return ended;
  const held = decideOwner(token, owner);
  return held.allowed ? decideAddress(token, circumstances.ip) : held;
}

function decideTimes(token: TokenFacts, now: Instant): Decision {
  switch (tokenState(token, now)) {
    case 'revoked':
      return denied('token_revoked', 'The token was revoked.');
    case 'expired':
      return denied('token_expired', 'The token has expired.');
    case 'exhausted':
      return denied('token_exhausted', 'The token has been used as often as it may be.');
    case 'not_yet_valid':
      return denied('token_not_yet_valid', 'The token is not valid yet.');
    case 'suspended':
    case 'active':
    case 'expiring':
      break;
  }
  const { credentialEndsAt } = token;
  if (credentialEndsAt === null || credentialEndsAt > now) return ALLOWED;
  return denied('credential_ended', 'The secret of this token was replaced by another.');
}

function decideAddress({ ipAllowlist }: TokenFacts, ip: string | null): Decision {
  if (ipAllowlist.length === 0) return ALLOWED;
  if (ip === null) return denied('context_missing', 'The token is for certain addresses only, and none is known here.');
  return addressAllowed(ipAllowlist, ip) ? ALLOWED : denied('address_not_allowed', 'The token may not be used from this address.');
}

function decideOwner(token: TokenFacts, owner: OwnerFacts): Decision {
  // Anything but "active" counts against the token, so that a status added later does not open what it should close.
  if (!owner.tenants.every((status) => status === 'active')) {
    return denied('tenant_suspended', 'The provider of this token is suspended.');
  }
  if (owner.account === null && token.kind !== 'account') return ALLOWED;
  if (owner.account === null || owner.account.status === 'removed') {
    return denied('account_removed', 'The account of this token no longer exists.');
  }
  if (owner.account.status !== 'active') return denied('account_suspended', 'The account of this token is suspended.');
  return ALLOWED;
}

export interface Question extends Circumstances {
  readonly token: TokenFacts;
  readonly owner: OwnerFacts;
  readonly operation: OperationFacts;
  /** Everything that the call touches. None, or left out: it is about all that the owner has. */
  readonly leaves?: readonly Leaf[];
}

/**
 * May the token do this now? Every part must consent: the token is live here, its kind may hold the operation, it was
 * granted on all that the call touches, the token is not for reading only, and the account holds the feature today. Computed when asked and never kept, and the same in whatever order
 * the facts come.
 */
export function decide({ token, owner, operation, leaves = [], now, ip }: Question): Decision {
  const live = decideLive(token, owner, { now, ip });
  if (!live.allowed) return live;
  if (isManagement(operation.name) ? !mayEverHold(token.kind, operation.name) : isProviders(operation.name) && token.kind === 'account') {
    return denied('principal_cannot', `A token of kind ${token.kind} can never hold ${operation.name}.`);
  }
  if (!holdsEverything(token)) {
    const grants = token.grants.filter((grant) => covers(grant, operation));
    if (grants.length === 0) return ungranted(token, operation);
    const beyond = beyondReach(grants, operation, leaves);
    if (beyond !== null) return denied('resource_not_granted', beyond);
  }
  if (token.readOnly && operation.access !== 'read') {
    return denied('read_only_token', `The token is for reading only, and ${operation.name} is not a reading operation.`);
  }
  if (owner.account !== null && !holdsAnyFeature(owner.account.features, operation)) {
    // The wording of real panels, which people know and search for.
    return denied('feature_missing', `You do not have the feature “${operation.features[0]}”.`);
  }
  return ALLOWED;
}

/**
 * Of a question that `decide` answers with `resource_not_granted`: whether the answer could be another one when what is
 * unread was read. Asked so that nobody's panel is read for a token that has no business there.
 */
export function hangsOnUnread({ token, operation, leaves = [] }: Question): boolean {
  const mayReach = mayReachOf(token.grants.filter((grant) => covers(grant, operation)));
  return leaves.some(({ kind }) => kind === 'unread') && leaves.every(mayReach);
}

/** A service holds what it was given by name: full access gives it nothing. */
export function holdsEverything(token: { readonly kind: PrincipalKind; readonly access: TokenAccess }): boolean {
  return token.access === 'full' && token.kind !== 'service';
}

function holdsAnyFeature(held: ReadonlySet<string>, operation: OperationFacts): boolean {
  return operation.features.length === 0 || operation.features.some((feature) => held.has(feature));
}

/** What of the call these grants, which all allow its operation, do not reach, in words; null: nothing. */
function beyondReach(grants: readonly Grant[], { name }: OperationFacts, leaves: readonly Leaf[]): string | null {
  if (leaves.length === 0) {
    // Filtering what an account-wide answer shows would change bytes that clients read.
    return grants.some(({ resources }) => resources === undefined) ? null : `The token holds ${name} for certain resources only, and this call is about all of them.`;
  }
  const reaches = reachOf(grants);
  const leaf = leaves.find((one) => !reaches(one));
  if (leaf === undefined) return null;
  // The wording of real panels, which people know and search for.
  if (leaf.kind === 'zone') return `You do not control a DNS zone named ${leaf.name}.`;
  return `The token holds no grant for ${name} on ${leafText(leaf)}.`;
}

/** Why none of the token's grants allows the operation. */
function ungranted(token: TokenFacts, operation: OperationFacts): Denial {
  const { name } = operation;
  if (!operation.known) {
    return denied('operation_unclassified', `${name} is not in the catalogue: only full access reaches it.`);
  }
  if (token.grants.some((grant) => selects(grant, operation))) {
    return denied('read_only_grant', `The token holds ${name} for reading only, and it is not a reading operation.`);
  }
  if (operation.access === 'secret') {
    return denied('not_granted', `${name} hands out a secret, so the token needs a grant that names it.`);
  }
  return denied('not_granted', `The token holds no grant for ${name}.`);
}

function denied(code: DenialCode, missing: string): Denial {
  return { allowed: false, code, missing };
}
