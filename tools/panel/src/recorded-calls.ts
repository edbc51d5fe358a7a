/** One request as it came over the wire. It holds credentials: for assertions in the same process, never for a log. */
export interface RecordedCall {
  readonly method: string;
  /** The request target, byte for byte. */
  readonly url: string;
  /** Names and values in turn, in the order and the case they came. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

const MAX_CALLS = 1000;
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** The last calls, as many as fit both bounds. */
export class RecordedCalls {
  private calls: RecordedCall[] = [];
  private bodyBytes = 0;

  add(call: RecordedCall): void {
    this.calls.push(call);
    this.bodyBytes += call.body.length;
    while (this.calls.length > MAX_CALLS || this.bodyBytes > MAX_BODY_BYTES) {
      this.bodyBytes -= this.calls.shift()!.body.length;
    }
  }

  /** A copy that later calls leave as it is. */
  list(): readonly RecordedCall[] {
    return [...this.calls];
  }

  clear(): void {
    this.calls = [];
    this.bodyBytes = 0;
  }
}
