import type { Need, SliceBook } from './slice-book.js';

interface Counted {
  readonly id: string;
  readonly useQuota: number | null;
}

/** A token's quota of uses as something to take one of; null: it has none. */
export function usesNeed({ id, useQuota }: Counted): Need | null {
  return useQuota === null ? null : { subject: `uses ${id}`, bound: { amount: useQuota, windowSeconds: null } };
}

/** Whether uses of a token's quota have been drawn here and not used, whatever the authority has left. */
export function mayStillUse(slices: Pick<SliceBook, 'mayGive'>): (token: Counted) => boolean {
  return (token) => {
    const need = usesNeed(token);
    return need !== null && slices.mayGive(need);
  };
}
