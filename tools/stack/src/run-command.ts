import { spawn } from 'node:child_process';
import type { OsUser } from './os-user.js';

export interface CommandResult {
  readonly status: number | null;
  /** Standard output and error as they came, at most the last 16 KB. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  /** null: as the launcher itself. */
  readonly user: OsUser | null;
}

const KEPT_CHARACTERS = 16_384;

/**
 * Runs a command to its end.
 * @throws Error (`code` ENOENT, EACCES, …) when it cannot be run at all.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd = '/', env, user }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
    });
    let output = '';
    const keep = (chunk: Buffer): void => void (output = (output + chunk.toString('utf8')).slice(-KEPT_CHARACTERS));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, output }));
  });
}
