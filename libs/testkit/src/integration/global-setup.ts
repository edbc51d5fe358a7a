import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as BackgroundProcessModule from '../background-process.js';

// jest loads this file, and what it requires, through its transform, but without its module resolution: an import that
// ends in `.js` finds no source, and a workspace package leads to its `dist`, which may be old or missing. So the one
// neighbour is required without an ending, and everything else happens in a process of its own, which does run the
// sources.
const { startBackground } = createRequire(import.meta.url)('../background-process') as typeof BackgroundProcessModule;

const testkit = join(import.meta.dirname, '..', '..');

/** One Postgres and one nats-server for the whole run. Workers inherit the addresses. */
export default async function globalSetup(): Promise<void> {
  const servers = await startBackground({
    args: [
      '--conditions=@portcullis/source',
      '--import',
      join(testkit, 'typescript', 'register.mjs'),
      join(testkit, 'src', 'integration', 'run-servers.ts'),
    ],
    env: { NATS_SERVER_BIN: process.env['NATS_SERVER_BIN'] },
    ready: (output) => {
      const line = /^\{.*\}$/m.exec(output)?.[0];
      return line === undefined
        ? null
        : (JSON.parse(line) as { postgresUrl: string; natsUrl: string; natsServerBin: string });
    },
    withinMs: 120_000, // the first run of all fetches nats-server
  });
  process.env['PORTCULLIS_TEST_POSTGRES_URL'] = servers.ready.postgresUrl;
  process.env['PORTCULLIS_TEST_NATS_URL'] = servers.ready.natsUrl;
  process.env['NATS_SERVER_BIN'] = servers.ready.natsServerBin;
  Object.assign(globalThis, { stopPortcullisTestServers: servers.stop });
}
