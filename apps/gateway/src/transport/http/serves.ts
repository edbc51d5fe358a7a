import type { CallScope, HttpOperation } from '@portcullis/contracts';
import type { Instant } from '@portcullis/kernel';
import {
  applyDecorators,
  createParamDecorator,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { RepeatableRequest } from '../../domain/repeatable-request.js';
import type { AuthorisedCall } from '../../use-cases/authorise-call.js';
import type { Origin } from '../../use-cases/ports.js';
import type { Input } from './validate.js';

export const SERVED_OPERATION = 'portcullis:served-operation';
export const OPEN = 'portcullis:open';

/** What of an answer is told before its body. Names of headers are in lower case. */
export interface AnswerHead {
  status(code: number): AnswerHead;
  header(name: string, value: string): AnswerHead;
  headers(values: Readonly<Record<string, string>>): AnswerHead;
}

/** What a handler gets: input that fits the operation's schemas, from a caller who may do this to that target. */
export interface Call<O extends HttpOperation> extends Input<O>, AuthorisedCall {
  readonly origin: Origin;
  /** The later of the authorities' clocks, when the caller's token was read. */
  readonly now: Instant;
  /** Whether what the caller was judged by still holds. */
  readonly isCurrent: () => boolean;
  /** Null: nothing tells this request from another like it. */
  readonly repeatable: RepeatableRequest | null;
  /** For what an answer says in its status and its headers. */
  readonly reply: AnswerHead;
}

/** A request on which the guard has left the call it let through, and whether that takes power. */
export type AuthorisedRequest = FastifyRequest & { call?: Call<HttpOperation>; takesPower?: boolean };

/** This method answers that operation: route, status, and what the guard checks before it is reached. */
export function Serves(operation: HttpOperation): MethodDecorator {
  return applyDecorators(
    RequestMapping({ path: operation.path, method: RequestMethod[operation.method] }),
    HttpCode(operation.status),
    SetMetadata(SERVED_OPERATION, operation),
  );
}

/** This method answers anybody. Without this or `@Serves` a route answers nobody. */
export function Open(): MethodDecorator {
  return SetMetadata(OPEN, true);
}

export const TheCall = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<AuthorisedRequest>().call,
);

/** Whom the calls to other services concern. */
export function scopeOf({ target, origin }: Pick<AuthorisedCall & { origin: Origin }, 'target' | 'origin'>): CallScope {
  return { shard: target.shard, tenantId: target.tenant.id, requestId: origin.requestId };
}

/** What a service needs to know a repeated request again, where no secret is made. */
export function hashesOf({ repeatable }: Pick<Call<HttpOperation>, 'repeatable'>): { keyHash: string; requestHash: string } | null {
  return repeatable && { keyHash: repeatable.keyHash, requestHash: repeatable.requestHash };
}
