import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { randomBase62 } from '@portcullis/kernel';
import type { DataDir } from './data-dir.js';
import { NATS_USERS, type NatsUser } from './nats-permissions.js';
import { newOperatorToken } from './operator-token.js';
import { readJson, writePrivateJson } from './private-files.js';
import { POSTGRES_LOGINS, type PostgresPasswords } from './databases.js';
import { StackError } from './stack-error.js';

/** A demo token: its id names it in commands, its text opens the door. */
export interface DemoToken {
  readonly id: string;
  readonly secret: string;
}

/** Everything secret of one stack, kept in `dev-secrets.json` (0600) so that it stays the same over restarts. */
export interface Secrets {
  readonly postgres: PostgresPasswords;
  readonly nats: Readonly<Record<NatsUser, string>>;
  readonly operatorToken: string;
  /** What the panel accepts from the gateway. */
  readonly panelToken: string;
  /** What was seeded; null for what was not, yet. */
  readonly demo: {
    readonly panelUrl: string | null;
    readonly full: DemoToken | null;
    readonly restricted: DemoToken | null;
  };
}

const PASSWORD_DIGITS = 32; // 190 bits; letters and digits need no quoting in an address or a configuration file

/** The secrets of this data folder; drawn, and written, at the first start. */
export function loadSecrets(dataDir: DataDir): Secrets {
  const kept = readJson(dataDir.secretsFile) as Secrets | null;
  if (kept !== null) return kept;
  if (existsSync(dataDir.postgresDir)) {
    throw new StackError(
      `${dataDir.secretsFile} is gone, and with it the passwords of the data. Start with --fresh to begin anew.`,
    );
  }
  const secrets: Secrets = {
    postgres: passwords(POSTGRES_LOGINS),
    nats: passwords(NATS_USERS),
    operatorToken: newOperatorToken(randomBytes),
    panelToken: randomBase62(PASSWORD_DIGITS, randomBytes).toUpperCase(),
    demo: { panelUrl: null, full: null, restricted: null },
  };
  saveSecrets(dataDir, secrets);
  return secrets;
}

export function saveSecrets(dataDir: DataDir, secrets: Secrets): void {
  writePrivateJson(dataDir.secretsFile, secrets);
}

/**
 * A service's keyring file, made at the first start. Each service has its own: neither can read what the other seals.
 */
export function keyringFile(dataDir: DataDir, service: string): string {
  const file = join(dataDir.keyDir, `${service}.json`);
  if (!existsSync(file)) writePrivateJson(file, { current: 'k1', keys: { k1: randomBytes(32).toString('base64') } });
  return file;
}

function passwords<Name extends string>(names: readonly Name[]): Record<Name, string> {
  return Object.fromEntries(names.map((name) => [name, randomBase62(PASSWORD_DIGITS, randomBytes)])) as Record<
    Name,
    string
  >;
}
