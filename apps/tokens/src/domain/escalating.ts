import { escalations, isDenial, LONGEST_ESCALATING_MS, type EscalatingOperation, type Grant } from '@portcullis/access';
import { fromRfc3339, type Instant } from '@portcullis/kernel';
import type { Catalogue, GivenToken } from './issuing.js';

export interface EscalatingRefusal {
  readonly code: 'confirmation_required' | 'escalating_too_long';
  readonly detail: string;
}

/**
 * Why this token may not have what it would get beyond itself by; null: it may, or there is none. Whoever gives it such power must
 * have said that it is meant, and it ends soon: what a stolen token makes for itself outlives it.
 */
export function mayNotEscalate(token: GivenToken, confirmed: boolean, now: Instant, catalogue: Catalogue): EscalatingRefusal | null {
  const found = escalations(token, catalogue.escalating, catalogue);
  if (found.length === 0) return null;
  if (!confirmed) {
    return { code: 'confirmation_required', detail: `whoever has the token gets beyond it by ${inWords(found)}, which must be confirmed if it is meant` };
  }
  const latest = now + LONGEST_ESCALATING_MS;
  if (token.expiresAt !== null && token.expiresAt <= latest) return null;
  const lasting = escalations({ ...token, grants: token.grants.filter((grant) => !endsBy(grant, latest)) }, catalogue.escalating, catalogue);
  return lasting.length === 0 ? null : { code: 'escalating_too_long', detail: `a token that gets beyond itself must expire within 30 days, and this one does by ${inWords(lasting)}` };
}

/** That it is for one call is no end: the call may never come. Denials stay. */
function endsBy(grant: Grant, latest: number): boolean {
  return !isDenial(grant) && grant.until !== undefined && (fromRfc3339(grant.until) ?? 0) <= latest;
}

/** As many as a reader takes in. */
const TOLD = 3;

function inWords(found: readonly EscalatingOperation[]): string {
  const told = found.slice(0, TOLD).map(({ operation, reason }) => `${operation} (${reason.charAt(0).toLowerCase()}${reason.slice(1).replace(/\.$/, '')})`);
  return found.length > TOLD ? `${told.join(', ')} and ${found.length - TOLD} more` : told.join(', ');
}
