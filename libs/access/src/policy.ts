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
export function effectivePolicy([first, ...others]: readonly [TenantPolicy, ...TenantPolicy[]]): TenantPolicy {
  return others.reduce(
    (strictest, { rateLimit, deadTokenDays }) => ({
      rateLimit: slower(strictest.rateLimit, rateLimit),
      deadTokenDays: Math.min(strictest.deadTokenDays, deadTokenDays),
    }),
    first,
  );
}

/** By requests a second; of the same rate the one that allows the shorter burst. */
function slower(one: RateLimit | null, other: RateLimit | null): RateLimit | null {
  if (one === null || other === null) return one ?? other;
  const difference = one.requests * other.seconds - other.requests * one.seconds;
  return difference < 0 || (difference === 0 && one.requests <= other.requests) ? one : other;
}
