import type { TenantId } from '@portcullis/kernel';
import type { CutOff, Remains } from './ports.js';

/** A transaction that writes thousands of rows would keep others waiting. */
const AT_ONCE = 500;
const TRIES = 5;

/**
 * Has every token that lies below a cut-off say so itself, so that its row tells all there is. The cut-off holds before that as well
 * as after it. Doing it twice, or by two at once, does no harm, and what is left undone is done the next time.
 * @param goOn asked between batches
 */
export function markCutOffs({ remains }: { remains: Pick<Remains, 'unmarkedCutOffs' | 'markCutOff' | 'closeCutOff'> }) {
  return async (tenantId: TenantId, goOn: () => boolean): Promise<void> => {
    for (const cutOff of await remains.unmarkedCutOffs(tenantId)) {
      // One token may lie below several, and the first of them revoked it: no later one goes before it is through.
      if (!(await markAll(remains, cutOff, goOn))) return;
      await remains.closeCutOff(cutOff);
    }
  };
}

/** False: some were in somebody's hand each time, or it was to end. */
async function markAll(remains: Pick<Remains, 'markCutOff'>, cutOff: CutOff, goOn: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) {
    let passedOver = 0;
    let after = '0';
    for (let seen = AT_ONCE; seen === AT_ONCE; ) {
      if (!goOn()) return false;
      const batch = await remains.markCutOff(cutOff, after, AT_ONCE);
      passedOver += batch.seen - batch.marked;
      ({ seen, reached: after } = batch);
    }
    if (passedOver === 0) return true;
  }
  return false;
}
