import type { RateLimit } from './attenuate.js';

/** What a tenant lays down for itself and everybody below it. */
export interface TenantPolicy {
  /** For all tokens of one tenant together; null: no limit of its own. */
  readonly rateLimit: RateLimit | null;
  /** How long ended tokens stay visible, in days. */
  readonly deadTokenDays: number;
}

export const DEFAULT_POLICY: TenantPolicy = { rateLimit: null, deadTokenDays: 90 };

/**
 * What holds for a tenant: of its own policy and those of all tenants above it the strictest of each part, so that nobody
 * below can widen what was laid down above. In any order.
 */
export function effectivePolicy(all: readonly [TenantPolicy, ...TenantPolicy[]]): TenantPolicy {
  return {
    rateLimit: tightest(all.flatMap(({ rateLimit }) => rateLimit ?? [])),
    deadTokenDays: Math.min(...all.map(({ deadTokenDays }) => deadTokenDays)),
  };
}

/**
 * One limit that keeps all of these, null for none: of the slowest its rate, and in one window no more than any of them lets
 * through. Else a long window, slow on the whole, would let a burst through that a short one was laid down against.
 */
function tightest([first, ...others]: readonly RateLimit[]): RateLimit | null {
  if (first === undefined) return null;
  const slowest = others.reduce((one, other) => (other.requests * one.seconds < one.requests * other.seconds ? other : one), first);
  const requests = Math.min(first.requests, ...others.map((other) => other.requests));
  return { requests, seconds: Math.ceil((requests * slowest.seconds) / slowest.requests) };
}
