import type { CallScope, Contract, EventData, RefusalOf, ReplyOf } from '@portcullis/contracts';
import type { DenialId, Instant, Result, Shard } from '@portcullis/kernel';
import type { z } from 'zod';
import type { SealKeys } from '../domain/upstream-seal.js';

/** Asks another service. Refusals come back as values; a Fault is thrown when it cannot answer. */
export interface Services {
  call<C extends Contract>(contract: C, request: z.input<C['request']>, scope: CallScope): Promise<Result<ReplyOf<C>, RefusalOf<C>>>;
}

/** Where denials are told. Never throws: a denial stands whether or not it could be written down. */
export interface DenialLog {
  /** Answers the code that the denial can be opened by, in the tenant's trail; null: it is not there to be opened. */
  record(tenantId: string, denied: Denied): Promise<DenialId | null>;
}

export type Denied = Omit<EventData['request.denied'], 'denial' | 'repeated'>;

/** Where accepted uses of tokens are told. Never throws, and keeps nobody waiting. */
export interface UseLog {
  record(use: Use): void;
}

export interface Use {
  readonly shard: Shard;
  readonly tenantId: string;
  readonly tokenId: `tok_${string}`;
  readonly publicId: string;
  /** By the authority's clock. */
  readonly at: Instant;
  readonly ip: string;
  /** As the client calls itself, whatever that is; null where it does not. */
  readonly agent: string | null;
}

/** Hears how the credentials that come from an address fare: one that guesses is slowed down. */
export interface CredentialWatch {
  accepted(ip: string, tokenText: string): void;
  refused(ip: string, tokenText: string): void;
}

/** Where a request came from, as far as the answer and the trail need it. */
export interface Origin {
  readonly requestId: `req_${string}`;
  readonly ip: string;
}

/** The keys that upstream credentials are sealed under, as their file says now. */
export interface UpstreamKeys extends SealKeys {
  /** To be called with key ids that were met: looks for one that is unknown in the file again. */
  learn(ids: readonly string[]): void;
}
