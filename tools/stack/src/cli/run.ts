import { once } from 'node:events';
import process from 'node:process';
import { lineProgress } from '../progress.js';
import { StackError } from '../stack-error.js';
import { startStack } from '../stack.js';
import { HELP, parseCommand, type CliOptions } from './options.js';
import { stopRequests } from './stop-requests.js';
import { welcome } from './welcome.js';

const USUAL_PORT = 8080;
const EXIT = { done: 0, failed: 1, misuse: 2 } as const;

/** `npm start`: runs until it is told to stop. @returns the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const parsed = parseCommand(args);
  switch (parsed.command) {
    case 'help':
      process.stdout.write(HELP);
      return EXIT.done;
    case 'misuse':
      process.stderr.write(`${parsed.problem}\n\n${HELP}`);
      return EXIT.misuse;
    case 'start':
      return runStack(parsed.options);
  }
}

async function runStack({ port, ...options }: CliOptions): Promise<number> {
  const write = (text: string): void => void process.stdout.write(text);
  process.stdout.on('error', () => {}); // a reader that went away, as in `npm start | head`, must not end the stack
  const stopRequested = stopRequests();
  const startedAtMs = performance.now();
  write(`\nPortcullis development stack, data in ${options.dataDir}\n\n`);
  try {
    const stack = await startStack({
      ...options,
      ...(port !== null && { port }),
      gatewayVariables: passedOn(process.env),
      usualPort: USUAL_PORT,
      progress: lineProgress(write),
      signal: stopRequested,
    });
    write(welcome(stack, performance.now() - startedAtMs));
    if (!stopRequested.aborted) await once(stopRequested, 'abort');
    write('\n  stopping\n');
    await stack.stop();
    write('  stopped; the data is kept\n');
    return EXIT.done;
  } catch (error) {
    if (stopRequested.aborted) {
      write('\n  stopped before it was ready; the data is kept\n');
      return EXIT.done;
    }
    process.stderr.write(`\n${explain(error)}\n`);
    return EXIT.failed;
  }
}

/** What of this process's own environment its gateways get. */
const PASSED_ON = ['PORTCULLIS_ADDRESS_RATE_LIMIT', 'PORTCULLIS_FAILURE_LIMIT', 'PORTCULLIS_TRUSTED_PROXIES', 'PORTCULLIS_PRIVATE_PANELS'];

function passedOn(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(PASSED_ON.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

function explain(error: unknown): string {
  if (error instanceof StackError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `\ncaused by ${error.cause.stack ?? error.cause.message}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
