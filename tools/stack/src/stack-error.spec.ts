import { logTail } from './stack-error.js';

describe('the end of a log in an error message', () => {
  it('holds the last lines, indented, without empty ones', () => {
    expect(logTail('one\ntwo\n\nthree\n', 3)).toBe('    two\n    three');
  });

  it('cuts lines that would fill the screen', () => {
    expect(logTail('x'.repeat(10_000))).toHaveLength(404);
  });

  it('is empty for an empty log', () => {
    expect(logTail('\n')).toBe('');
  });
});
