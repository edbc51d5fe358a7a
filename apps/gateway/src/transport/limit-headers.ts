import { serializeList, type Item } from 'structured-headers';

/** A limit, as the answer to whoever it bounds tells it. */
export interface ToldLimit {
  readonly name: string;
  readonly requests: number;
  readonly seconds: number;
  readonly left: number;
  readonly resetSeconds: number;
}

/**
 * `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4), both lists of RFC 9651
 * structured fields. What is left is what this gateway knows: others may have served some of it.
 */
export function limitHeaders(limits: readonly ToldLimit[]): Record<string, string> {
  if (limits.length === 0) return {};
  const list = (parameters: (limit: ToldLimit) => Record<string, number>): string =>
    serializeList(limits.map((limit): Item => [limit.name, new Map(Object.entries(parameters(limit)))]));
  return {
    'ratelimit-policy': list(({ requests, seconds }) => ({ q: requests, w: seconds })),
    ratelimit: list(({ left, resetSeconds }) => ({ r: left, t: resetSeconds })),
  };
}
