import { connect } from 'node:net';
import { randomBytes } from 'node:crypto';
import type { ProcessSpec } from './child.js';
import { natsConfig } from './nats-config.js';
import type { NatsBinary } from './nats-binary.js';
import type { NatsUser } from './nats-permissions.js';
import { writePrivateFile } from './private-files.js';
import { runAlone, type RunningServer } from './running-server.js';

export interface NatsOptions {
  readonly binary: NatsBinary;
  readonly port: number;
  readonly storeDir: string;
  /** Written here, 0600: it holds the passwords. */
  readonly configFile: string;
  readonly logFile: string;
  /** null: no log-in, everything allowed (tests). */
  readonly passwords: Readonly<Record<NatsUser, string>> | null;
}

const GREETING_WITHIN_MS = 500;

export function natsUrl(port: number, login: { readonly user: string; readonly password: string } | null): string {
  return `nats://${login === null ? '' : `${login.user}:${login.password}@`}127.0.0.1:${port}`;
}

/** Writes the configuration, and says how to run the server. */
export function prepareNats(options: NatsOptions): ProcessSpec {
  const serverName = `portcullis-${randomBytes(8).toString('hex')}`;
  writePrivateFile(options.configFile, natsConfig({ ...options, serverName }));
  return {
    name: 'nats',
    command: options.binary.path,
    args: ['--config', options.configFile],
    env: {},
    logFile: options.logFile,
    user: null,
    stopSignal: 'SIGTERM',
    stopsOnStdinEnd: false,
    isReady: async () => (await greeting(options.port)).includes(`"server_name":"${serverName}"`),
  };
}

/** nats-server on its own, without log-in, for tests that need no services. */
export async function startNats(options: Omit<NatsOptions, 'passwords'>): Promise<RunningServer> {
  return runAlone(prepareNats({ ...options, passwords: null }), natsUrl(options.port, null));
}

/** The INFO line that a NATS server sends to whoever connects; empty when nobody answers. */
async function greeting(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: GREETING_WITHIN_MS });
    let text = '';
    const end = (): void => {
      socket.destroy();
      resolve(text);
    };
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
      if (text.includes('\r\n')) end();
    });
    for (const event of ['error', 'timeout', 'close']) socket.once(event, end);
  });
}
