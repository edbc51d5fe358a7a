import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { REPOSITORY } from '@portcullis/stack/layout';

export interface Run {
  readonly words: readonly string[];
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What `--json` printed. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what comes back is what the tests are about
  json(): any;
}

export interface Cli {
  (words: readonly string[], input?: string): Promise<Run>;
  /** Every run so far. */
  readonly runs: readonly Run[];
}

/** The program `portcullis` as a shell starts it, with no setting but these. */
export function cliOf(env: Readonly<Record<string, string>>): Cli {
  const runs: Run[] = [];
  const cli = async (words: readonly string[], input = ''): Promise<Run> => {
    const child = spawn(process.execPath, [join(REPOSITORY, 'apps/cli/bin/portcullis.mjs'), ...words], { env: { ...env } });
    child.stdin.end(input);
    const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
    const [stdout, stderr, exitCode] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended]);
    const run = { words, exitCode, stdout: stdout.toString(), stderr: stderr.toString(), json: () => JSON.parse(stdout.toString()) as unknown };
    runs.push(run);
    return run;
  };
  return Object.assign(cli, { runs });
}
