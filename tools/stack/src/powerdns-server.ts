import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { unpackDebian } from './debian-packages.js';
import { POWERDNS_CACHE_DIR } from './layout.js';
import { freePort } from './ports.js';
import { writePrivateFile } from './private-files.js';
import { runCommand } from './run-command.js';
import { runAlone, type RunningServer } from './running-server.js';
import { StackError } from './stack-error.js';

/** A PowerDNS authoritative server, and what it needs that the system does not have. */
export interface PowerDnsPrograms {
  readonly server: string;
  /** Where its backends are. */
  readonly modules: string;
  /** Where its libraries are, for `LD_LIBRARY_PATH`; empty when the system has them. */
  readonly libraries: string;
  /** `4.7.3` */
  readonly version: string;
}

const ADVICE = 'Install it: apt-get install pdns-server pdns-backend-lmdb';

/**
 * Finds pdns_server with its LMDB backend, which needs no schema: the system's, else from the cache, which is filled from Debian's packages.
 * @throws StackError when there is none and none can be fetched
 */
export async function findPowerDns(say: (line: string) => void): Promise<PowerDnsPrograms> {
  const cached = join(POWERDNS_CACHE_DIR, 'tree');
  for (const root of ['/', cached]) {
    const found = await programsIn(root);
    if (found !== null) return found;
  }
  say('pdns-server is not on this machine: fetching the Debian packages');
  const wish = { packages: ['pdns-server', 'pdns-backend-lmdb'], withNeeded: true, missing: 'pdns-server is missing', advice: ADVICE, cacheDir: POWERDNS_CACHE_DIR };
  await unpackDebian(wish, (unpacked, work) => {
    const draft = join(work, 'tree');
    cpSync(join(unpacked, 'usr'), join(draft, 'usr'), { recursive: true, verbatimSymlinks: true });
    rmSync(cached, { recursive: true, force: true });
    renameSync(draft, cached);
  });
  const found = await programsIn(cached);
  if (found === null) throw new StackError(`The pdns-server of the Debian packages does not run on this machine. ${ADVICE}`);
  return found;
}

async function programsIn(root: string): Promise<PowerDnsPrograms | null> {
  const server = join(root, 'usr', 'sbin', 'pdns_server');
  const lib = join(root, 'usr', 'lib');
  if (!existsSync(server) || !existsSync(lib)) return null;
  // `/usr/lib/x86_64-linux-gnu`, or what this machine's architecture is called there.
  const libraries = readdirSync(lib).map((name) => join(lib, name)).find((folder) => existsSync(join(folder, 'pdns', 'liblmdbbackend.so')));
  if (libraries === undefined) return null;
  const env = { LD_LIBRARY_PATH: root === '/' ? '' : libraries };
  const { status, output } = await runCommand(server, ['--version'], { env, user: null }).catch(() => ({ status: null, output: '' }));
  // It ends its line about the version with another status than 0.
  const version = status === null ? undefined : /PowerDNS Authoritative Server (\d+\.\d+\.\d+)/.exec(output)?.[1];
  return version === undefined ? null : { server, modules: join(libraries, 'pdns'), libraries: env.LD_LIBRARY_PATH, version };
}

export interface PowerDnsServer extends RunningServer {
  /** The one key that opens all of it. */
  readonly apiKey: string;
}

/** A server of a test's own, empty, with its API on loopback. Stops, by itself too, with whoever started it. */
export async function startPowerDns({ server, modules, libraries }: PowerDnsPrograms, folder: string, apiKey: string): Promise<PowerDnsServer> {
  const port = await freePort();
  const dnsPort = await freePort();
  const database = join(folder, 'database');
  mkdirSync(database, { recursive: true });
  const settings: Readonly<Record<string, string | number>> = {
    launch: 'lmdb',
    'module-dir': modules,
    'lmdb-filename': join(database, 'zones.lmdb'),
    'socket-dir': folder,
    'local-address': '127.0.0.1',
    'local-port': dnsPort,
    api: 'yes',
    'api-key': apiKey,
    webserver: 'yes',
    'webserver-address': '127.0.0.1',
    'webserver-port': port,
    'webserver-allow-from': '127.0.0.0/8',
    // Without these it asks the Internet about itself, and believes for a minute that a new zone is not there.
    'security-poll-suffix': '',
    'zone-cache-refresh-interval': 0,
  };
  writePrivateFile(join(folder, 'pdns.conf'), Object.entries(settings).map(([name, value]) => `${name}=${value}\n`).join(''));
  const url = `http://127.0.0.1:${port}`;
  const running = await runAlone(
    {
      name: 'powerdns',
      command: server,
      args: [`--config-dir=${folder}`, '--daemon=no', '--guardian=no'],
      env: { LD_LIBRARY_PATH: libraries },
      logFile: join(folder, 'powerdns.log'),
      user: null,
      stopSignal: 'SIGTERM',
      stopsOnStdinEnd: false,
      isReady: () => answers(`${url}/api`, apiKey),
    },
    url,
  );
  return { ...running, apiKey };
}

/** Whether it is the server with this key that answers there. */
function answers(url: string, apiKey: string): Promise<boolean> {
  return new Promise((resolve) => {
    request(url, { headers: { 'x-api-key': apiKey }, agent: false, timeout: 500 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    })
      .on('timeout', function (this: ReturnType<typeof request>) { this.destroy(); })
      .on('error', () => resolve(false))
      .end();
  });
}
