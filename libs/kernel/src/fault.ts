/** The world failed us: a database is down, a peer did not answer. Says whether trying again may help. */
export class Fault extends Error {
  override readonly name = 'Fault';

  constructor(
    message: string,
    readonly kind: 'unavailable' | 'overloaded' | 'timeout' | 'broken',
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }

  /** `broken` means that the same call will fail again: a defect, or an answer that makes no sense. */
  get retryable(): boolean {
    return this.kind !== 'broken';
  }
}
