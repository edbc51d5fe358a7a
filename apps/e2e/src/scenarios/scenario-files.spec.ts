import { DENIAL_CODES } from '@portcullis/access';
import { loadGrantCatalogue } from '@portcullis/catalogue';
import { reportText, runFile, type TestResult } from '@portcullis/cli/policy-tests';
import { SCENARIO_FILES } from './scenario-files.js';

const catalogue = loadGrantCatalogue();
const results = SCENARIO_FILES.map(({ file, text }) => runFile(file, text, catalogue));
const tests: readonly TestResult[] = results.flatMap((result) => ('tests' in result ? result.tests : []));

describe('our scenario files', () => {
  it.each(results.map((result) => [result.file, result] as const))('%s says what the rules say', (_file, result) => {
    expect(reportText([result])).toMatch(/^\d+ tests, \d+ questions: all as expected\n$/);
  });

  it('hold many situations, none of which is skipped', () => {
    expect(tests.length).toBeGreaterThanOrEqual(60);
    expect(tests.filter(({ test }) => test.skip !== undefined)).toEqual([]);
  });

  it('ask of every file what is allowed and what is not', () => {
    for (const result of results) {
      const answers = 'tests' in result ? result.tests.flatMap(({ questions }) => questions.map(({ decision }) => decision.allowed)) : [];
      expect([result.file, new Set(answers).size]).toEqual([result.file, 2]);
    }
  });

  it('meet every reason for which a token may not, but for a secret that was replaced, which no file can present', () => {
    const codes = new Set(tests.flatMap(({ questions }) => questions.flatMap(({ decision }) => (decision.allowed ? [] : [decision.code]))));
    expect(DENIAL_CODES.filter((code) => !codes.has(code))).toEqual(['credential_ended']);
  });
});
