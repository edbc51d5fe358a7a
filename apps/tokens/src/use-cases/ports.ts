import type { ChangePosition, EventData, EventType } from '@portcullis/contracts';
import type { AccountId, Instant, Result, Shard, TenantId, TokenId } from '@portcullis/kernel';
import type { Keyring } from '../domain/credential-mac.js';
import type { Credential, Token } from '../domain/token.js';

/** The keys that credentials are kept under, as their file says now. */
export interface CredentialKeys extends Keyring {
  /** To be called with key ids that were met: looks for one that is unknown in the file again. */
  learn(ids: readonly string[]): void;
}

/** Names a token within a tenant; with an account, only if it belongs to that account. */
export interface TokenRef {
  readonly tenantId: TenantId;
  readonly accountId: AccountId | null;
  readonly id: TokenId;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** What to pass as `cursor` for the next page; null on the last one. */
  readonly next: string | null;
}

export interface TokenStore {
  /** Everything in it commits together, or nothing: a refusal rolls back. Sees this tenant's rows only. */
  commit<Outcome extends Result<unknown, unknown>>(tenantId: TenantId, work: (tx: TokenTransaction) => Promise<Outcome>): Promise<Outcome>;
  find(ref: TokenRef): Promise<Token | null>;
  /** Newest first. Null: the cursor is none of ours. */
  list(owner: { tenantId: TenantId; accountId: AccountId | null }, limit: number, cursor: string | null): Promise<Page<Token> | null>;
  /** The hot read: one round trip. `at` is the database's clock. */
  resolve(shard: Shard, publicId: string): Promise<{ token: Token; credential: Credential; at: Instant } | null>;
}

export interface TokenTransaction {
  /** The caller's own token, locked for share: it cannot be revoked or narrowed before this transaction ends. */
  lockCaller(tenantId: TenantId, id: TokenId): Promise<Token | null>;
  find(ref: TokenRef): Promise<Token | null>;
  /** False: the name is taken by another token of the owner. */
  insert(token: Token, credential: Credential): Promise<boolean>;
  /** The token as it stands now, if it was not revoked before. */
  revoke(ref: TokenRef, at: Instant, by: TokenId): Promise<Token | null>;
  /** Told if, and only if, this transaction commits. */
  tell<Type extends EventType>(token: Token, type: Type, time: Instant, data: EventData[Type]): Promise<void>;
  /** Numbers the change; the last statement of a transaction. */
  recordChange(token: Token): Promise<ChangePosition>;
  /** The change that took a token's power before. */
  lastChange(token: Token): Promise<ChangePosition | null>;
}
