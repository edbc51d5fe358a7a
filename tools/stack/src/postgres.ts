import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProcessSpec } from './child.js';
import { commandLine, identify, stopStranger } from './os-process.js';
import type { OsUser } from './os-user.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { runCommand } from './run-command.js';
import { runAlone, type RunningServer } from './running-server.js';
import { logTail, StackError } from './stack-error.js';

export interface PostgresOptions {
  readonly binaries: PostgresBinaries;
  /** The cluster's folder; made at the first start. Its parent must exist. */
  readonly dataDir: string;
  readonly port: number;
  readonly superuserPassword: string;
  readonly logFile: string;
  readonly user: OsUser | null;
  /** false for tests: a power cut may cost the cluster; a process that is killed still loses nothing. */
  readonly durable: boolean;
}

const SUPERUSER = 'postgres';
const ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC' };
const REAPED_WITHIN_MS = 3_000;

export function superuserUrl(port: number, password: string, database = 'postgres'): string {
  return postgresUrl({ name: SUPERUSER, password }, port, database);
}

export function postgresUrl(
  role: { readonly name: string; readonly password: string },
  port: number,
  database: string,
): string {
  return `postgres://${role.name}:${role.password}@127.0.0.1:${port}/${database}`;
}

/** Makes the cluster if it is not there, and says how to run the server. */
export async function preparePostgres(options: PostgresOptions): Promise<ProcessSpec> {
  if (!existsSync(options.dataDir)) await makeCluster(options);
  return {
    name: 'postgres',
    command: options.binaries.postgres,
    args: ['-D', options.dataDir, '-p', String(options.port), ...settings(options.durable)],
    env: ENVIRONMENT,
    logFile: options.logFile,
    user: options.user,
    stopSignal: 'SIGINT', // fast shutdown; SIGTERM would wait until every client has left
    stopsOnStdinEnd: false,
    beforeStart: () => stopStalePostmaster(options.dataDir),
    isReady: (pid) => Promise.resolve(isReady(options.dataDir, pid)),
  };
}

/** Postgres on its own, for tests that need no services. */
export async function startPostgres(options: PostgresOptions): Promise<RunningServer> {
  return runAlone(await preparePostgres(options), superuserUrl(options.port, options.superuserPassword));
}

function settings(durable: boolean): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '500', // a pool of 16 for each of tokens, permissions and audit, times `--services`
    // A commit is still written before it is acknowledged, so kill -9 loses none: `synchronous_commit` stays on.
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** A cluster appears whole or not at all: half a one, after a kill, would pass for a finished one at the next start. */
async function makeCluster(options: PostgresOptions): Promise<void> {
  const { dataDir, user, binaries } = options;
  const draft = `${dataDir}.new`;
  const passwordFile = join(draft, 'password');
  rmSync(draft, { recursive: true, force: true });
  const cluster = join(draft, 'cluster');
  for (const folder of [draft, cluster]) mkdirSync(folder, { mode: 0o700 });
  writeFileSync(passwordFile, options.superuserPassword, { mode: 0o600 });
  if (user !== null) for (const path of [draft, cluster, passwordFile]) chownSync(path, user.uid, user.gid);
  const { status, output } = await runCommand(
    binaries.initdb,
    [
      ...['-D', cluster, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      ...(options.durable ? [] : ['--no-sync']),
    ],
    { env: ENVIRONMENT, user },
  );
  if (status !== 0) throw new StackError(`PostgreSQL's initdb failed${adviceOn(output)}:\n${logTail(output)}`);
  renameSync(cluster, dataDir);
  chmodSync(dataDir, 0o700);
  rmSync(draft, { recursive: true, force: true });
}

function adviceOn(output: string): string {
  if (/No space left/i.test(output))
    return ' (the disk is full: free some space, or pass another folder with --data DIR)';
  if (/shared memory|shmget|shm_open/i.test(output)) return ' (no shared memory: give the container a larger /dev/shm)';
  if (/Permission denied/i.test(output))
    return ' (a folder is closed to the user that runs Postgres: pass another one with --data DIR)';
  if (/could not look up effective user ID/i.test(output))
    return ' (the user id that starts it has no name: start as a user that /etc/passwd lists)';
  return '';
}

/** The lines of postmaster.pid: pid, data folder, start time, port, socket folder, address, shared memory, status. */
function postmasterFile(dataDir: string): string[] {
  try {
    return readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

function isReady(dataDir: string, pid: number): boolean {
  const lines = postmasterFile(dataDir);
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

/**
 * A launcher that was killed may leave its Postgres behind, and after a reboot postmaster.pid may name a stranger:
 * Postgres would refuse to start either way. The file of a dead postmaster is left alone: by it Postgres finds out
 * whether children of the dead one still write to the cluster.
 */
async function stopStalePostmaster(dataDir: string): Promise<void> {
  const pid = Number(postmasterFile(dataDir)[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  const identity = identify(pid);
  const isPostmaster = identity === null || commandLine(pid).includes(dataDir);
  if (identity !== null && isPostmaster) await stopStranger(identity, 'SIGINT');
  if (!isPostmaster || !(await isReaped(pid))) rmSync(join(dataDir, 'postmaster.pid'), { force: true });
}

/**
 * Waits until the parent of a dead process, which may be this one, has taken note: till then Postgres takes it to be
 * alive. false when the parent does not, like the first process of many a container.
 */
async function isReaped(pid: number): Promise<boolean> {
  const deadline = performance.now() + REAPED_WITHIN_MS;
  while (existsSync(`/proc/${pid}`)) {
    if (performance.now() > deadline) return false;
    await delay(10);
  }
  return true;
}
