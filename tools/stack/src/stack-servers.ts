import { join } from 'node:path';
import { env } from 'node:process';
import type { ProcessSpec } from './child.js';
import { NATS_CACHE_DIR } from './layout.js';
import { findNatsServer } from './nats-binary.js';
import { prepareNats } from './nats-server.js';
import type { OsUser } from './os-user.js';
import { findPostgres } from './postgres-binaries.js';
import { preparePostgres } from './postgres.js';
import type { ServicePlan } from './services.js';

/** A server that is ready to be run, and what it is, for the person at the terminal. */
export interface ServerProcess {
  readonly spec: ProcessSpec;
  /** `PostgreSQL 18.4 on port 5444` */
  readonly title: string;
}

type Say = (line: string) => void;

/** Finds PostgreSQL, and makes the cluster at the first start. */
export async function postgresProcess(
  { dataDir, secrets, ports }: ServicePlan,
  user: OsUser | null,
  durable: boolean,
  say: Say,
): Promise<ServerProcess> {
  const port = ports.get('postgres')!;
  const binaries = findPostgres(user, dataDir.stateDir);
  if (binaries.copied) {
    say(`the checkout is closed to the user ${user!.name}: PostgreSQL runs from ${dataDir.stateDir}`);
  }
  const spec = await preparePostgres({
    binaries,
    dataDir: dataDir.postgresDir,
    port,
    superuserPassword: secrets.postgres.superuser,
    logFile: join(dataDir.logDir, 'postgres.log'),
    user,
    durable,
  });
  return { spec, title: `PostgreSQL ${binaries.version} on port ${port}` };
}

/** Finds nats-server, or fetches it at the first start. */
export async function natsProcess({ dataDir, secrets, ports }: ServicePlan, say: Say): Promise<ServerProcess> {
  const port = ports.get('nats')!;
  const binary = await findNatsServer({ env, cacheDir: NATS_CACHE_DIR, say });
  const spec = prepareNats({
    binary,
    port,
    storeDir: dataDir.natsStoreDir,
    configFile: join(dataDir.path, 'nats.conf'),
    logFile: join(dataDir.logDir, 'nats.log'),
    passwords: secrets.nats,
  });
  return { spec, title: `nats-server ${binary.version} on port ${port}` };
}
