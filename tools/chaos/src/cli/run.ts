import { randomBytes } from 'node:crypto';
import { accessSync, appendFileSync, chmodSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { lineProgress, StackError, startStack, type Progress, type Stack } from '@portcullis/stack';
import { ChaosError } from '../chaos-error.js';
import { historyPath, runChaos, STACK } from '../run-chaos.js';
import type { Verdict } from '../verdict.js';
import { HELP, parseCommand, type ChaosOptions } from './options.js';
import { verdictText } from './verdict-text.js';

const EXIT = { holds: 0, failed: 1, misuse: 2, interrupted: 130 } as const;
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** `npm run chaos`. @returns the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const parsed = parseCommand(args, () => randomBytes(4).toString('hex'));
  switch (parsed.command) {
    case 'help':
      process.stdout.write(HELP);
      return EXIT.holds;
    case 'misuse':
      process.stderr.write(`${parsed.problem}\n\n${HELP}`);
      return EXIT.misuse;
    case 'run':
      return runAndReport(parsed.options);
  }
}

async function runAndReport(options: ChaosOptions): Promise<number> {
  const { json, seconds, seed } = options;
  const stop = new AbortController();
  for (const signal of STOP_SIGNALS) process.on(signal, () => stop.abort());
  const write = (text: string): void => void process.stdout.write(text);
  process.stdout.on('error', () => stop.abort()); // nobody reads on, as in `npm run chaos | head`
  const dataDir = mkdtempSync(join(tmpdir(), 'portcullis-chaos-'));
  chmodSync(dataDir, 0o711); // Postgres may run as another user and passes through
  let isKept = true;
  try {
    if (json !== null) accessSync(dirname(resolve(json)), constants.W_OK); // rather now than after the work
    write(`\nPortcullis chaos for ${seconds} s, seed ${seed}, on a stack of its own in ${dataDir}\n\n`);
    const verdict = await onStack(dataDir, stop.signal, write, (stack) => runChaos({ ...options, stack, signal: stop.signal, say: (line) => write(`  ${line}\n`) }));
    write(`\n${verdictText(verdict).join('\n')}\n`);
    if (json !== null) writeFileSync(json, `${JSON.stringify(verdict, null, 2)}\n`);
    isKept = !verdict.holds;
    if (stop.signal.aborted) return EXIT.interrupted;
    return verdict.holds ? EXIT.holds : EXIT.failed;
  } catch (error) {
    process.stderr.write(`\n${explain(error)}\n`);
    return stop.signal.aborted ? EXIT.interrupted : EXIT.failed;
  } finally {
    if (isKept) write(`\nHistory and logs are kept: ${historyPath({ dataDir })}, ${join(dataDir, 'logs')}\n`);
    else rmSync(dataDir, { recursive: true, force: true });
  }
}

async function onStack(dataDir: string, signal: AbortSignal, write: (text: string) => void, use: (stack: Stack) => Promise<Verdict>): Promise<Verdict> {
  const stack = await startStack({ dataDir, ...STACK, progress: quietLater(dataDir, write), signal });
  return use(stack).finally(() => stack.stop());
}

/** Steps of the start for the person at the terminal; deaths and restarts, of which there are many, into a file. */
function quietLater(dataDir: string, write: (text: string) => void): Progress {
  const file = join(dataDir, 'supervisor.txt');
  const say = (line: string): void => appendFileSync(file, `${new Date().toISOString()} ${line}\n`);
  return { ...lineProgress(write), say };
}

function explain(error: unknown): string {
  if (error instanceof ChaosError || error instanceof StackError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
