import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  findNatsServer,
  findPostgres,
  freePort,
  postgresUser,
  prepareDatabase,
  startNats,
  startPostgres,
  type NatsBinary,
  type RunningServer,
} from '@portcullis/stack';
import { NATS_CACHE_DIR } from '@portcullis/stack/layout';
import { TEMPLATE_DATABASE } from './template-database.js';

export interface TestServers {
  /** Of the superuser; the password is everybody's. */
  readonly postgresUrl: string;
  readonly natsUrl: string;
  /** For specs that need a broker of their own, to kill it. */
  readonly natsServerBin: string;
  readonly stop: () => Promise<void>;
}

/**
 * Postgres with a migrated template database, and nats-server with JetStream and without log-in, on data that is thrown
 * away.
 */
export async function startTestServers(): Promise<TestServers> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-test-'));
  chmodSync(folder, 0o711); // Postgres may run as another user and passes through
  const running: RunningServer[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const binary = await findNatsServer({
      env: process.env,
      cacheDir: NATS_CACHE_DIR,
      say: (line) => process.stderr.write(`${line}\n`),
    });
    const nats = await startTestNats(folder, binary);
    running.push(nats);
    const postgres = await startTestPostgres(folder);
    running.push(postgres);
    return { postgresUrl: postgres.url, natsUrl: nats.url, natsServerBin: binary.path, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startTestPostgres(folder: string): Promise<RunningServer> {
  const user = postgresUser();
  const password = randomBytes(12).toString('hex');
  const port = await freePort();
  const server = await startPostgres({
    binaries: findPostgres(user, folder),
    dataDir: join(folder, 'postgres'),
    port,
    superuserPassword: password,
    logFile: join(folder, 'postgres.log'),
    user,
    durable: false,
  });
  const passwords = { superuser: password, owner: password, tokens: password, permissions: password, audit: password };
  await prepareDatabase({ port, passwords, database: TEMPLATE_DATABASE }).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  return server;
}

async function startTestNats(folder: string, binary: NatsBinary): Promise<RunningServer> {
  const storeDir = join(folder, 'nats');
  mkdirSync(storeDir);
  const port = await freePort();
  return startNats({
    binary,
    port,
    storeDir,
    configFile: join(folder, 'nats.conf'),
    logFile: join(folder, 'nats.log'),
  });
}
