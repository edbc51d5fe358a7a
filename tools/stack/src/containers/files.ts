import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { REPOSITORY } from '../layout.js';
import { runCommand } from '../run-command.js';

/** What of a service in `docker/compose.yml` the checks look at. */
export interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly target: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly command?: readonly string[];
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly user?: string;
}

export interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, null>>;
  readonly networks: Readonly<Record<string, object>>;
}

export const DOCKER_DIR = join(REPOSITORY, 'docker');

export function readDockerFile(name: string): string {
  return readFileSync(join(DOCKER_DIR, name), 'utf8');
}

export function readCompose(): Compose {
  return parse(readDockerFile('compose.yml'), { merge: true }) as Compose;
}

/** A copy of `docker/` in which `prepare.sh` has run, and what is left to do with it. */
export async function preparedCopy(): Promise<{ readonly dir: string; prepare(): Promise<string>; remove(): void }> {
  const dir = mkdtempSync(join(tmpdir(), 'portcullis-docker-'));
  for (const name of ['prepare.sh', '.env.example', 'nats.conf']) cpSync(join(DOCKER_DIR, name), join(dir, name));
  const prepare = async (): Promise<string> => {
    const { status, output } = await runCommand('sh', [join(dir, 'prepare.sh')], { env: { PATH: process.env['PATH'] }, user: null });
    if (status !== 0) throw new Error(output);
    return output;
  };
  await prepare();
  return { dir, prepare, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
