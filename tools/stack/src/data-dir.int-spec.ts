import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSubFolders, openDataDir, wipe } from './data-dir.js';
import { lockHolder, takeLock } from './launcher-lock.js';
import { identify } from './os-process.js';
import { postgresUser } from './os-user.js';

const user = postgresUser();
let parent: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'portcullis-data-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('a data folder', () => {
  it('is closed to others; where Postgres runs as another user, that user may pass through', () => {
    expect(modeOf(openDataDir(join(parent, 'mine'), null).path)).toBe(0o700);
    expect(
      modeOf(
        openDataDir(join(parent, 'lent'), { name: 'nobody', uid: process.getuid!(), gid: process.getgid!() }).path,
      ),
    ).toBe(0o711);
  });

  // An ordinary user runs Postgres itself, so nothing is closed to it.
  (user === null ? it.skip : it)('keeps Postgres elsewhere when its user cannot get there (needs root)', () => {
    const closed = openDataDir(join(parent, 'data'), user); // mkdtemp made `parent` 0700
    expect(closed.stateDir).toMatch(/^\/var\/lib\/portcullis\/[0-9a-f]{16}$/);
    expect(closed.secretsFile).toBe(join(parent, 'data', 'dev-secrets.json'));
    expect(existsSync(closed.stateDir)).toBe(false);
  });

  it('is never made of a folder that holds something else', () => {
    writeFileSync(join(parent, 'thesis.txt'), '');
    expect(() => openDataDir(parent, null)).toThrow(/not a Portcullis data folder/);
    expect(() => openDataDir(join(parent, 'thesis.txt'), null)).toThrow(/is not a folder/);
    expect(readdirSync(parent)).toEqual(['thesis.txt']);
  });

  it('is empty after a wipe, but for the lock and what marks it as ours', () => {
    const dataDir = openDataDir(join(parent, 'data'), null);
    const lock = takeLock(dataDir.lockFile);
    makeSubFolders(dataDir);
    mkdirSync(join(dataDir.postgresDir, 'base'), { recursive: true });
    wipe(dataDir);
    expect(readdirSync(dataDir.path).sort()).toEqual(['launcher.lock', 'portcullis-data']);
    lock.release();
  });
});

describe('the lock of a data folder', () => {
  const file = (): string => join(parent, 'launcher.lock');

  it('is held by one launcher', () => {
    const lock = takeLock(file());
    expect(lockHolder(file())?.pid).toBe(process.pid);
    expect(() => takeLock(file())).toThrow(new RegExp(`already runs on this data folder \\(process ${process.pid}\\)`));
    lock.release();
    takeLock(file()).release();
    expect(readdirSync(parent)).toEqual([]);
  });

  it('is taken over from a launcher that was killed', async () => {
    const launcher = spawn('tail', ['-f', '/dev/null']);
    await once(launcher, 'spawn');
    writeFileSync(file(), JSON.stringify(identify(launcher.pid!)));
    expect(() => takeLock(file())).toThrow(/already runs/);
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');
    takeLock(file()).release();
  });

  it('is taken over when its pid belongs to another process by now', () => {
    writeFileSync(file(), JSON.stringify({ pid: process.pid, startTicks: '1' }));
    takeLock(file()).release();
  });
});
