import type { GrantCatalogue } from '@portcullis/access';
import { judge, type Judged } from './judge.js';
import { readSuite, type Mistake, type SuiteTest } from './read-suite.js';
import { situationsOf } from './situations.js';
import { unknownNames, type KnownNames } from './unknown-names.js';

/** What came of a file. */
export type FileResult =
  | { readonly file: string; readonly title: string; readonly tests: readonly TestResult[] }
  /** It is not a file of tests, so that nothing of it was asked. */
  | { readonly file: string; readonly mistakes: readonly Mistake[] };

export interface TestResult {
  readonly test: SuiteTest;
  /** None of a test that is skipped. */
  readonly questions: readonly Judged[];
}

/** Reads and asks all that a file holds, or those of its tests that are wanted. Pure. */
export function runFile(file: string, text: string, catalogue: GrantCatalogue & KnownNames, wanted: (test: SuiteTest) => boolean = () => true): FileResult {
  const suite = readSuite(text);
  if (!suite.ok) return { file, mistakes: suite.mistakes };
  const unknown = unknownNames(suite.value, catalogue);
  if (unknown.length > 0) return { file, mistakes: unknown };
  const situations = situationsOf(suite.value, catalogue);
  if (!situations.ok) return { file, mistakes: situations.mistakes };
  const tests = suite.value.tests.filter(wanted).map((test): TestResult => ({
    test,
    questions: test.skip === undefined ? situations.value.filter((situation) => situation.test === test).map(judge) : [],
  }));
  return { file, title: suite.value.title, tests };
}
