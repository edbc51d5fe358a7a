import { spawn, type ChildProcess } from 'node:child_process';

export interface BackgroundOptions<Ready> {
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Looks for the sign of readiness in everything printed so far; null: not yet. */
  readonly ready: (output: string) => Ready | null;
  readonly withinMs: number;
}

export interface BackgroundProcess<Ready> {
  readonly ready: Ready;
  readonly pid: number;
  /** Ends its standard input, which it takes as the request to stop, and waits until it has gone. */
  readonly stop: () => Promise<void>;
}

const STOP_WITHIN_MS = 30_000;
/** The way to the programs, and for apt, which fetches nats-server, the way through a proxy. */
const INHERITED = ['PATH', 'http_proxy', 'https_proxy', 'no_proxy'];

/**
 * Starts a node process that lives as long as this one: when a test run is killed, the pipe to it ends, and it stops by
 * itself.
 * @throws Error with what it printed, when it ends or time is up before it is ready.
 */
export async function startBackground<Ready>({
  args,
  env,
  ready,
  withinMs,
}: BackgroundOptions<Ready>): Promise<BackgroundProcess<Ready>> {
  const child = spawn(process.execPath, args, {
    env: { ...Object.fromEntries(INHERITED.map((name) => [name, process.env[name]])), ...env },
    stdio: 'pipe',
    detached: true,
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const value = await untilReady(child, ready, withinMs);
  return {
    ready: value,
    pid: child.pid!,
    stop: async () => {
      child.stdin.end();
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await exited;
      clearTimeout(force);
    },
  };
}

async function untilReady<Ready>(
  child: ChildProcess,
  ready: (output: string) => Ready | null,
  withinMs: number,
): Promise<Ready> {
  let output = '';
  return new Promise((resolve, reject) => {
    const fail = (what: string): void => {
      child.kill('SIGTERM');
      reject(new Error(`${what}:\n${output}`));
    };
    const timer = setTimeout(() => fail(`not ready within ${withinMs / 1000} s`), withinMs);
    const hear = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const value = ready(output);
      if (value === null) return;
      clearTimeout(timer);
      child.stdout?.off('data', hear).resume();
      child.stderr?.off('data', hear).resume();
      resolve(value);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
    child.once('error', reject);
  });
}
