import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, type CommandResult } from './run-command.js';
import { logTail, StackError } from './stack-error.js';

export interface DebianWish {
  readonly packages: readonly string[];
  /** Also what they need and this machine does not have. */
  readonly withNeeded: boolean;
  /** `nats-server is missing`, for errors. */
  readonly missing: string;
  /** What a person can do instead. */
  readonly advice: string;
  /** A folder of ours; what `keep` leaves in it stays. */
  readonly cacheDir: string;
}

/**
 * Unpacks packages: no root, no change to the system. apt keeps lists of its own here, since the system's may be empty
 * (containers) and an ordinary user may not refresh them. apt checks the archive's signature, and by its lists each package's SHA-256.
 * @param keep takes what is wanted out of the unpacked tree; both folders are removed afterwards
 * @throws StackError when they cannot be fetched
 */
export async function unpackDebian({ packages, withNeeded, missing, advice, cacheDir }: DebianWish, keep: (unpacked: string, work: string) => void): Promise<void> {
  const work = makeWorkDir(cacheDir, missing, advice);
  const archives = join(work, 'cache', 'archives');
  const run = (command: string, args: readonly string[]): Promise<CommandResult> => debian(command, args, archives, missing, advice);
  try {
    const settings = aptSettings(work);
    const update = await run('apt-get', [...settings, 'update']);
    // Neither needs root: what is fetched goes into folders of ours.
    const fetch = withNeeded ? ['--yes', '--no-install-recommends', '--download-only', '--reinstall', 'install'] : ['download'];
    const download = await run('apt-get', [...settings, ...fetch, ...packages]);
    const found = readdirSync(archives).filter((name) => name.endsWith('.deb'));
    if (download.status !== 0 || !packages.every((name) => found.some((file) => file.startsWith(`${name}_`)))) {
      throw new StackError(
        `The Debian packages ${packages.join(', ')} could not be fetched. Is this machine online, and is it Debian or Ubuntu?\n` +
          `${logTail(`${update.output}\n${download.output}`, 8)}\n${advice}`,
      );
    }
    const unpacked = join(work, 'unpacked');
    for (const archive of found) {
      const { status, output } = await run('dpkg-deb', ['-x', join(archives, archive), unpacked]);
      if (status !== 0) throw new StackError(`The package ${archive} could not be unpacked:\n${logTail(output)}`);
    }
    keep(unpacked, work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function aptSettings(work: string): string[] {
  const state = join(work, 'state');
  const cache = join(work, 'cache');
  for (const folder of [join(state, 'lists', 'partial'), join(cache, 'archives', 'partial')]) mkdirSync(folder, { recursive: true });
  return [
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
}

function makeWorkDir(cacheDir: string, missing: string, advice: string): string {
  try {
    mkdirSync(cacheDir, { recursive: true });
    return mkdtempSync(join(cacheDir, 'fetch-'));
  } catch (error) {
    throw new StackError(`${missing}, and ${cacheDir} cannot be written (${(error as NodeJS.ErrnoException).code}). ${advice}`);
  }
}

/** Runs one of Debian's tools in `cwd`. */
async function debian(command: string, args: readonly string[], cwd: string, missing: string, advice: string): Promise<CommandResult> {
  try {
    return await runCommand(command, args, { cwd, env: { ...process.env, LC_ALL: 'C' }, user: null });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new StackError(`${missing}, and so is ${command} to fetch it with. ${advice}`);
  }
}
