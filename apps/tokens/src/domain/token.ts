import { tokenState, type Grant, type RateLimit, type TimeWindow, type TokenState, type TokenTimes } from '@portcullis/access';
import type { AccountId, Instant, Shard, TenantId, TokenId } from '@portcullis/kernel';

export type TokenKind = 'account' | 'tenant' | 'service' | 'operator';
export type TokenForm = 'token' | 'session' | 'link';
export type TokenAccess = 'full' | 'restricted';

/** What a token may do, and under which conditions. */
export interface TokenRights {
  readonly access: TokenAccess;
  readonly grants: readonly Grant[];
  readonly readOnly: boolean;
  readonly notBefore: Instant | null;
  readonly expiresAt: Instant | null;
  readonly ipAllowlist: readonly string[];
  readonly rateLimit: RateLimit | null;
  readonly useQuota: number | null;
  /** When it may be used, week by week; empty: at any time. */
  readonly timeWindows: readonly TimeWindow[];
}

/** All that bounds a token. What a clock can change is derived from it. */
export interface TokenFacts extends TokenRights {
  readonly id: TokenId;
  readonly tenantId: TenantId;
  readonly accountId: AccountId | null;
  readonly shard: Shard;
  readonly kind: TokenKind;
  readonly form: TokenForm;
  readonly name: string;
  /** Which one its grants were given under. */
  readonly catalogueVersion: number;
  /** Uses handed out to gateways. */
  readonly usesDrawn: number;
  /** What it makes ends no later; null where its own expiry says that. */
  readonly heirsUntil: Instant | null;
  readonly revokedAt: Instant | null;
}

/** A token as it is kept, its credentials aside. */
export interface Token extends TokenFacts {
  readonly description: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly version: number;
  readonly createdAt: Instant;
  readonly createdBy: TokenId | null;
  /** The tenant of its maker, who may belong to one above. */
  readonly createdByTenant: TenantId | null;
  readonly createdFrom: string | null;
  readonly revokedBy: TokenId | null;
  readonly revokedReason: string | null;
}

/** When, from where and with what a token was last used. */
export interface LastUse {
  readonly at: Instant;
  readonly ip: string;
  readonly agent: string | null;
}

/** A token as it is shown. */
export interface SeenToken extends Token {
  readonly lastUsed: LastUse | null;
  /** When it was made, given its newest secret, or used, whichever came last. */
  readonly activeAt: Instant;
}

/** What a presented secret is matched against. The public id names it and may be logged. */
export interface Credential {
  readonly publicId: string;
  readonly keyId: string;
  readonly mac: Uint8Array;
}

/** A credential as it is shown. */
export interface SeenCredential {
  readonly publicId: string;
  readonly createdAt: Instant;
  /** Null: the current one. */
  readonly endsAt: Instant | null;
  readonly uses: number;
  readonly lastUsed: LastUse | null;
}

/** Its own state: whether its owner is suspended is known elsewhere. */
export function stateOf(token: TokenFacts, now: Instant): TokenState {
  return tokenState(timesOf(token), now);
}

export function timesOf(token: TokenFacts): TokenTimes {
  const { revokedAt, expiresAt, notBefore, useQuota, usesDrawn } = token;
  return { revokedAt, expiresAt, notBefore, exhausted: useQuota !== null && usesDrawn >= useQuota };
}

/** Of its quota, what no gateway has in hand; null: it has none. */
export function usesLeft({ useQuota, usesDrawn }: TokenFacts): number | null {
  return useQuota === null ? null : Math.max(0, useQuota - usesDrawn);
}

/** What no token has at its birth. */
export const newborn = { usesDrawn: 0, heirsUntil: null, version: 1, revokedAt: null, revokedBy: null, revokedReason: null } as const;

/** All that its owner may do, from anywhere and for ever. */
export const fullRights: TokenRights = {
  access: 'full',
  grants: [],
  readOnly: false,
  notBefore: null,
  expiresAt: null,
  ipAllowlist: [],
  rateLimit: null,
  useQuota: null,
  timeWindows: [],
};
