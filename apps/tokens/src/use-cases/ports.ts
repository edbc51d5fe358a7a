import type { RateLimit, TokenState } from '@portcullis/access';
import type { ChangePosition, EventData, EventType } from '@portcullis/contracts';
import type { AccountId, Instant, Result, Shard, TenantId, TokenId } from '@portcullis/kernel';
import type { Made, RepeatableRequest, RepeatRefusal } from '@portcullis/platform/idempotency';
import type { Keyring } from '../domain/credential-mac.js';
import type { LockedCaller } from '../domain/handing-out.js';
import type { Credential, SeenCredential, SeenToken, Token, TokenAccess, TokenFacts, TokenForm, TokenKind } from '../domain/token.js';

/** The keys that credentials are kept under, as their file says now. */
export interface CredentialKeys extends Keyring {
  /** To be called with key ids that were met: looks for one that is unknown in the file again. */
  learn(ids: readonly string[]): void;
}

/** A tenant, or one of its accounts. */
export interface Owner {
  readonly tenantId: TenantId;
  readonly accountId: AccountId | null;
}

/** Names a token within a tenant; with an account, only if it belongs to that account. */
export interface TokenRef extends Owner {
  readonly id: TokenId;
}

/** Who must hold what is handed out. */
export interface CallerRef {
  readonly tenantId: TenantId;
  readonly tokenId: TokenId;
  /** The credential it presented; null: none, another one's call rests on it. */
  readonly publicId: string | null;
}

/** What grants say that they are of. */
export interface Selectors {
  readonly operations: readonly string[];
  readonly features: readonly string[];
  readonly presets: readonly string[];
}

export interface ListOfTokens {
  /** `accountId` null: all tokens of the tenant. */
  readonly owner: Owner;
  /** Null: any. */
  readonly filter: {
    readonly state: TokenState | null;
    readonly kind: TokenKind | null;
    readonly form: TokenForm;
    readonly access: TokenAccess | null;
    /** `team:dns` */
    readonly label: string | null;
    /** What the name begins with. */
    readonly name: string | null;
    /** Living tokens that have full access, or a grant that allows something by one of these. Some others may be among them. */
    readonly selectors: Selectors | null;
  };
  readonly sort: 'createdAt' | '-createdAt' | 'name' | '-name';
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** What to pass as `cursor` for the next page; null on the last one. */
  readonly next: string | null;
  /** The database's clock, by which states were told. */
  readonly at: Instant;
}

export interface TokenStore {
  /** Everything in it commits together, or nothing: a refusal rolls back. Sees this tenant's rows only. */
  commit<Outcome extends Result<unknown, unknown>>(tenantId: TenantId, work: (tx: TokenTransaction) => Promise<Outcome>): Promise<Outcome>;
  read(ref: TokenRef): Promise<{ token: SeenToken; credentials: readonly SeenCredential[] } | null>;
  /** Null: the cursor is none of this list. */
  list(list: ListOfTokens, limit: number, cursor: string | null): Promise<Page<SeenToken> | null>;
  /** The hot read: one round trip. `at` is the database's clock. */
  resolve(shard: Shard, publicId: string): Promise<ResolvedRow | null>;
}

export interface ResolvedRow {
  readonly token: TokenFacts;
  readonly credential: Credential;
  readonly credentialEndsAt: Instant | null;
  readonly createdAt: Instant;
  /** The latest of its making, of its newest credential's, and of the last use of any of them. */
  readonly activeAt: Instant;
  readonly stamp: ReadPosition;
  readonly at: Instant;
}

/** How far a shard's history had come before something was read. */
export interface ReadPosition {
  readonly epoch: number;
  readonly rev: number;
}

export interface TokenTransaction {
  /** First of all: what an earlier request with the same key made, null for a new one. */
  recall(request: RepeatableRequest | null): Promise<Result<Made | null, RepeatRefusal>>;
  remember(request: RepeatableRequest | null, made: TokenId): Promise<void>;

  /**
   * The caller's own token, locked for share: it cannot be revoked, narrowed or regenerated before this transaction ends. Null:
   * it is gone, or what it presented is.
   */
  lockCaller(caller: CallerRef): Promise<LockedCaller | null>;
  /**
   * The caller's own token, locked for share, and the token it writes, locked for that; both in one order whoever asks, so
   * that two who write each other's never wait for each other.
   */
  lockBoth(caller: CallerRef, ref: TokenRef): Promise<{ caller: LockedCaller | null; token: Token | null }>;
  /** Takes so many uses of a locked token's own quota, for others to have. False: it has not as many left. */
  handOnUses(token: Pick<TokenFacts, 'tenantId' | 'id'>, uses: number): Promise<boolean>;
  /** How many tokens of an owner are neither revoked nor expired. Whoever asks this of one owner waits for the others who do, until they commit. */
  countLive(owner: Owner): Promise<number>;
  find(ref: TokenRef): Promise<SeenToken | null>;
  credentials(ref: TokenRef): Promise<readonly SeenCredential[]>;

  /** False: the name is taken by another token of the owner. */
  insert(token: Token, credential: Credential): Promise<boolean>;
  /** Writes what can be edited, over the version that `token` has. It must be locked. */
  edit(token: Token): Promise<'edited' | 'name_taken'>;
  /**
   * Makes `credential` the current one. The one before it ends after the overlap, by the database's clock; one that was
   * replaced earlier ends now. The token must be locked.
   */
  replaceCredential(token: Token, credential: Credential, overlapSeconds: number, at: Instant): Promise<void>;
  /** Ends what was replaced and still works, of a token that was not revoked; answers its public ids. */
  endReplaced(ref: TokenRef): Promise<readonly string[]>;
  /** Ends the secrets of a locked token as a regeneration at that time did, the one before it `until` then. Twice does the same as once. */
  endAsReplaced(token: Pick<Token, 'id' | 'tenantId'>, at: Instant, until: Instant): Promise<void>;
  /** Ends these secrets of a locked token at that time, unless they ended before. */
  endCredentials(token: Pick<Token, 'id' | 'tenantId'>, publicIds: readonly string[], at: Instant): Promise<void>;
  /** Some of an owner's sessions and links that are not dead yet, or `only` one; now revoked. */
  revokeSessions(owner: Owner, by: { only: TokenId | null; at: Instant; id: TokenId; reason: string; limit: number }): Promise<readonly Token[]>;
  /** False: there is none such, it was revoked before, or it has another version than this one. */
  revoke(ref: TokenRef, by: { at: Instant; id: TokenId; reason: string | null; expectedVersion: number | null }): Promise<boolean>;

  /** Told if, and only if, this transaction commits. */
  tell<Type extends EventType>(token: Pick<Token, 'id' | 'tenantId' | 'shard'>, type: Type, time: Instant, data: EventData[Type]): Promise<void>;
  /** Numbers the change; the last statement of a transaction. */
  recordChange(token: Pick<Token, 'id' | 'tenantId' | 'shard'>): Promise<ChangePosition>;
  /** The newest change of a token; of a revoked one, the change that took its power. */
  lastChange(token: Pick<Token, 'id' | 'tenantId' | 'shard'>): Promise<ChangePosition | null>;
}

export interface RateDraw {
  readonly limit: RateLimit;
  readonly want: number;
}

export interface DrawRequest {
  readonly tenantId: TenantId;
  readonly tokenId: TokenId;
  readonly tokenRate: RateDraw | null;
  readonly tenantRate: RateDraw | null;
  readonly uses: { readonly want: number } | null;
}

export interface Draw {
  readonly granted: number;
  readonly left: number;
}

export interface Drawn {
  readonly tokenRate: (Draw & { readonly endsAt: Instant }) | null;
  readonly tenantRate: (Draw & { readonly endsAt: Instant }) | null;
  readonly uses: Draw | null;
  /** The database's clock. */
  readonly at: Instant;
}

/** So many uses of a credential, and where the last of them came from. */
export interface Use {
  readonly tokenId: TokenId;
  readonly publicId: string;
  readonly count: number;
  readonly at: Instant;
  readonly ip: string;
  readonly agent: string | null;
}

export interface Allowances {
  /** Never more than the limits, all draws together. Of a token that is gone or revoked no uses are granted. */
  draw(request: DrawRequest): Promise<Drawn>;
  /** What is not known is passed over. */
  record(tenantId: TenantId, shard: Shard, uses: readonly Use[]): Promise<void>;
}

export interface TenantPlace {
  readonly tenantId: TenantId;
  readonly shard: Shard;
}

export interface Remains {
  /** Every tenant that has a token, dead ones included. */
  tenants(): Promise<readonly TenantPlace[]>;
  /** Of requests with an Idempotency-Key, what is too old. */
  forgetRequests(tenantId: TenantId): Promise<void>;
  /** Deletes at most `limit` tokens that died longer ago; answers how many. */
  clearDead(tenantId: TenantId, days: number, limit: number): Promise<number>;
}

export interface Policies {
  /** How long dead tokens of the tenant stay to be seen; null: nobody knows the tenant. */
  deadTokenDays(place: TenantPlace): Promise<number | null>;
}
