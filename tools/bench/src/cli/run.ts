import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { lineProgress, StackError, startStack, type Stack } from '@portcullis/stack';
import { BenchError } from '../bench-error.js';
import { FIGURES } from '../figures/index.js';
import type { Figure, Measurement, Measuring } from '../figure.js';
import { describeMachine, figureTable, reportOf, writeReport, type Measured } from '../report.js';
import { helpText, parseCommand, type Plan } from './options.js';

const EXIT = { done: 0, failed: 1, misuse: 2, interrupted: 130 } as const;
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** `npm run bench`. @returns the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const parsed = parseCommand(args, FIGURES);
  switch (parsed.command) {
    case 'help':
      process.stdout.write(helpText(FIGURES));
      return EXIT.done;
    case 'misuse':
      process.stderr.write(`${parsed.problem}\n\n${helpText(FIGURES)}`);
      return EXIT.misuse;
    case 'measure':
      return measureAndReport(parsed.plan);
  }
}

async function measureAndReport(plan: Plan<Figure>): Promise<number> {
  const stop = new AbortController();
  for (const signal of STOP_SIGNALS) process.on(signal, () => stop.abort());
  const write = (text: string): void => void process.stdout.write(text);
  process.stdout.on('error', () => stop.abort()); // nobody reads on, as in `npm run bench | head`
  try {
    if (plan.json !== null) accessSync(dirname(resolve(plan.json)), constants.W_OK); // rather now than after the work
    const machine = describeMachine();
    const startedAt = new Date().toISOString();
    const measured = await measureAll(plan, stop.signal, write);
    write(`\n${figureTable(measured).join('\n')}\n`);
    if (plan.json !== null) writeReport(plan.json, reportOf(machine, startedAt, measured));
    return EXIT.done;
  } catch (error) {
    if (stop.signal.aborted) {
      process.stderr.write('\nstopped before all was measured\n');
      return EXIT.interrupted;
    }
    process.stderr.write(`\n${explain(error)}\n`);
    return EXIT.failed;
  }
}

async function measureAll({ figures, seconds }: Plan<Figure>, signal: AbortSignal, write: (text: string) => void): Promise<Measured[]> {
  const measured: Measured[] = [];
  const measure = async (figure: Figure, measurement: (measuring: Measuring) => Promise<Measurement>): Promise<void> => {
    write(`\n${figure.name}: ${figure.describe}\n`);
    measured.push({ figure, measurement: await measurement({ seconds, signal, say: (line) => write(`  ${line}\n`) }) });
  };
  for (const figure of figures) if (!figure.needsStack) await measure(figure, (measuring) => figure.run(measuring));
  const ofStack = figures.filter((figure) => figure.needsStack);
  for (const gateways of new Set(ofStack.map((figure) => figure.gateways))) {
    await onStack(gateways, signal, write, async (stack) => {
      for (const figure of ofStack) if (figure.gateways === gateways) await measure(figure, (measuring) => figure.run({ ...measuring, stack }));
    });
  }
  return measured;
}

/** In a folder of its own, both gone afterwards. It writes durably, since that is what is being measured. */
async function onStack(gateways: number, signal: AbortSignal, write: (text: string) => void, use: (stack: Stack) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  write(`\nPortcullis bench, on a stack of its own with ${gateways} gateway${gateways === 1 ? '' : 's'} in ${dataDir}\n\n`);
  try {
    // A process that dies would be a failed run, not one to be started again and measured on.
    const stack = await startStack({ dataDir, gateways, supervise: false, gatewayVariables: { PORTCULLIS_ADDRESS_RATE_LIMIT: 'off' }, progress: lineProgress(write), signal });
    await use(stack).finally(() => stack.stop());
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function explain(error: unknown): string {
  if (error instanceof BenchError || error instanceof StackError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
