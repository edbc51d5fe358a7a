import type { Judged } from './judge.js';
import type { FileResult } from './run-file.js';
import { questionText } from './situations.js';

/** How many there are of what, over all files. */
export interface Summary {
  readonly tests: number;
  readonly skipped: number;
  readonly questions: number;
  readonly failed: number;
  /** Files of which nothing was asked, since they are wrong. */
  readonly wrongFiles: number;
}

export function summaryOf(files: readonly FileResult[]): Summary {
  const tests = files.flatMap((file) => ('tests' in file ? file.tests : []));
  const questions = tests.flatMap((test) => test.questions);
  return {
    tests: tests.length,
    skipped: tests.filter(({ test }) => test.skip !== undefined).length,
    questions: questions.length,
    failed: questions.filter(({ asExpected }) => !asExpected).length,
    wrongFiles: files.length - files.filter((file) => 'tests' in file).length,
  };
}

/** For people: what is not as expected, each by its line, then how much there was. */
export function reportText(files: readonly FileResult[]): string {
  return [...files.flatMap(linesOfFile), summaryText(summaryOf(files)), ''].join('\n');
}

function linesOfFile(result: FileResult): string[] {
  if ('mistakes' in result) return result.mistakes.map(({ line, text }) => `${result.file}:${line}: ${text}`);
  return result.tests.flatMap(({ test, questions }) => {
    if (test.skip !== undefined) return [`${result.file}:${test.line}: skipped: ${test.name}: ${test.skip}`];
    return questions.filter(({ asExpected }) => !asExpected).flatMap((judged) => [
      `${result.file}:${judged.situation.line}: ${test.name}`,
      `    asked     ${judged.situation.token.name}: ${questionText(judged.situation)}`,
      `    expected  ${expectedText(judged)}`,
      `    got       ${gotText(judged)}`,
      `    why       ${judged.why}`,
      '',
    ]);
  });
}

function expectedText({ situation: { expected } }: Judged): string {
  return expected.allowed ? 'allowed' : `denied${expected.code === null ? '' : ` (${expected.code})`}`;
}

function gotText({ decision }: Judged): string {
  return decision.allowed ? 'allowed' : `denied (${decision.code})`;
}

function summaryText({ tests, skipped, questions, failed, wrongFiles }: Summary): string {
  const parts = [
    `${counted(tests, 'test')}${skipped > 0 ? ` (${skipped} skipped)` : ''}`,
    `${counted(questions, 'question')}: ${failed === 0 ? 'all as expected' : `${failed} not as expected`}`,
    ...(wrongFiles > 0 ? [`${counted(wrongFiles, 'file')} not read`] : []),
  ];
  return parts.join(', ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The same for scripts: everything that was asked, as expected or not. */
export function reportJson(files: readonly FileResult[]): object {
  return {
    summary: summaryOf(files),
    files: files.map((result) =>
      'mistakes' in result
        ? result
        : {
            file: result.file,
            suite: result.title,
            tests: result.tests.map(({ test, questions }) => ({ name: test.name, line: test.line, skipped: test.skip ?? null, questions: questions.map(questionJson) })),
          },
    ),
  };
}

function questionJson({ situation, decision, asExpected, why }: Judged): object {
  const { token, asked, resources, expected, line } = situation;
  return {
    line,
    token: token.name,
    operation: asked,
    resources,
    expected: { allowed: expected.allowed, code: expected.code },
    got: { allowed: decision.allowed, code: decision.allowed ? null : decision.code },
    asExpected,
    why,
  };
}
