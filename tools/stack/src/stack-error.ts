/**
 * Something the person at the terminal can mend: the message says what is wrong and what to do. Printed without a stack
 * trace.
 */
export class StackError extends Error {
  override readonly name = 'StackError';
}

/** The last lines of a log, indented for use below a message; empty when there is nothing to show. */
export function logTail(text: string, lines = 20): string {
  return text
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .filter((line) => line.trim() !== '')
    .map((line) => `    ${line.slice(0, 400)}`)
    .join('\n');
}
