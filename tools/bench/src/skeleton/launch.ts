import { fork } from 'node:child_process';
import { BenchError } from '../bench-error.js';

/** One process of a skeleton. */
export interface SkeletonProcess<Ready> {
  readonly pid: number;
  /** What the program told when it was ready. */
  readonly ready: Ready;
  /** Asks a program that hears questions; one at a time. */
  ask<Answer>(question: string): Promise<Answer>;
  stop(): Promise<void>;
}

/**
 * Runs a program of this folder in a process of its own. Settings go by message, since they hold passwords, which
 * arguments and environment would show to everybody.
 * @throws BenchError when it ends before it is ready; what it has to say is on the terminal.
 */
export async function launch<Settings extends object, Ready>(
  program: URL,
  settings: Settings,
): Promise<SkeletonProcess<Ready>> {
  // A session of its own: Ctrl-C reaches the bench alone, which stops the rest. Options of the bench's own Node, as for
  // a profiler, are not passed on.
  const child = fork(program, { detached: true, execArgv: [], env: { NODE_ENV: 'production', TZ: 'UTC' } });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Ready));
    child.once('error', reject);
    void exited.then(() => reject(new BenchError(`${program.pathname} ended before it was ready`)));
    child.send(settings);
  });
  return {
    pid: child.pid!,
    ready,
    ask: <Answer>(question: string) =>
      new Promise<Answer>((resolve, reject) => {
        child.once('message', (message) => resolve(message as Answer));
        void exited.then(() => reject(new BenchError(`${program.pathname} ended before it answered`)));
        child.send(question);
      }),
    async stop() {
      child.kill('SIGKILL'); // it keeps nothing that could be lost
      await exited;
    },
  };
}
