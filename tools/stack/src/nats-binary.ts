import { accessSync, constants, copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand, type CommandResult } from './run-command.js';
import { logTail, StackError } from './stack-error.js';

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

/**
 * Unpacks the package into the cache: no root, no change to the system. apt keeps lists of its own here, since the
 * system's may be empty (containers) and an ordinary user may not refresh them. apt checks the archive's signature, and
 * by its lists the package's SHA-256.
 */
async function fetchDebianPackage(cacheDir: string, target: string): Promise<void> {
  const work = makeWorkDir(cacheDir);
  try {
    const state = join(work, 'state');
    const cache = join(work, 'cache');
    for (const folder of [join(state, 'lists', 'partial'), join(cache, 'archives', 'partial')])
      mkdirSync(folder, { recursive: true });
    const settings = [
      `Dir::State=${state}`,
      `Dir::State::lists=${join(state, 'lists')}`,
      'Dir::State::status=/var/lib/dpkg/status',
      `Dir::Cache=${cache}`,
      'Debug::NoLocking=1',
      'Acquire::Languages=none',
      'Acquire::Retries=1',
      'Acquire::http::Timeout=20',
      'Acquire::https::Timeout=20',
      // Started by root, apt would drop to a user that cannot enter this folder, and warn.
      `APT::Sandbox::User=${process.getuid?.() === 0 ? 'root' : ''}`,
    ].flatMap((setting) => ['-o', setting]);
    const update = await debian('apt-get', [...settings, 'update'], work);
    const download = await debian('apt-get', [...settings, 'download', 'nats-server'], work);
    const archive = readdirSync(work).find((name) => name.endsWith('.deb'));
    if (download.status !== 0 || archive === undefined) {
      throw new StackError(
        `The Debian package nats-server could not be fetched. Is this machine online, and is it Debian or Ubuntu?\n` +
          `${logTail(`${update.output}\n${download.output}`, 8)}\n${ADVICE}`,
      );
    }
    const unpack = await debian('dpkg-deb', ['-x', archive, join(work, 'unpacked')], work);
    if (unpack.status !== 0) throw new StackError(`The package could not be unpacked:\n${logTail(unpack.output)}`);
    const draft = join(work, 'nats-server');
    copyFileSync(join(work, 'unpacked', 'usr', 'sbin', 'nats-server'), draft);
    renameSync(draft, target); // whole or not at all: two first starts may be doing this at once
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function makeWorkDir(cacheDir: string): string {
  try {
    mkdirSync(cacheDir, { recursive: true });
    return mkdtempSync(join(cacheDir, 'fetch-'));
  } catch (error) {
    throw new StackError(
      `nats-server is missing, and ${cacheDir} cannot be written (${(error as NodeJS.ErrnoException).code}). ${ADVICE}`,
    );
  }
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

/** Runs one of Debian's tools in `cwd`. */
async function debian(command: string, args: readonly string[], cwd: string): Promise<CommandResult> {
  try {
    return await runCommand(command, args, { cwd, env: { ...process.env, LC_ALL: 'C' }, user: null });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new StackError(`nats-server is missing, and so is ${command} to fetch it with. ${ADVICE}`);
  }
}
