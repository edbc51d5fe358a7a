import type { ManagementOperation } from '@portcullis/access';
import type { z } from 'zod';
import type { Code } from '../codes.js';

/** Which thing an operation acts on, so that the gateway can tell whether the caller may reach it. */
export type Target =
  /** `{tenant}` (and `{account}` where the path has one) of the path. */
  | 'path'
  /** The caller's own owner. */
  | 'caller'
  /** The tenant named by `parent` in the body, or the platform. */
  | 'parent';

/**
 * One route of the public API. The same schemas validate, type and document it.
 * Path, query and body are strict: an unknown field is an error, since a misspelt restriction must not vanish.
 */
export interface HttpOperation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType | null = z.ZodType | null,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Fastify notation, `/v1/tenants/:tenant`. */
  readonly path: string;
  /** The management operation a caller must hold. */
  readonly operation: ManagementOperation;
  readonly target: Target;
  /** The chapter of the documents that it stands in. */
  readonly tag: string;
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  /** null: a body is refused. */
  readonly body: Body;
  readonly status: 200 | 201;
  readonly answer: Answer;
  /** The codes of problems it may answer beside those that `codesOf` adds to every operation. */
  readonly codes: readonly Code[];
  /** A body that is accepted as it stands, where names are free; for documents, and for tests that know nothing else. */
  readonly examples: Body extends z.ZodType ? { readonly body: z.input<Body> } : { readonly body?: undefined };
  /** Takes `Idempotency-Key`. */
  readonly idempotencyKey?: true;
  /** What it makes of `If-Match`: 428 without one, or heeds one that is sent. */
  readonly precondition?: 'required' | 'honoured';
  /** Answers an `ETag`, and heeds `If-None-Match`. */
  readonly etag?: true;
  /** Sets the console's session cookie, or takes it away. */
  readonly cookie?: true;
}

export function httpOperation<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType | null,
  Answer extends z.ZodType,
>(parts: HttpOperation<Params, Query, Body, Answer>): HttpOperation<Params, Query, Body, Answer> {
  return parts;
}

export type ParamsOf<O extends HttpOperation> = z.output<O['params']>;
export type QueryOf<O extends HttpOperation> = z.output<O['query']>;
export type BodyOf<O extends HttpOperation> = O['body'] extends z.ZodType ? z.output<O['body']> : undefined;
export type AnswerOf<O extends HttpOperation> = z.input<O['answer']>;
