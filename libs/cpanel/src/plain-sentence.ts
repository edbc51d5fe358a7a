/**
 * A text that may stand in any reply to a panel client. Shell clients read raw JSON with patterns: one stops at the
 * first `]`, one takes `"status":1` anywhere for success, one splits records at `},{`. So brackets, braces and
 * double quotes become round and single ones, and control characters blanks.
 */
export function plainSentence(text: string): string {
  const plain = text
    .replace(/[[{]/g, '(')
    .replace(/[\]}]/g, ')')
    .replace(/"/g, "'")
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
  // Clients tell failure by a non-empty list of errors, and show its first.
  return plain === '' ? 'The call was refused.' : plain;
}
