import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { credentialsFile, credentialsPath } from './credentials-file.js';

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'portcullis-home-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

const modeOf = (path: string): number => statSync(path).mode & 0o777;
const mine = { url: 'https://api.test', token: 'pclo1MINE' };

describe('what login keeps', () => {
  it('is where the system wants settings, for its owner alone, whatever the file before it was', () => {
    const path = credentialsPath({}, home);
    expect(path).toBe(join(home, '.config/portcullis/credentials.json'));
    expect(credentialsPath({ XDG_CONFIG_HOME: '/etc/xdg' }, home)).toBe('/etc/xdg/portcullis/credentials.json');
    const store = credentialsFile(path);
    expect([store.read(), store.openTo(), store.remove()]).toEqual([null, null, false]);

    store.write(mine);
    expect([modeOf(path), modeOf(dirname(path)), store.openTo()]).toEqual([0o600, 0o700, 0]);
    chmodSync(path, 0o644);
    expect(store.openTo()).toBe(0o044);
    store.write({ ...mine, token: 'pclo1OTHER' });
    expect([modeOf(path), store.read()?.token]).toEqual([0o600, 'pclo1OTHER']);
    expect([store.remove(), store.read()]).toEqual([true, null]);
  });

  it('is written over what an interrupted login left', () => {
    const path = credentialsPath({}, home);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, 'half', { mode: 0o666 });
    credentialsFile(path).write(mine);
    expect([JSON.parse(readFileSync(path, 'utf8')), modeOf(path)]).toEqual([mine, 0o600]);
  });

  it('is not quoted when it makes no sense', () => {
    const path = join(home, 'credentials.json');
    writeFileSync(path, '{"token":"pclo1MINE"');
    expect(() => credentialsFile(path).read()).toThrow(/is not as/);
    expect(() => credentialsFile(path).read()).not.toThrow(/pclo1MINE/);
  });
});
