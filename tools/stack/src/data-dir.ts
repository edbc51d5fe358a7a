import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { mayEnter, type OsUser } from './os-user.js';
import { StackError } from './stack-error.js';

/** Where everything of one stack lies. */
export interface DataDir {
  readonly path: string;
  /**
   * Postgres's and JetStream's files: `path`, or a folder below /var/lib/portcullis where Postgres's user cannot enter
   * `path`.
   */
  readonly stateDir: string;
  readonly postgresDir: string;
  readonly natsStoreDir: string;
  readonly logDir: string;
  readonly keyDir: string;
  readonly lockFile: string;
  readonly stackFile: string;
  readonly secretsFile: string;
  readonly portsFile: string;
  /** The processes that a launcher started last, for one that comes after a crash. */
  readonly processesFile: string;
}

const MARKER = 'portcullis-data';
const MARKER_TEXT =
  'A data folder of a Portcullis development stack. "npm start -- --fresh" wipes what lies beside this file.\n';
const STATE_ROOT = '/var/lib/portcullis';

/**
 * Makes the data folder, or takes the one that is there; its sub-folders come later, under the lock.
 * @throws StackError when the folder holds something else, or belongs to another user.
 */
export function openDataDir(path: string, postgresUser: OsUser | null): DataDir {
  const folder = resolve(path);
  checkIsOurs(folder);
  // Postgres runs as another user when root starts it, and has to pass through here to its own folder.
  makeDir(folder, postgresUser === null ? 0o700 : 0o711);
  writeFileSync(join(folder, MARKER), MARKER_TEXT, { mode: 0o600 });
  const closed = postgresUser !== null && !mayEnter(postgresUser, folder);
  return layOut(folder, closed ? movedStateDir(folder) : folder);
}

export function makeSubFolders(dataDir: DataDir): void {
  if (dataDir.stateDir !== dataDir.path) {
    makeDir(STATE_ROOT, 0o711);
    makeDir(dataDir.stateDir, 0o711);
  }
  for (const each of [dataDir.logDir, dataDir.keyDir, dataDir.natsStoreDir]) makeDir(each, 0o700);
}

/** Removes all data of a stopped stack. The caller holds the lock. */
export function wipe(dataDir: DataDir): void {
  const kept = [MARKER, basename(dataDir.lockFile)]; // the marker, so that a wipe that was cut short can be repeated
  for (const name of readdirSync(dataDir.path)) {
    if (!kept.includes(name)) rmSync(join(dataDir.path, name), { recursive: true, force: true });
  }
  rmSync(movedStateDir(dataDir.path), { recursive: true, force: true });
}

function layOut(path: string, stateDir: string): DataDir {
  return {
    path,
    stateDir,
    postgresDir: join(stateDir, 'postgres'),
    natsStoreDir: join(stateDir, 'nats'),
    logDir: join(path, 'logs'),
    keyDir: join(path, 'keys'),
    lockFile: join(path, 'launcher.lock'),
    stackFile: join(path, 'stack.json'),
    secretsFile: join(path, 'dev-secrets.json'),
    portsFile: join(path, 'ports.json'),
    processesFile: join(path, 'processes.json'),
  };
}

function movedStateDir(folder: string): string {
  return join(STATE_ROOT, createHash('sha256').update(folder).digest('hex').slice(0, 16));
}

/** A typing error in `--data` must not change the mode of somebody's folder, and `--fresh` must not empty it. */
function checkIsOurs(folder: string): void {
  if (!existsSync(folder)) return;
  const stat = statSync(folder);
  if (!stat.isDirectory()) throw new StackError(`${folder} is not a folder. Pass another one with --data DIR.`);
  if (stat.uid !== process.getuid?.()) {
    throw new StackError(
      `${folder} belongs to another user (uid ${stat.uid}). Be that user, or pass another folder with --data DIR.`,
    );
  }
  if (!existsSync(join(folder, MARKER)) && readdirSync(folder).length > 0) {
    throw new StackError(
      `${folder} holds files but is not a Portcullis data folder. Pass an empty or new folder with --data DIR.`,
    );
  }
}

function makeDir(path: string, mode: number): void {
  try {
    mkdirSync(path, { recursive: true, mode });
    chmodSync(path, mode); // mkdir's mode is cut by the umask, and the folder may have been there
  } catch (error) {
    throw new StackError(
      `cannot make the folder ${path} (${(error as NodeJS.ErrnoException).code}). Pass another one with --data DIR.`,
    );
  }
}
