import { chmodSync, chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runIn } from '../world-for-spec.js';
import { createKeyring, readKeyring, replaceKeyring } from './file.js';
import type { KeyringFile } from './rotation.js';

let folder: string;
let path: string;
const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const before: KeyringFile = { current: 'k1', keys: { k1: key(1) } };
const kept = (): KeyringFile => JSON.parse(readFileSync(path, 'utf8')) as KeyringFile;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-keys-'));
  path = join(folder, 'keyring.json');
  writeFileSync(path, JSON.stringify(before), { mode: 0o600 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a keyring file that is replaced', () => {
  it('keeps its mode, and leaves nothing beside it', () => {
    chmodSync(path, 0o440);
    replaceKeyring(path, before, { ...before, keys: { ...before.keys, k2: key(2) } });
    expect(statSync(path).mode & 0o777).toBe(0o440);
    expect(Object.keys(kept().keys)).toEqual(['k1', 'k2']);
    expect(readdirSync(folder)).toEqual(['keyring.json']);
  });

  it('keeps its owner', () => {
    if (process.getuid?.() !== 0) return; // only root can give a file away
    const { uid, gid } = { uid: 4321, gid: 8765 };
    rmSync(path);
    writeFileSync(path, JSON.stringify(before), { mode: 0o600 });
    chownSync(path, uid, gid);
    replaceKeyring(path, before, before);
    expect(statSync(path)).toMatchObject({ uid, gid });
  });

  it('is another file: whoever has the old one open reads it whole', () => {
    const old = statSync(path).ino;
    replaceKeyring(path, before, before);
    expect(statSync(path).ino).not.toBe(old);
  });

  it('behind a symbolic link is replaced where it is', () => {
    const link = join(folder, 'link.json');
    symlinkSync(path, link);
    replaceKeyring(link, before, { ...before, keys: { ...before.keys, k2: key(2) } });
    expect(statSync(link).ino).toBe(statSync(path).ino);
    expect(kept().keys).toHaveProperty('k2');
  });

  it('stays as it is while another rotation is at work', () => {
    writeFileSync(join(folder, '.keyring.json.new'), '');
    expect(() => replaceKeyring(path, before, { ...before, current: 'k2' })).toThrow(/another rotation/);
    expect(kept()).toEqual(before);
  });

  it('is made for its owner alone, and never over another one', () => {
    const other = join(folder, 'other.json');
    createKeyring(other, before);
    expect(statSync(other).mode & 0o777).toBe(0o600);
    expect(() => createKeyring(other, before)).toThrow(/there already/);
  });

  it('is not read when it is none, and not quoted', async () => {
    writeFileSync(path, JSON.stringify({ current: 'k1', keys: { k1: 'hunter2' } }));
    await expect(readKeyring(path)).rejects.toThrow(/no keyring file/);
    await expect(readKeyring(path)).rejects.not.toThrow(/hunter2/);
    writeFileSync(path, 'hunter2');
    await expect(readKeyring(path)).rejects.toThrow(/is not JSON/);
    await expect(readKeyring(join(folder, 'nothing'))).rejects.toThrow(/ENOENT/);
  });
});

describe('keys rotate', () => {
  const rotate = (...flags: string[]) => runIn({}, 'keys', 'rotate', path, ...flags);

  it('adds a key and makes it current; nothing that is printed holds a key', async () => {
    const { exitCode, stdout, stderr } = await rotate();
    expect([exitCode, kept().current, Object.keys(kept().keys)]).toEqual([0, 'k2', ['k1', 'k2']]);
    expect(Buffer.from(kept().keys['k2']!, 'base64')).toHaveLength(32);
    for (const secret of Object.values(kept().keys)) expect(stdout + stderr).not.toContain(secret);
    expect(stdout).toMatch(/k1 +still opens[^]*k2 +current/);
  });

  it('in two steps, for several hosts: known first, current then', async () => {
    await rotate('--add-only');
    expect([kept().current, Object.keys(kept().keys)]).toEqual(['k1', ['k1', 'k2']]);
    await rotate('--promote', 'k2');
    expect(kept().current).toBe('k2');
    await rotate('--retire', 'k1');
    expect(kept().retired).toEqual(['k1']);
    expect(JSON.parse((await runIn({}, 'keys', 'show', path, '--json')).stdout)).toEqual({ current: 'k2', keys: ['k1', 'k2'], retired: ['k1'] });
  });

  it('refuses what makes no sense, and changes nothing then', async () => {
    for (const flags of [['--promote', 'k9'], ['--retire', 'k1'], ['--id', 'k1'], ['--id', 'k.2'], ['--create'], ['--promote', 'k1', '--add-only']]) {
      expect((await rotate(...flags)).exitCode).toBe(2);
      expect(kept()).toEqual(before);
    }
    expect(readdirSync(folder)).toEqual(['keyring.json']);
  });

  it('of several at once loses no key: whoever finds another file than it read changes nothing', async () => {
    const all = await Promise.all([rotate('--id', 'a'), rotate('--id', 'b'), rotate('--id', 'c')]);
    const done = ['a', 'b', 'c'].filter((_, i) => all[i]!.exitCode === 0);
    expect(done.length).toBeGreaterThan(0);
    expect(Object.keys(kept().keys)).toEqual(['k1', ...done]);
    for (const { exitCode, stderr } of all) if (exitCode !== 0) expect(stderr).toContain('was changed meanwhile');
    expect(readdirSync(folder)).toEqual(['keyring.json']);
  });

  it('makes a first one', async () => {
    rmSync(path);
    expect((await rotate()).stderr).toContain('--create');
    expect((await rotate('--create')).exitCode).toBe(0);
    expect([kept().current, statSync(path).mode & 0o777]).toEqual(['k1', 0o600]);
  });

  it('says so when others may read the keys', async () => {
    chmodSync(path, 0o644);
    expect((await rotate()).stderr).toContain('chmod 600');
  });
});
