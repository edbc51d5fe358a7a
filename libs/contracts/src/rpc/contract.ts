import type { Result, Shard } from '@portcullis/kernel';
import type { z } from 'zod';
import type { Code } from '../codes.js';

export type ServiceName = 'tokens' | 'permissions' | 'audit';

/**
 * One message between services: what is asked, what is answered, what may be refused, and how long a caller waits.
 * Callers and handlers both hold this object; nobody writes a subject.
 */
export interface Contract<Request extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType, Refusal extends Code = Code> {
  readonly service: ServiceName;
  /** `verb_noun`, unique within the service. */
  readonly name: string;
  readonly request: Request;
  readonly reply: Reply;
  readonly refusals: readonly Refusal[];
  readonly deadlineMs: number;
  /** Whether sending it twice does the same as sending it once, so that a caller may try again after a fault. */
  readonly idempotent: boolean;
}

export function contract<Request extends z.ZodType, Reply extends z.ZodType, const Refusal extends Code = never>(
  parts: Contract<Request, Reply, Refusal>,
): Contract<Request, Reply, Refusal> {
  return parts;
}

export type RequestOf<C extends Contract> = z.output<C['request']>;
export type ReplyOf<C extends Contract> = z.output<C['reply']>;

/** What a handler answers when it refuses: a code that the contract names, and words for whoever reads the answer. */
export interface RefusalBody<Refusal extends Code = Code> {
  readonly code: Refusal;
  readonly detail: string;
}
export type RefusalOf<C extends Contract> = RefusalBody<C['refusals'][number]>;

/** What a handler answers: a reply that fits the contract, or one of its refusals. */
export type OutcomeOf<C extends Contract> = Result<z.input<C['reply']>, RefusalOf<C>>;

/** Whom a call concerns. The shard picks the cell that answers; the tenant keeps one tenant from taking all the work slots. */
export interface CallScope {
  readonly shard: Shard;
  readonly tenantId: string;
  readonly requestId: string;
}
