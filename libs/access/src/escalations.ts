import type { Escalation, GrantCatalogue } from './catalogue.js';
import { expand } from './expand.js';
import type { TokenAccess } from './facts.js';
import { covers, forbids, isDenial, type Grant } from './grant.js';
import type { OperationFacts } from './operation.js';
import { parseResource } from './resource.js';

/** An operation that lets whoever holds it get beyond the token. */
export interface EscalatingOperation {
  readonly operation: string;
  /** A sentence for whoever is about to grant it. */
  readonly reason: string;
}

/** A token with self-escalating rights ends within this time: what it could make for itself outlives it. */
export const LONGEST_ESCALATING_MS = 30 * 86_400_000;

interface Rights {
  readonly access: TokenAccess;
  readonly grants: readonly Grant[];
  readonly catalogueVersion: number;
}

/**
 * What of these grants lets their holder get beyond the token, in the order of `operations`. Of full access nothing is told: it is
 * all that the owner may do, and whoever chooses it knows.
 * @param operations every operation that there is today
 */
export function escalations(rights: Rights, operations: readonly OperationFacts[], catalogue: GrantCatalogue): EscalatingOperation[] {
  if (rights.access === 'full') return [];
  const all = expand(rights.grants, rights.catalogueVersion, catalogue);
  // A denial on some things leaves the others, where it escalates as well.
  const denials = all.filter(({ grant }) => isDenial(grant) && grant.resources === undefined);
  const allows = all.filter(({ grant }) => !isDenial(grant));
  return operations.flatMap((operation) => {
    const escalation = catalogue.escalationOf(operation.name);
    if (escalation === null || denials.some(({ grant, givenUnder }) => forbids(grant, operation, givenUnder))) return [];
    const escalates = allows.some(({ grant, givenUnder }) => covers(grant, operation, givenUnder) && !isBounded(escalation, grant.resources ?? null));
    return escalates ? [{ operation: operation.name, reason: escalation.reason }] : [];
  });
}

/** Whether who holds an operation on these resources, null for everything, stays within them. */
export function isBounded({ unlessOn }: Escalation, resources: readonly string[] | null): boolean {
  return resources !== null && resources.every((text) => {
    const pattern = parseResource(text);
    return pattern !== null && unlessOn.includes(pattern.kind) && !(pattern.kind === 'path' && LETS_IN.test(pattern.path));
  });
}

/** The home directory itself, and what is hidden in it: keys that log in, and what shells run when they start. */
const LETS_IN = /^\/(?:$|\.)/;
