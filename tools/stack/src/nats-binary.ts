import { accessSync, constants, copyFileSync, renameSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { unpackDebian } from './debian-packages.js';
import { runCommand } from './run-command.js';
import { StackError } from './stack-error.js';

export interface NatsBinary {
  readonly path: string;
  /** `2.9.10` */
  readonly version: string;
}

export interface NatsSearch {
  /** `NATS_SERVER_BIN` and `PATH` are read from here. */
  readonly env: NodeJS.ProcessEnv;
  readonly cacheDir: string;
  /** A line for the person at the terminal, before something that takes a while. */
  readonly say: (line: string) => void;
}

const ADVICE = 'Install it (apt-get install nats-server), or name one you have: NATS_SERVER_BIN=/path/to/nats-server';

/**
 * Finds nats-server: `NATS_SERVER_BIN`, then `PATH`, then the cache folder, which is filled from Debian's package.
 * @throws StackError when there is none and none can be fetched.
 */
export async function findNatsServer({ env, cacheDir, say }: NatsSearch): Promise<NatsBinary> {
  const named = env['NATS_SERVER_BIN'];
  if (named !== undefined && named !== '') {
    const version = await versionOf(named);
    if (version === null) throw new StackError(`NATS_SERVER_BIN is ${named}, which does not run as a nats-server.`);
    return { path: named, version };
  }
  const cached = join(cacheDir, 'nats-server');
  // Debian installs to /usr/sbin, which is not on an ordinary user's PATH.
  const folders = [...(env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''), '/usr/sbin'];
  for (const path of [...folders.map((folder) => join(folder, 'nats-server')), cached]) {
    const version = isProgram(path) ? await versionOf(path) : null;
    if (version !== null) return { path, version };
  }
  say('nats-server is not on this machine: fetching the Debian package');
  await fetchDebianPackage(cacheDir, cached);
  const version = await versionOf(cached);
  if (version === null)
    throw new StackError(`The nats-server of the Debian package does not run on this machine. ${ADVICE}`);
  return { path: cached, version };
}

async function fetchDebianPackage(cacheDir: string, target: string): Promise<void> {
  await unpackDebian({ packages: ['nats-server'], withNeeded: false, missing: 'nats-server is missing', advice: ADVICE, cacheDir }, (unpacked, work) => {
    const draft = join(work, 'nats-server');
    copyFileSync(join(unpacked, 'usr', 'sbin', 'nats-server'), draft);
    renameSync(draft, target); // whole or not at all: two first starts may be doing this at once
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function versionOf(path: string): Promise<string | null> {
  const { status, output } = await runCommand(path, ['--version'], { env: {}, user: null }).catch(() => ({
    status: null,
    output: '',
  }));
  return status === 0 ? (/nats-server: v(\d+\.\d+\.\d+)/.exec(output)?.[1] ?? null) : null;
}
