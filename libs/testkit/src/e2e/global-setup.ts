import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as BackgroundProcessModule from '../background-process.js';

// Why not a plain import: see the other global-setup.ts.
const { startBackground } = createRequire(import.meta.url)('../background-process') as typeof BackgroundProcessModule;

const launcher = join(import.meta.dirname, '..', '..', '..', '..', 'tools', 'stack', 'dist', 'main.js');

/**
 * One real stack for the whole run, started as `npm start` does it, from what was built. Two gateways, since much of
 * what is promised is promised of all of them.
 */
export default async function globalSetup(): Promise<void> {
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
  process.env['PORTCULLIS_E2E_DATA_DIR'] = dataDir;
  const stop = async (): Promise<void> => {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  Object.assign(globalThis, { stopPortcullisSharedStack: stop });
}
