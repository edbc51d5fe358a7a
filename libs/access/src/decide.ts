import type { CompiledToken } from './compile.js';
import { denied, type Denial, type Objection } from './denial.js';
import type { Circumstances, OwnerFacts } from './facts.js';
import type { Grant } from './grant.js';
import { isOnceGranted, mayTurnWhenRead, onceGrantsFor } from './granted.js';
import { LIVE_PARTS, OPERATION_PARTS } from './parts.js';
import type { Question } from './question.js';

export interface Allowance {
  readonly allowed: true;
  /** Grants for one call that this allowance rests on: they must be taken from the token before anything is done. Mostly none. */
  readonly once: readonly Grant[];
}

export type Decision = Allowance | Denial;

const ALLOWED: Allowance = { allowed: true, once: [] };

/** Is the token worth anything at all here and now, whatever for? Not a boolean: read `allowed`. */
export function decideLive(token: CompiledToken, owner: OwnerFacts, { now, earliest, ip }: Circumstances): Decision {
  const question = { token, owner, now, earliest, ip };
  const objected = firstOf(LIVE_PARTS, question, null);
  return objected === null ? ALLOWED : denied(objected);
}

/**
 * May the token do this now? Every part must consent: the token is live here, its kind may hold the operation, none of its grants
 * denies it, others grant it on all that the call touches, the token is not for reading only, the account holds the feature today, and
 * so does what its provider has laid down. A part that cannot tell does not consent, and is told of only where every other part
 * does. Computed when asked and never kept, and the same in whatever order the facts come.
 */
export function decide(question: Question): Decision {
  const objected = firstOf(OPERATION_PARTS, question, firstOf(LIVE_PARTS, question, null));
  if (objected !== null) return denied(objected);
  return isOnceGranted(question) ? { allowed: true, once: onceGrantsFor(question) } : ALLOWED;
}

/**
 * Of a question that is decided with no: whether the answer could be yes when what is unread was read. Asked so that nobody's panel
 * is read for a token that has no business there.
 */
export function hangsOnUnread(question: Question): boolean {
  const certain = [...LIVE_PARTS, ...OPERATION_PARTS].filter(({ name }) => name !== 'grants' && name !== 'denials');
  return certain.every(({ judge }) => judge(question) === null) && mayTurnWhenRead(question);
}

/** The first objection that is certain; else the first doubt. */
function firstOf<Q>(parts: readonly { readonly judge: (question: Q) => Objection | null }[], question: Q, before: Objection | null): Objection | null {
  if (before !== null && !before.unknown) return before;
  let first = before;
  for (const { judge } of parts) {
    const objected = judge(question);
    if (objected === null) continue;
    if (!objected.unknown) return objected;
    first ??= objected;
  }
  return first;
}
