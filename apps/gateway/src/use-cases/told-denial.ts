import { leafText, parseResource, type Grant, type Leaf } from '@portcullis/access';
import type { DenialId } from '@portcullis/kernel';
import type { DenialLog, Origin } from './ports.js';
import type { PresentedToken } from './presented-token.js';

/** A denial that its token's holder can open. */
export interface ToldDenial {
  readonly code: DenialId;
  /** Whether there is a grant that would have made it an allowance. */
  readonly helps: boolean;
}

export interface DeniedCall {
  readonly operation: string;
  /** What it touches; left out where nobody asked. */
  readonly leaves?: readonly Leaf[] | undefined;
  readonly code: string;
  readonly missing: string;
  /** The one grant that would have helped; null: none would. */
  readonly grant: Grant | null;
}

/** A call that names this many things is told by the first of them. */
const MOST_RESOURCES = 10;

/** Writes a denial of a known token down, in its tenant's trail. Null: it is not there to be opened. */
export async function tellDenial(denials: DenialLog, { facts }: Pick<PresentedToken, 'facts'>, origin: Origin, denied: DeniedCall): Promise<ToldDenial | null> {
  const { id: tokenId, name: tokenName, publicId, accountId, tenantId } = facts;
  const { operation, code, missing, leaves } = denied;
  const grant = denied.grant === null || mayHoldSecret(denied.grant) ? null : denied.grant;
  const resources = leaves?.slice(0, MOST_RESOURCES).map(leafText);
  const told = await denials.record(tenantId, {
    ...{ ...origin, tokenId, tokenName, publicId, accountId, operation, ...(resources && { resources }), code, missing },
    grant: grant && { ...grant },
  });
  return told === null ? null : { code: told, helps: grant !== null };
}

/** Commands of cron jobs may hold passwords: they are told nobody, and so is a grant for one. */
function mayHoldSecret({ resources = [] }: Grant): boolean {
  return resources.some((resource) => parseResource(resource)?.kind === 'cron_line');
}

/** What was missing, and how to come by it: clients show the sentence to people, who often see nothing else. */
export function inWords(missing: string, denial: ToldDenial | null): string {
  return denial?.helps ? `${missing} Allow it with ${denial.code}.` : missing;
}
