import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { misused, unreadable } from './stop.js';
import type { Credentials, CredentialStore } from './world.js';

export function credentialsPath(env: Readonly<Record<string, string | undefined>>, home: string): string {
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'portcullis', 'credentials.json');
}

const isAway = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** A file that its owner alone may read, from the moment it is there, and that is never half written. */
export function credentialsFile(path: string): CredentialStore {
  return {
    path,

    read(): Credentials | null {
      let text;
      try {
        text = readFileSync(path, 'utf8');
      } catch (error) {
        if (isAway(error)) return null;
        throw unreadable(path, error);
      }
      try {
        const { url, token } = JSON.parse(text) as Record<string, unknown>;
        if (typeof url === 'string' && typeof token === 'string') return { url, token };
      } catch {
        // Said below, without quoting what it holds.
      }
      throw misused(`${path} is not as \`portcullis login\` writes it`, 'Log in again, or remove it.');
    },

    write(credentials): void {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const draft = `${path}.new`;
      rmSync(draft, { force: true });
      writeFileSync(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
      chmodSync(draft, 0o600);
      renameSync(draft, path);
    },

    remove(): boolean {
      try {
        rmSync(path);
        return true;
      } catch (error) {
        if (isAway(error)) return false;
        throw error;
      }
    },

    openTo: () => openToOthers(path),
  };
}

/** The permission bits that let others in; null where there is no such file. */
export function openToOthers(path: string): number | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? found.mode & 0o077 : null;
}
