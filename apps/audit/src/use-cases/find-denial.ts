import { instant, type Clock, type DenialId, type TenantId } from '@portcullis/kernel';
import type { Entry, Trail } from './ports.js';

/** A code that lies about in a log for longer opens nothing any more. The entry itself stays. */
const OPENED_FOR_MS = 7 * 86_400_000;

/** The denial that this code was told for. Null: there is none, it is another tenant's, or it is too long ago. */
export function findDenial({ trail, clock }: { trail: Pick<Trail, 'findDenial'>; clock: Clock }) {
  return (tenantId: TenantId, denial: DenialId): Promise<Entry | null> => trail.findDenial(tenantId, denial, instant(clock.now() - OPENED_FOR_MS));
}
