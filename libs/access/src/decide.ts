import type { Instant } from '@portcullis/kernel';
import { covers, selects, type Grant } from './grant.js';
import { mayEverHold } from './management.js';
import { isManagement, type OperationFacts } from './operation.js';
import type { PrincipalKind } from './principal.js';
import { tokenState } from './token-state.js';

export type TokenAccess = 'full' | 'restricted';
export type OwnerStatus = 'active' | 'suspended';

/** What the token itself says. */
export interface TokenFacts {
  readonly kind: PrincipalKind;
  readonly access: TokenAccess;
  /** Empty for full access. */
  readonly grants: readonly Grant[];
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
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
  | 'tenant_suspended'
  | 'account_suspended'
  | 'account_removed'
  /** A token of this kind can never hold this operation. */
  | 'principal_cannot'
  /** No catalogue knows the operation, so nobody can have granted it. */
  | 'operation_unclassified'
  | 'not_granted'
  /** Granted, but for reading only. */
  | 'read_only_grant'
  | 'feature_missing';

/** `missing` is a whole sentence for a customer, without `]` and `"`, at which some panel clients stop reading. */
export interface Denial {
  readonly allowed: false;
  readonly code: DenialCode;
  readonly missing: string;
}
export type Decision = { readonly allowed: true } | Denial;

const ALLOWED: Decision = { allowed: true };

/** Is the token worth anything at all, whatever for? Not a boolean: read `allowed`. */
export function decideLive(token: TokenFacts, owner: OwnerFacts, now: Instant): Decision {
  const state = tokenState(token, now);
  if (state === 'revoked') return denied('token_revoked', 'The token was revoked.');
  if (state === 'expired') return denied('token_expired', 'The token has expired.');
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

export interface Question {
  readonly token: TokenFacts;
  readonly owner: OwnerFacts;
  readonly operation: OperationFacts;
  readonly now: Instant;
}

/**
 * May the token do this now? Every part must consent: the token is live, its kind may hold the operation, it was
 * granted, and the account holds the feature today. Computed when asked and never kept, and the same in whatever order
 * the facts come.
 */
export function decide({ token, owner, operation, now }: Question): Decision {
  const live = decideLive(token, owner, now);
  if (!live.allowed) return live;
  if (isManagement(operation.name) && !mayEverHold(token.kind, operation.name)) {
    return denied('principal_cannot', `A token of kind ${token.kind} can never hold ${operation.name}.`);
  }
  if (!holdsEverything(token) && !token.grants.some((grant) => covers(grant, operation))) {
    return ungranted(token, operation);
  }
  if (owner.account !== null && !holdsAnyFeature(owner.account.features, operation)) {
    // The wording of real panels, which people know and search for.
    return denied('feature_missing', `You do not have the feature “${operation.features[0]}”.`);
  }
  return ALLOWED;
}

/** A service holds what it was given by name: full access gives it nothing. */
export function holdsEverything(token: { readonly kind: PrincipalKind; readonly access: TokenAccess }): boolean {
  return token.access === 'full' && token.kind !== 'service';
}

function holdsAnyFeature(held: ReadonlySet<string>, operation: OperationFacts): boolean {
  return operation.features.length === 0 || operation.features.some((feature) => held.has(feature));
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
