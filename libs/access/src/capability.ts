import { allowing, denying, holdsEverything } from './granted.js';
import { LIVE_PARTS, OPERATION_PARTS } from './parts.js';
import type { Question } from './question.js';

/** On what a token may do an operation now. */
export interface Capability {
  /** Null: on everything that its owner has. */
  readonly resources: readonly string[] | null;
  /** What its denials take from that. While there is any, a call that is about everything is denied. */
  readonly except: readonly string[];
  /** Whether one call takes all of it from the token. */
  readonly once: boolean;
}

/**
 * What of an operation a token may do, on one thing or another; null: nothing. A resource that lies in `resources` and has nothing in
 * common with any of `except` is what `decide` allows.
 */
export function capabilityOf(question: Omit<Question, 'leaves'>): Capability | null {
  for (const { name, judge } of [...LIVE_PARTS, ...OPERATION_PARTS]) {
    // What denials and grants say hangs on what is touched: looked at below.
    if (name !== 'grants' && name !== 'denials' && judge(question) !== null) return null;
  }
  const denials = denying(question);
  if (denials.some(({ patterns }) => patterns === null)) return null;
  const except = [...new Set(denials.flatMap(({ grant }) => grant.resources ?? []))];
  if (holdsEverything(question.token.facts)) return { resources: null, except, once: false };
  const grants = allowing(question);
  if (grants.length === 0) return null;
  const everything = grants.filter(({ reach }) => reach === null);
  const counting = everything.length > 0 ? everything : grants;
  return {
    resources: everything.length > 0 ? null : [...new Set(grants.flatMap(({ grant }) => grant.resources ?? []))],
    except,
    once: counting.every(({ grant }) => grant.once === true),
  };
}
