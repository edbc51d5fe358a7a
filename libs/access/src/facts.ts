import type { Instant } from '@portcullis/kernel';
import type { Grant } from './grant.js';
import type { OperationFacts } from './operation.js';
import type { TenantPolicy } from './policy.js';
import type { PrincipalKind } from './principal.js';
import type { Leaf } from './resource.js';
import type { TimeWindow } from './time-window.js';
import type { TokenTimes } from './token-state.js';

export type TokenAccess = 'full' | 'restricted';
/** How a token is carried: in a header, in the cookie of a console session, or once, in a link that opens one. */
export type TokenForm = 'token' | 'session' | 'link';
export type OwnerStatus = 'active' | 'suspended';

/** What the token itself says, and the credential that was presented for it. */
export interface TokenFacts extends TokenTimes {
  readonly kind: PrincipalKind;
  readonly form: TokenForm;
  readonly access: TokenAccess;
  /** Empty for full access. */
  readonly grants: readonly Grant[];
  /** The version of the catalogue that its grants were given under. */
  readonly catalogueVersion: number;
  /** True: reading operations only, whatever the grants say. */
  readonly readOnly: boolean;
  /** Addresses and CIDR ranges it may be used from; empty: from anywhere. */
  readonly ipAllowlist: readonly string[];
  /** When in the week it may be used; empty: always. */
  readonly timeWindows: readonly TimeWindow[];
  /** When the presented credential ends, because another has replaced it; null for the current one. */
  readonly credentialEndsAt: Instant | null;
  readonly createdAt: Instant;
  /** When it was made, given its newest secret, or used, whichever came last. */
  readonly activeAt: Instant;
}

/** What is true today of those to whom the token belongs. */
export interface OwnerFacts {
  /** The token's tenant and every tenant above it, in any order; at least the token's own. */
  readonly tenants: readonly [OwnerStatus, ...OwnerStatus[]];
  /** Null when no account owns the token. */
  readonly account: { readonly status: OwnerStatus | 'removed'; readonly features: ReadonlySet<string> } | null;
  /** What its tenant and every tenant above it have laid down, the strictest of each part. */
  readonly policy: TenantPolicy;
}

/** Where and when a token is presented. */
export interface Circumstances {
  /** The latest that it may be at the authorities: what ends has ended by it. */
  readonly now: Instant;
  /** The earliest that it may be there: what begins has not begun before it. Left out: the same. */
  readonly earliest?: Instant | undefined;
  /** The address it is used from; null where nobody knows, which counts against a token that asks for certain ones. */
  readonly ip: string | null;
}

/** What a call is, and everything that it touches. */
export interface Asked {
  readonly operation: OperationFacts;
  /** None, or left out: it is about all that the owner has. */
  readonly leaves?: readonly Leaf[];
}
