import type { markCutOffs } from './mark-cut-offs.js';
import type { Remains, Policies, TenantPlace } from './ports.js';

/** A transaction that deletes thousands of rows would keep others waiting. */
const AT_ONCE = 500;

/**
 * Clears what a tenant has no use for any more: secrets kept for repeated requests, and tokens that have been dead for
 * longer than its policy keeps them. Answers how many tokens went. Doing it twice, or by two at once, does no harm.
 */
export function sweepTenant(deps: { remains: Pick<Remains, 'forgetRequests' | 'clearDead'>; policies: Policies; markCutOffs: ReturnType<typeof markCutOffs> }) {
  return async (place: TenantPlace, goOn: () => boolean): Promise<number> => {
    await deps.remains.forgetRequests(place.tenantId);
    await deps.markCutOffs(place.tenantId, goOn);
    const days = await deps.policies.deadTokenDays(place);
    // Nobody knows the tenant: what nothing is laid down for is kept.
    if (days === null) return 0;
    let cleared = 0;
    for (;;) {
      const some = await deps.remains.clearDead(place.tenantId, days, AT_ONCE);
      cleared += some;
      if (some < AT_ONCE) return cleared;
    }
  };
}
