import { existsSync } from 'node:fs';
import { runCommand } from './run-command.js';
import { logTail, StackError } from './stack-error.js';

const PROGRAM = '/usr/bin/chromium';
const ADVICE = 'Install it: apt-get update && apt-get install chromium';
/** Another apt may be at work on this machine. */
const LOCK_SECONDS = 600;

/**
 * Finds Debian's Chromium, for tests in a real browser; as root installs it where it is missing. It needs some hundred packages of the
 * system, so it is not unpacked into a folder as others are.
 * @returns its path
 * @throws StackError when there is none and none can be installed
 */
export async function findChromium(say: (line: string) => void): Promise<string> {
  if (await runs()) return PROGRAM;
  if (process.getuid?.() !== 0) throw new StackError(`Chromium is not on this machine, and only root can install it. ${ADVICE}`);
  say('chromium is not on this machine: reading the lists of Debian packages');
  const update = await apt('update');
  say('chromium is being installed, about 120 MB: this takes a minute or two');
  const install = await apt('--yes', '--no-install-recommends', 'install', 'chromium');
  if (await runs()) return PROGRAM;
  throw new StackError(`Chromium could not be installed. Is this machine online, and is it Debian?\n${logTail(`${update}\n${install}`, 8)}\n${ADVICE}`);
}

/** Not only whether it is there: on Ubuntu a script has its name that only tells of another way to get it. */
async function runs(): Promise<boolean> {
  if (!existsSync(PROGRAM)) return false;
  const { status, output } = await runCommand(PROGRAM, ['--version'], { env: process.env, user: null });
  return status === 0 && /^Chromium \d+/m.test(output);
}

/** What it printed; whether it did its work, the program that is there afterwards tells. */
async function apt(...args: readonly string[]): Promise<string> {
  const settings = [`DPkg::Lock::Timeout=${LOCK_SECONDS}`, 'Acquire::Languages=none', 'Acquire::Retries=1', 'Acquire::http::Timeout=20', 'Acquire::https::Timeout=20'];
  const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  try {
    return (await runCommand('apt-get', [...settings.flatMap((setting) => ['-o', setting]), ...args], { env, user: null })).output;
  } catch (error) {
    return `apt-get cannot be run: ${(error as Error).message}`;
  }
}
