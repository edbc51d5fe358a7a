import type { RateLimit, TokenState } from '@portcullis/access';
import type { RecordedChange } from '@portcullis/authority';
import type { EventData, EventType } from '@portcullis/contracts';
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
export interface CallerRef extends Owner {
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
    readonly createdBefore: Instant | null;
    /** What the name begins with. */
    readonly name: string | null;
    /** Living tokens that have full access, or a grant that allows something by one of these. Some others may be among them. */
    readonly selectors: Selectors | null;
  };
  readonly sort: 'createdAt' | '-createdAt' | 'name' | '-name';
}

/** Tokens, sessions and links that are not revoked: all for which each of these is true. Null: any. */
export interface Selection {
  readonly kind: TokenKind | null;
  readonly createdBefore: Instant | null;
  /** `team:dns` */
  readonly label: string | null;
  /** Full access, or a grant that allows something by one of these. */
  readonly selectors: Selectors | null;
}

export interface Selected {
  readonly count: number;
  /** The oldest of them. */
  readonly first: readonly Pick<Token, 'id' | 'name' | 'accountId'>[];
}

export interface RevokedSelection extends Selected {
  /** Null: they are more than 500. */
  readonly ids: readonly TokenId[] | null;
}

/** Who has tokens revoked, when and why. `id` null: it is not theirs to be told. */
export interface Revoking {
  readonly at: Instant;
  readonly id: TokenId | null;
  readonly reason: string | null;
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
  /** `made`: a token's id, or whatever else tells what was done. */
  remember(request: RepeatableRequest | null, made: string): Promise<void>;

  /**
   * The caller's own token, locked for share: it cannot be revoked, narrowed or regenerated before this transaction ends, nor the
   * tokens of its owner, or of `owner` whose token is to be made, be cut off. Null: it is gone, or what it presented is.
   */
  lockCaller(caller: CallerRef, owner: Owner): Promise<LockedCaller | null>;
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
  /**
   * Revokes every token of an owner that was made before now, of a tenant those of its accounts too, at the cost of one row however
   * many they are. It waits for whoever makes one.
   */
  cutOff(owner: Owner, by: Revoking): Promise<void>;
  /** How many there are, and some of them; nothing is written. */
  peekSelected(owner: Owner, selection: Selection): Promise<Selected>;
  revokeSelected(owner: Owner, selection: Selection, by: Revoking): Promise<RevokedSelection>;
  /** Answers those that were not revoked before, all of this tenant. */
  revokeThese(tenantId: TenantId, ids: readonly TokenId[], by: Revoking): Promise<Selected['first']>;

  /** Told if, and only if, this transaction commits. */
  tell<Type extends EventType>(token: Pick<Token, 'id' | 'tenantId' | 'shard'>, type: Type, time: Instant, data: EventData[Type]): Promise<void>;
  /** The same of what concerns many tokens of an owner. */
  tellOfOwner<Type extends EventType>(owner: Owner, shard: Shard, type: Type, time: Instant, data: EventData[Type]): Promise<void>;
  /** Numbers the change; the last statement of a transaction. */
  recordChange(token: Pick<Token, 'id' | 'tenantId' | 'shard'>): Promise<RecordedChange>;
  /** The newest change of a token; of a revoked one, the change that took its power. Null: there is none of late. */
  lastChange(token: Pick<Token, 'id' | 'tenantId' | 'accountId' | 'shard'>): Promise<RecordedChange | null>;
  /** The newest of those that ended a session of the owner, or `only` one, or a link. Null: there is none of late. */
  lastSessionsChange(owner: Owner, shard: Shard, only: TokenId | null): Promise<RecordedChange | null>;
  /** Numbers one change for all tokens of an owner; of a tenant those of its accounts too. The last statement of a transaction. */
  recordBarrier(owner: Owner, shard: Shard): Promise<RecordedChange>;
  /** Numbers a change for each of these, 1 to 1,000; the last statement of a transaction. */
  recordChanges(tokens: readonly Pick<Token, 'id' | 'tenantId'>[], shard: Shard): Promise<readonly RecordedChange[]>;
  /** The newest change of the shard, whatever it was of: when that is over, all before it are. Null: over for an hour. */
  newestChange(shard: Shard): Promise<RecordedChange | null>;
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

export interface CutOff {
  readonly tenantId: TenantId;
  /** An account, or the tenant itself with all its accounts. */
  readonly ownerId: string;
  /** Digits: it reaches every token of the owner up to this one. */
  readonly serial: string;
}

export interface MarkedTokens {
  /** How many were looked at; fewer than asked for: those were the last. */
  readonly seen: number;
  readonly marked: number;
  /** The serial of the last one that was looked at. */
  readonly reached: string;
}

export interface Remains {
  /** Every tenant that has a token, dead ones included. */
  tenants(): Promise<readonly TenantPlace[]>;
  /** Of requests with an Idempotency-Key, what is too old. */
  forgetRequests(tenantId: TenantId): Promise<void>;
  /** Cut-offs that not every token below says itself yet, in the order of their making; and forgets others that are older than a day. */
  unmarkedCutOffs(tenantId: TenantId): Promise<readonly CutOff[]>;
  /** Has at most `limit` tokens below it, behind `after`, say themselves that they were cut off. Whoever has one in hand is not waited for. */
  markCutOff(cutOff: CutOff, after: string, limit: number): Promise<MarkedTokens>;
  /** Every token below it says so itself. */
  closeCutOff(cutOff: CutOff): Promise<void>;
  /** Deletes at most `limit` tokens that died longer ago; answers how many. */
  clearDead(tenantId: TenantId, days: number, limit: number): Promise<number>;
}

export interface Policies {
  /** How long dead tokens of the tenant stay to be seen; null: nobody knows the tenant. */
  deadTokenDays(place: TenantPlace): Promise<number | null>;
}
