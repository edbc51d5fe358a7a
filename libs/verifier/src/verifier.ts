import type { CompiledToken, GrantCatalogue, OwnerFacts } from '@portcullis/access';
import type { AuthorityName, TokenFactsMessage } from '@portcullis/contracts';
import type { Moment, Target } from '@portcullis/enforcement';
import type { Instant, RandomBytes, Shard } from '@portcullis/kernel';
import type { NatsDoor, NatsOptions } from '@portcullis/platform/nats-client';
import type { CredentialFacts, MayStillUse, OwnerRecord } from './facts.js';
import type { VerifierHealth } from './health.js';
import type { Verdict, VerifyRequest } from './verdict.js';

export type TokenForm = TokenFactsMessage['form'];

/** A token's text, and the forms of token that may come the way it came; left out: tokens alone, neither sessions nor links. */
export interface Credential {
  readonly text: string;
  readonly forms?: readonly TokenForm[];
}

/** Everything both authorities say about a token, for one request. */
export interface Seen {
  readonly token: CompiledToken;
  readonly owner: OwnerFacts;
  readonly shard: Shard;
  readonly facts: CredentialFacts;
  readonly ownerFacts: OwnerRecord;
  /** The latest that it may be at either authority, as far as is known here: what ends, ends by this. */
  readonly now: Instant;
  /** The earliest: what begins, begins by this. */
  readonly earliest: Instant;
  /**
   * Whether it may be acted on at this very moment. To be asked again after anything was awaited, and last of all just before a call goes
   * on; where it is false, look again.
   */
  isCurrent(): boolean;
}

export interface LookOptions {
  /** Read both authorities, whatever is known: for what time or use may have moved without a change. */
  readonly afresh?: boolean;
}

/** Something that bounds tokens has changed, and is in force here. */
export interface ChangeHeard {
  readonly authority: AuthorityName;
  readonly shard: Shard;
  /** Null: anything may have, in the whole shard. */
  readonly target: Target | null;
}

export interface Verifier {
  /**
   * Null: unknown, wrong secret, or a form that may not come this way.
   * @param requestId for the trail of the services that may have to be asked
   * @throws Fault when what is known here may not answer and the authority cannot: fail closed, with 503.
   */
  look(credential: Credential, requestId?: string, options?: LookOptions): Promise<Seen | null>;
  /**
   * Is the token live, or may it do this operation? Counts no use and no rate, and takes no grant: what would need that is denied as
   * `needs_gateway`.
   * @throws Fault as `look`
   */
  verify(token: string, request?: VerifyRequest): Promise<Verdict>;
  /** @returns what ends the listening */
  onChange(listener: (change: ChangeHeard) => void): () => void;
  health(): VerifierHealth;
  /** Prometheus text, version 0.0.4. */
  metrics(): string;
  /** Stops answering, gives the leases back, and ends what was opened here. Safe to call again. */
  close(): Promise<void>;
}

export interface VerifierOptions {
  /** A door that is there is left open by `close`; one that was made here is closed. */
  readonly nats: Pick<NatsOptions, 'url'> & Partial<Pick<NatsOptions, 'subjectPrefix'>> | { readonly door: NatsDoor };
  /** What operators call this process: letters, digits, `.`, `_` and `-`. Two of one name are told apart by their ids. */
  readonly name: string;
  readonly catalogue: GrantCatalogue;
  /** Said nothing to unless given. */
  readonly log?: NatsOptions['log'];
  readonly clock?: VerifierClock;
  readonly randomBytes?: RandomBytes;
  /** All unless given. Tokens of others are read for each request. */
  readonly shards?: Iterable<Shard>;
  /** How many credentials are kept; 50,000 unless given, at roughly 3 KB each with all that belongs to them. */
  readonly mostTokens?: number;
  /** Unless given, nothing is at hand. */
  readonly mayStillUse?: MayStillUse;
}

/** Both clocks of the process. */
export type VerifierClock = () => Moment;

