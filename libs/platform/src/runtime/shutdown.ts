import type { Logger } from './log.js';

/** What of `process` is needed; a test passes its own. */
export interface StoppableProcess {
  on(event: string, listener: (reason: unknown) => void): unknown;
  exit(code: number): void;
  readonly stdin: { on(event: 'end', listener: () => void): unknown; resume(): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface ShutdownOptions {
  readonly log: Logger;
  /** For everything together; 10 s unless given. */
  readonly limitMs?: number;
  readonly process?: StoppableProcess;
}

interface Step {
  readonly name: string;
  stop(): Promise<unknown> | void;
}

/**
 * Ends the process in order: what was opened last is closed first. Begins on SIGTERM or SIGINT, and when standard input
 * ends if `PORTCULLIS_STOP_ON_STDIN_END=1` (so that no service outlives the parent that started it and was killed).
 * Exit code 0, or 1 when a part was lost, a step failed, or time ran out. A second signal exits at once.
 */
export class Shutdown {
  private readonly steps: Step[] = [];
  private readonly log: Logger;
  private readonly limitMs: number;
  private readonly process: StoppableProcess;
  private begun = false;
  private failed = false;

  constructor(options: ShutdownOptions) {
    this.log = options.log;
    this.limitMs = options.limitMs ?? 10_000;
    this.process = options.process ?? process;
    this.process.on('SIGTERM', () => this.onSignal('SIGTERM'));
    this.process.on('SIGINT', () => this.onSignal('SIGINT'));
    // "Read your files again": a process that has none to read must not end of it, as it would without a listener.
    this.process.on('SIGHUP', () => this.log.info('asked to read files again'));
    if (this.process.env['PORTCULLIS_STOP_ON_STDIN_END'] === '1') {
      this.process.stdin.on('end', () => void this.begin('end of standard input'));
      this.process.stdin.resume();
    }
  }

  /** To be called right after the thing was opened. */
  onStop(name: string, stop: Step['stop']): void {
    this.steps.push({ name, stop });
  }

  /** For a part that the process cannot live without and that will not come back: ends it when this resolves. */
  endWhenLost(name: string, lost: Promise<unknown>): void {
    void lost.then(() => {
      this.failed ||= !this.begun;
      return this.begin(`${name} is lost for good`);
    });
  }

  /** Stops everything and exits. Later calls do nothing. */
  async begin(reason: string): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    this.log.info('stopping', { reason });
    let present = '';
    const limit = setTimeout(() => {
      this.log.error('stopping took too long', { step: present, limitMs: this.limitMs });
      this.process.exit(1);
    }, this.limitMs);
    for (let step = this.steps.pop(); step !== undefined; step = this.steps.pop()) {
      present = step.name;
      try {
        await step.stop();
      } catch (error) {
        this.failed = true;
        this.log.error('a part did not stop', { step: step.name, err: error });
      }
    }
    clearTimeout(limit);
    this.log.info('stopped');
    this.process.exit(this.failed ? 1 : 0);
  }

  private onSignal(name: string): void {
    if (this.begun) this.process.exit(1);
    else void this.begin(name);
  }
}

/** An error that nobody caught leaves state that nobody knows: say so and end, and let the supervisor start afresh. */
export function exitOnUncaught(log: Logger, target: Pick<StoppableProcess, 'on' | 'exit'> = process): void {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    target.on(event, (reason) => {
      log.fatal('an error was not caught', { event, err: reason });
      target.exit(1);
    });
  }
}
