import { linkSync, renameSync, rmSync } from 'node:fs';
import { identify, isRunning, type ProcessIdentity } from './os-process.js';
import { readJson, writePrivateJson } from './private-files.js';
import { StackError } from './stack-error.js';

/** The launcher that holds this lock file, if it still runs. */
export function lockHolder(file: string): ProcessIdentity | null {
  const holder = readJson(file) as ProcessIdentity | null;
  return holder !== null && isRunning(holder) ? holder : null;
}

/**
 * Takes the lock of a data folder. A lock whose launcher is gone, after a crash or a reboot, is taken over.
 * @throws StackError when another launcher holds it.
 */
export function takeLock(file: string): { release(): void } {
  const own = `${file}.${process.pid}`;
  writePrivateJson(own, identify(process.pid));
  try {
    // A link appears whole or not at all; of two launchers one gets EEXIST.
    while (!tryLink(own, file)) {
      const holder = lockHolder(file);
      if (holder !== null) {
        throw new StackError(
          `A Portcullis stack already runs on this data folder (process ${holder.pid}). ` +
            'Stop it first, or give this one a folder of its own with --data DIR.',
        );
      }
      setAside(file);
    }
  } finally {
    rmSync(own, { force: true });
  }
  return { release: () => rmSync(file, { force: true }) };
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a stale lock. Deleting it by name could delete the fresh lock of a launcher that was quicker: moved away, it
 * is looked at again.
 */
function setAside(file: string): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (lockHolder(aside) !== null) tryLink(aside, file);
  rmSync(aside, { force: true });
}
