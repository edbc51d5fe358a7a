import type { Need } from './slice-book.js';

/** A token's quota of uses as something to take one of; null: it has none. */
export function usesNeed({ id, useQuota }: { readonly id: string; readonly useQuota: number | null }): Need | null {
  return useQuota === null ? null : { subject: `uses ${id}`, bound: { amount: useQuota, windowSeconds: null } };
}
