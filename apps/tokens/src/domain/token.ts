import type { Grant } from '@portcullis/access';
import type { AccountId, Instant, Shard, TenantId, TokenId } from '@portcullis/kernel';

export type TokenKind = 'account' | 'tenant' | 'service' | 'operator';
export type TokenAccess = 'full' | 'restricted';

/** A token as it is kept: facts only. What a clock can change is derived from them. */
export interface Token {
  readonly id: TokenId;
  readonly tenantId: TenantId;
  readonly accountId: AccountId | null;
  readonly shard: Shard;
  readonly kind: TokenKind;
  readonly name: string;
  readonly description: string;
  readonly access: TokenAccess;
  readonly grants: readonly Grant[];
  readonly expiresAt: Instant | null;
  readonly createdAt: Instant;
  readonly createdBy: TokenId | null;
  readonly revokedAt: Instant | null;
}

/** What a presented secret is matched against. The public id names it and may be logged. */
export interface Credential {
  readonly publicId: string;
  readonly keyId: string;
  readonly mac: Uint8Array;
}
