import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type * as BackgroundProcessModule from '../background-process.js';

// Why not a plain import: see the other global-setup.ts.
const { startBackground } = createRequire(import.meta.url)('../background-process') as typeof BackgroundProcessModule;

const repository = join(import.meta.dirname, '..', '..', '..', '..');
const launcher = join(repository, 'tools', 'stack', 'dist', 'main.js');

/** More would not be faster on two cores, the smallest machine meant. */
const MOST_STACKS = 2;

/** One real stack for each of jest's workers: a spec that stops a part of it stops nothing of what another one stands on. */
export default async function globalSetup({ maxWorkers }: { readonly maxWorkers: number }): Promise<void> {
  process.env['PORTCULLIS_E2E_CHROMIUM'] = chromium();
  // One by one: the first fetches what is missing on this machine.
  const stacks = [await startStack()];
  while (stacks.length < Math.min(maxWorkers, MOST_STACKS)) stacks.push(await startStack());
  process.env['PORTCULLIS_E2E_DATA_DIRS'] = stacks.map(({ dataDir }) => dataDir).join(delimiter);
  const stop = async (): Promise<void> => {
    await Promise.all(stacks.map((stack) => stack.stop()));
  };
  Object.assign(globalThis, { stopPortcullisSharedStacks: stop });
}

/** As `npm start` does it, from what was built. Two gateways, since much of what is promised is promised of all of them. */
async function startStack(): Promise<{ readonly dataDir: string; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'portcullis-e2e-'));
  chmodSync(dataDir, 0o711); // Postgres may run as another user and passes through
  const stack = await startBackground({
    args: [launcher, '--data', dataDir, '--port', '0', '--gateways', '2', '--port', '0'],
    env: {
      NATS_SERVER_BIN: process.env['NATS_SERVER_BIN'],
      PORTCULLIS_STOP_ON_STDIN_END: '1',
      // All specs come from one address, and many of them guess.
      PORTCULLIS_ADDRESS_RATE_LIMIT: '1000000/60',
      PORTCULLIS_FAILURE_LIMIT: '1000000/60',
    },
    ready: (output) => (output.includes('Ready in') ? true : null),
    withinMs: 180_000,
  });
  return {
    dataDir,
    stop: async () => {
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The browser for the specs of the console, installed where it can be; else empty, which skips them. */
function chromium(): string {
  const script = `import { findChromium } from '@portcullis/stack'; console.log(await findChromium((line) => console.error(line)));`;
  const args = ['--input-type=module', '--eval', script];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: repository, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status === 0) return stdout.trim();
  process.stderr.write(`The console's specs are skipped: there is no browser for them.\n`);
  return '';
}
