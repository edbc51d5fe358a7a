import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Begun, Ended, Line, PowerLine } from './line.js';

/** Writes down what is done, as it is done. All times are of this process's monotonic clock. */
export class HistoryFile {
  private calls = 0;
  private unanswered = 0;
  private isClosed = false;
  private readonly out: WriteStream;

  constructor(path: string) {
    this.out = createWriteStream(path, { mode: 0o600 });
  }

  power(line: PowerLine): void {
    this.write(line);
  }

  /** To be called just before the first byte is sent. @returns what the call is named. */
  begins(begins: Begun): number {
    const call = ++this.calls;
    this.unanswered += 1;
    this.write({ at: now(), call, begins });
    return call;
  }

  /** To be called when the answer is there. */
  ended(call: number, ended: Ended): void {
    this.unanswered -= 1;
    this.write({ at: now(), call, ended });
  }

  note(note: string): void {
    this.write({ at: now(), note });
  }

  /** Waits so long for what has not ended yet. Later lines are dropped. */
  async close(withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (this.unanswered > 0 && performance.now() < deadline) await pause(50);
    this.isClosed = true;
    this.out.end();
    await once(this.out, 'close');
  }

  private write(line: Line): void {
    if (!this.isClosed) this.out.write(`${JSON.stringify(line)}\n`);
  }
}

export async function* readHistory(path: string): AsyncGenerator<Line> {
  for await (const text of createInterface({ input: createReadStream(path) })) yield JSON.parse(text) as Line;
}

function now(): string {
  return String(process.hrtime.bigint());
}
