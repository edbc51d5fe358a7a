import { NATS_PERMISSIONS, NATS_USERS, type NatsUser } from './nats-permissions.js';

export interface NatsConfig {
  readonly port: number;
  /** Shows in the server's greeting: tells our server from a stranger on the same port. */
  readonly serverName: string;
  readonly storeDir: string;
  /** One password for each user; null lets everybody do everything (tests). */
  readonly passwords: Readonly<Record<NatsUser, string>> | null;
}

const MAX_MEMORY_BYTES = 64 * 1024 * 1024;
const MAX_FILE_BYTES = 4 * 1024 * 1024 * 1024;
/** Each test has streams of its own, and what they may grow to is set aside whether they do or not. */
const MAX_FILE_BYTES_IN_TESTS = 1024 * MAX_FILE_BYTES;

/** The text of nats-server's configuration file. Its language takes JSON's strings, arrays and objects as they are. */
export function natsConfig(config: NatsConfig): string {
  const jetstream = {
    store_dir: config.storeDir,
    max_memory_store: MAX_MEMORY_BYTES,
    max_file_store: config.passwords === null ? MAX_FILE_BYTES_IN_TESTS : MAX_FILE_BYTES,
  };
  const lines = [
    `listen: "127.0.0.1:${config.port}"`,
    `server_name: ${JSON.stringify(config.serverName)}`,
    // No monitoring port, no leaf nodes, no websockets: what is not named here is not opened.
    `jetstream: ${JSON.stringify(jetstream)}`,
  ];
  const { passwords } = config;
  if (passwords !== null)
    lines.push(
      `authorization: ${JSON.stringify({ users: NATS_USERS.map((user) => account(user, passwords[user])) }, null, 2)}`,
    );
  return `${lines.join('\n')}\n`;
}

function account(user: NatsUser, password: string): object {
  const { publish, subscribe, answers } = NATS_PERMISSIONS[user];
  return {
    user,
    password,
    permissions: {
      publish: { allow: publish },
      subscribe: { allow: subscribe },
      ...(answers === null ? {} : { allow_responses: { max: answers.max, expires: `${answers.withinSeconds}s` } }),
    },
  };
}
