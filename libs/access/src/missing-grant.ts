import { allowing, holdsEverything, reachedBy } from './granted.js';
import type { Grant } from './grant.js';
import { LIVE_PARTS, OPERATION_PARTS } from './parts.js';
import type { Question } from './question.js';
import { parseResource, type Leaf } from './resource.js';
import { countsUnder } from './under-policy.js';

/** As many as a grant may name. */
const MOST_RESOURCES = 100;

/**
 * The one grant that would turn this denial into an allowance: of the operation alone, on what of the call is not reached yet. Null
 * where no grant would, where it cannot be told on what, and where telling it could show a secret, as the command of a cron job may be.
 */
export function missingGrant(question: Question): Grant | null {
  const { token, operation, leaves = [] } = question;
  if (holdsEverything(token.facts) || token.facts.access === 'full' || !operation.known) return null;
  for (const { name, judge } of [...LIVE_PARTS, ...OPERATION_PARTS]) {
    const objected = judge(question);
    if (name === 'grants' ? objected === null || objected.code === 'policy_preset_required' : objected !== null) return null;
  }
  if (!countsUnder(question.owner.policy, token.facts, { operation: operation.name })) return null;
  if (leaves.length === 0) return { operation: operation.name };
  const grants = allowing(question).filter(({ grant }) => grant.once !== true);
  const resources = new Set(leaves.filter((leaf) => !reachedBy(grants, leaf)).map(resourceOf));
  if (resources.has(null) || resources.size > MOST_RESOURCES) return null;
  return { operation: operation.name, resources: [...resources] as string[] };
}

/** The resource that means this and nothing else; null where there is none, or it may not be told. */
function resourceOf(leaf: Leaf): string | null {
  // A provider's grants are for accounts, whatever is touched there.
  const text = leaf.account === undefined ? ownResource(leaf) : `account:${leaf.account}`;
  return text !== null && parseResource(text) !== null ? text : null;
}

function ownResource(leaf: Leaf): string | null {
  switch (leaf.kind) {
    case 'unread':
    case 'cron_line':
      return null;
    case 'record':
      return `record:${leaf.name}/${leaf.type}`;
    case 'mailbox':
      return `mailbox:${leaf.local}@${leaf.domain}`;
    case 'path':
      return `path:${leaf.path}`;
    default:
      return `${leaf.kind}:${leaf.name}`;
  }
}
