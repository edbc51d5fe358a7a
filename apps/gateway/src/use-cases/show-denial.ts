import type { GrantCatalogue, OperationGrant, Power } from '@portcullis/access';
import type { DenialView } from '@portcullis/contracts';
import type { Instant } from '@portcullis/kernel';
import { holdingOf } from '../domain/missing-grant.js';
import type { FoundDenial } from './find-denial.js';

/** More than these are told by their number. */
const MOST_NAMED = 3;

/** A denial as its holder sees it: what was asked, why not, what was missing, and whether the token holds that by now. */
export function showDenial({ id, time, denied, missing, token }: FoundDenial, now: Instant, catalogue: GrantCatalogue): DenialView {
  const { operation, resources = [], ip, requestId, code, missing: detail, tokenId, tokenName, publicId, accountId } = denied;
  const isGrantable = missing !== null && token !== null && token.access === 'restricted' && token.form === 'token';
  const holding = isGrantable ? holdingOf(token as Power, missing, now, catalogue) : null;
  return {
    ...{ id, time, code, detail, operation, resources: [...resources], ip, requestId: requestId as `req_${string}` },
    token: { id: tokenId as `tok_${string}`, name: token?.name ?? tokenName ?? null, publicId, accountId: accountId as `acc_${string}` | null, state: token?.state ?? null },
    grant: missing && { ...missing },
    words: missing && inWords(missing),
    state: holding === null ? 'not_grantable' : holding.holds === 'nothing' ? 'missing' : 'allowed',
    once: holding?.holds === 'once',
    until: holding?.holds === 'lasting' ? holding.until : null,
  };
}

/** The missing grant for a customer. */
function inWords({ operation, resources }: OperationGrant): string {
  if (resources === undefined) return `to use ${operation}`;
  const more = resources.length - MOST_NAMED;
  return `to use ${operation} on ${resources.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
