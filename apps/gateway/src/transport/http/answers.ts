import type { Code } from '@portcullis/contracts';
import type { Result } from '@portcullis/kernel';
import { Problem } from './problem.js';

/** The value of a result; a refusal leaves as a problem. */
export function orProblem<Value>(result: Result<Value, { code: Code; detail: string }>): Value {
  if (!result.ok) throw new Problem(result.refusal.code, result.refusal.detail);
  return result.value;
}
