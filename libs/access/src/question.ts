import type { CompiledToken } from './compile.js';
import type { Asked, Circumstances, OwnerFacts } from './facts.js';

/** What a decision hangs on. */
export interface Question extends Asked, Circumstances {
  readonly token: CompiledToken;
  readonly owner: OwnerFacts;
}

/** The same where nothing is asked but whether the token is worth anything. */
export type LiveQuestion = Omit<Question, keyof Asked>;
