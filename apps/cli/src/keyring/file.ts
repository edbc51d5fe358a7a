import { chmodSync, chownSync, closeSync, fsyncSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { misused, Stop, unreadable } from '../stop.js';
import type { KeyringFile } from './rotation.js';

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';

/** @throws Stop when it is no keyring file; what it says quotes nothing of the file */
export async function readKeyring(path: string): Promise<KeyringFile> {
  // Loads zod, which the other commands start without.
  const { keyringFile } = await import('@portcullis/contracts');
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw misused(`${path} is not JSON`);
    throw unreadable(path, error, ...(codeOf(error) === 'ENOENT' ? ['To make the first key of a new one: --create'] : []));
  }
  const parsed = keyringFile.safeParse(content);
  if (!parsed.success) throw misused(`${path} is no keyring file: ${parsed.error.issues[0]!.message}`);
  return parsed.data;
}

/**
 * Puts it in the place of the file, in one step, with the mode and the owner that the file has: a service that reads it
 * meanwhile sees the old one or the new one, whole. Symbolic links are followed.
 * @param before what the file held when it was read: a key that somebody has added since must not be lost
 */
export function replaceKeyring(path: string, before: KeyringFile, keyring: KeyringFile): void {
  const target = realpathSync(path);
  const { mode, uid, gid } = statSync(target);
  writeBeside(target, keyring, (draft) => {
    if (!isDeepStrictEqual(JSON.parse(readFileSync(target, 'utf8')), before)) throw misused(`${target} was changed meanwhile`, 'Try again.');
    const made = statSync(draft);
    if (made.uid !== uid || made.gid !== gid) chownSync(draft, uid, gid);
    chmodSync(draft, mode & 0o7777);
  });
}

/** @throws Stop when there is one */
export function createKeyring(path: string, keyring: KeyringFile): void {
  writeBeside(path, keyring, () => {
    if (statSync(path, { throwIfNoEntry: false })) throw misused(`${path} is there already`, 'Without --create, a key is added to it.');
  });
}

/** The draft is a lock as well: of two rotations at once, one finds it and stops. */
function writeBeside(target: string, keyring: KeyringFile, prepare: (draft: string) => void): void {
  const draft = join(dirname(target), `.${basename(target)}.new`);
  let file;
  try {
    file = openSync(draft, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw misused(`${draft} is there: another rotation is at work, or one was interrupted`, 'If none is, remove it and try again.');
    throw cannotWrite(target, error);
  }
  try {
    prepare(draft);
    writeFileSync(file, `${JSON.stringify(keyring, null, 2)}\n`);
    fsyncSync(file);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error instanceof Stop ? error : cannotWrite(target, error);
  } finally {
    closeSync(file);
  }
  syncFolder(dirname(target));
}

/** Or a power cut could bring the old name back, after things were made with the new key. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function cannotWrite(target: string, error: unknown): Stop {
  return misused(`${target} cannot be written: ${codeOf(error)}`, 'Run it as the owner of the file; nothing was changed.');
}
