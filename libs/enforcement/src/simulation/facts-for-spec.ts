import { shard, type Shard } from '@portcullis/kernel';
import { targetKey, type Stamp } from '../terms.js';

/** What there is in the simulation: two tenants in a shard each, with two accounts and one feature list. */
export const TENANTS = ['ten_0', 'ten_1'] as const;
export const ACCOUNTS = ['acc_00', 'acc_01', 'acc_10', 'acc_11'] as const;
export const SHARDS: readonly Shard[] = [shard(1), shard(2)];

export const tenantOf = (account: string): string => `ten_${account[4]}`;
export const shardOf = (tenant: string): Shard => SHARDS[Number(tenant[4])]!;

export type AuthorityName = 'tokens' | 'permissions';
export const AUTHORITIES: readonly AuthorityName[] = ['tokens', 'permissions'];

/** A token as it is asked for. */
export interface TokenPlan {
  readonly publicId: string;
  readonly account: string;
  /** The token that makes it; null: nobody's. */
  readonly maker: string | null;
  readonly livesMs: number;
}

/** A call that takes power, or gives it back. */
export type Power =
  | { readonly kind: 'revoke'; readonly token: string; readonly account: string }
  /** All tokens of an account or a tenant that there are. */
  | { readonly kind: 'bulk'; readonly owner: string }
  | { readonly kind: 'suspend' | 'lift'; readonly account: string }
  | { readonly kind: 'narrow' | 'widen'; readonly tenant: string };

export interface CredentialFact {
  readonly publicId: string;
  readonly account: string;
  readonly isRevoked: boolean;
  readonly expiresAtMs: number;
}
export interface AccountFact {
  readonly isSuspended: boolean;
}
export interface ListFact {
  readonly hasFeature: boolean;
}
export type Fact = CredentialFact | AccountFact | ListFact;

/** A fact as an authority hands it out, under the key it is kept by. */
export interface Part {
  readonly key: string;
  readonly fact: Fact;
  readonly stamp: Stamp;
}

export const tokenTarget = (account: string, publicId: string): string => targetKey({ kind: 'token', tenantId: tenantOf(account), id: publicId });
export const accountTarget = (account: string): string => targetKey({ kind: 'account', tenantId: tenantOf(account), id: account });
export const listTarget = (tenant: string): string => targetKey({ kind: 'feature_list', tenantId: tenant, id: 'web' });
export function barrierTarget(owner: string): string {
  return targetKey({ kind: 'barrier', tenantId: owner.startsWith('ten') ? owner : tenantOf(owner), id: owner });
}
