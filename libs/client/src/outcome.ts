import type { components } from './api.gen.js';

export type Problem = components['schemas']['Problem'];

/** What became of a call. */
export type Outcome<Data> =
  /** It was carried out. */
  | { readonly outcome: 'done'; readonly data: Data; readonly status: number; readonly headers: Headers }
  /** Portcullis answered, and will not or cannot: `problem.code` says why. */
  | { readonly outcome: 'refused'; readonly problem: Problem; readonly status: number; readonly headers: Headers }
  /** Nobody answered, or not Portcullis. A call that was to change something may have done so. */
  | { readonly outcome: 'unreachable'; readonly reason: string };

/** What openapi-fetch makes of an answer: `error` is the body of one that is not 2xx. */
export interface FetchAnswer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

export function outcomeOf({ data, error, response }: FetchAnswer): Outcome<unknown> {
  const { ok, status, headers } = response;
  if (ok) return { outcome: 'done', data, status, headers };
  if (isProblem(error)) return { outcome: 'refused', problem: error, status, headers };
  return { outcome: 'unreachable', reason: `it was answered with ${status}, and not by Portcullis` };
}

/** A proxy in front may answer with pages of its own, in any shape. */
function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'code' in error && 'request_id' in error && 'detail' in error;
}

/** fetch says only that it failed; why stands in the cause. Never holds the request, and so no token. */
export function unreachable(error: unknown): Outcome<never> {
  const { message, cause } = error as { readonly message?: unknown; readonly cause?: { readonly message?: unknown; readonly code?: unknown } };
  const reasons = [message, cause?.message || cause?.code].filter((text) => typeof text === 'string' && text !== '');
  return { outcome: 'unreachable', reason: reasons.join(': ') || 'the call failed' };
}
