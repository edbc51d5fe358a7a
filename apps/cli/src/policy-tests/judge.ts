import { explain, type Decision } from '@portcullis/access';
import type { Situation } from './situations.js';

/** What came of one question. */
export interface Judged {
  readonly situation: Situation;
  readonly decision: Decision;
  readonly asExpected: boolean;
  /** Why it was decided so: what a denial misses, or which grants allow it. */
  readonly why: string;
}

/** Offline, by the same function that every door asks. */
export function judge(situation: Situation): Judged {
  const { compiled, owner, operation, leaves, now, ip, expected } = situation;
  const explanation = explain({ token: compiled, owner, operation, leaves, now, ip });
  const { decision, grants, holdsEverything } = explanation;
  const asExpected = decision.allowed === expected.allowed && (decision.allowed || expected.code === null || expected.code === decision.code);
  if (!decision.allowed) return { situation, decision, asExpected, why: decision.missing };
  const by = grants.filter(({ says }) => says === 'allows').map(({ at, words }) => `grants[${at}]: ${words}`);
  return { situation, decision, asExpected, why: holdsEverything ? 'The token has full access.' : `Granted by ${by.join('; ')}.` };
}
