import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { keyringFile } from '@portcullis/contracts';
import { NATS_CACHE_DIR } from '../layout.js';
import { findNatsServer } from '../nats-binary.js';
import { runCommand } from '../run-command.js';
import { preparedCopy, readCompose } from './files.js';

let copy: Awaited<ReturnType<typeof preparedCopy>>;
beforeAll(async () => {
  copy = await preparedCopy();
});
afterAll(() => copy.remove());

const read = (file: string): string => readFileSync(join(copy.dir, file), 'utf8');
const secretFiles = (): string[] =>
  readdirSync(join(copy.dir, 'secrets'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('docker/prepare.sh', () => {
  it('makes every file that compose.yml mounts', () => {
    const compose = readCompose();
    const mounted = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0]!));
    const files = [...Object.values(compose.secrets).map(({ file }) => file), ...mounted.filter((path) => path.startsWith('./secrets/'))];
    expect(files.filter((file) => !statSync(join(copy.dir, file), { throwIfNoEntry: false }))).toEqual([]);
  });

  it('makes a keyring for each that needs one, of different keys', () => {
    const rings = ['gateway', 'tokens'].map((name) => keyringFile.parse(JSON.parse(read(`secrets/keys/${name}/keyring.json`))));
    expect(new Set(rings.map(({ keys }) => keys['k1'])).size).toBe(2);
    expect(statSync(join(copy.dir, 'secrets/keys/tokens/keyring.json')).mode & 0o777).toBe(0o600);
  });

  it('draws every password by itself, and puts each where it is used', () => {
    const drawn = secretFiles().filter((file) => /\/(postgres|nats)-(?!url|passwords)\w+$/.test(file)).map((file) => readFileSync(file, 'utf8').trim());
    expect(drawn).toHaveLength(10);
    expect(new Set(drawn).size).toBe(10);
    for (const password of drawn) expect(password).toMatch(/^[0-9a-f]{48}$/);
    expect(read('secrets/database-url-tokens').trim()).toBe(`postgres://portcullis_tokens:${read('secrets/postgres-tokens').trim()}@postgres:5432/portcullis`);
    expect(read('secrets/nats-url-audit').trim()).toBe(`nats://audit:${read('secrets/nats-audit').trim()}@nats:4222`);
    for (const password of drawn) expect(read('.env')).not.toContain(password);
  });

  it('closes the folder to everybody else, whatever the modes inside', () => {
    expect(statSync(join(copy.dir, 'secrets')).mode & 0o777).toBe(0o700);
    const readable = secretFiles().filter((file) => (statSync(file).mode & 0o077) !== 0);
    // Read by images that run as users of their own.
    expect(readable.filter((file) => !/\/(postgres-\w+|nats-passwords\.conf)$/.test(file))).toEqual([]);
  });

  it('changes nothing when it is run again', async () => {
    const before = secretFiles().map((file) => readFileSync(file, 'utf8'));
    await copy.prepare();
    expect(secretFiles().map((file) => readFileSync(file, 'utf8'))).toEqual(before);
  });
});

describe('docker/nats.conf', () => {
  it('is one that nats-server takes, with the passwords that were drawn', async () => {
    const binary = await findNatsServer({ env: process.env, cacheDir: NATS_CACHE_DIR, say: () => {} });
    // Side by side, as compose.yml mounts them.
    await runCommand('cp', [join(copy.dir, 'secrets/nats-passwords.conf'), join(copy.dir, 'passwords.conf')], { env: process.env, user: null });
    const { status, output } = await runCommand(binary.path, ['-t', '-c', join(copy.dir, 'nats.conf')], { env: {}, user: null });
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('is valid') as string });
  });
});
