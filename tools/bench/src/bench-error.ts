/** What was measured cannot be believed. The message says all there is to say. */
export class BenchError extends Error {
  override readonly name = 'BenchError';
}
