import type { Stack } from '@portcullis/stack';
import pg from 'pg';
import { BenchError } from '../bench-error.js';
import type { IssuedToken, Scene } from './scene.js';

/** An account with a great many tokens. */
export interface Crowd {
  /** `/v1/tenants/{tenant}/accounts/{account}` */
  readonly path: string;
  /** Says whether its first token, which was issued like any other, is accepted. */
  isAlive(): Promise<boolean>;
}

export interface CrowdPlan {
  readonly username: string;
  /** How many, the first one included. */
  readonly tokens: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** Issues one token over HTTP and writes the others beside it, as it is but for names and secrets: a hundred thousand requests would take minutes. */
export async function makeCrowd({ info }: Stack, scene: Scene, { username, tokens, labels }: CrowdPlan): Promise<Crowd> {
  const tenant = `/v1/tenants/${info.demo.tenant}`;
  const { account: demo } = await scene.ask<{ account: { featureList: string } }>('GET', `${tenant}/accounts/${info.demo.account}`, null, [200]);
  await scene.ask('POST', `${tenant}/accounts`, { username, domains: [`${username}.example`], featureList: demo.featureList }, [201]);
  const path = `${tenant}/accounts/${username}`;
  const first = await scene.issue(path, { access: 'full', labels });
  const client = new pg.Client({ connectionString: info.postgres });
  await client.connect();
  try {
    await copyMany(client, first, tokens - 1);
  } finally {
    await client.end();
  }
  return {
    path,
    async isAlive() {
      const { allowed } = await scene.ask<{ allowed: boolean }>('POST', '/v1/verify', { token: first.secret }, [200]);
      return allowed;
    },
  };
}

async function copyMany(client: pg.Client, { id }: IssuedToken, count: number): Promise<void> {
  const rest = async (table: string, ...but: string[]): Promise<string> => {
    const { rows } = await client.query<{ columns: string }>(
      `SELECT string_agg(quote_ident(column_name), ', ') AS columns FROM information_schema.columns
       WHERE table_schema = 'tokens' AND table_name = $1 AND is_generated = 'NEVER' AND is_identity = 'NO' AND column_name <> ALL ($2)`,
      [table, but],
    );
    return rows[0]!.columns;
  };
  const ofToken = await rest('token', 'id', 'name');
  const ofCredential = await rest('credential', 'token_id', 'public_id', 'mac');
  // Names of 22 digits, as ids have them, and public ids of 8; of each token its own.
  const number = `lpad(n::text, 12, '0')`;
  const newId = `'tok_' || right(md5($1), 10) || ${number}`;
  await client.query('BEGIN');
  const { rowCount } = await client.query(
    `INSERT INTO tokens.token (id, name, ${ofToken}) SELECT ${newId}, 'crowd-' || n, ${ofToken}
     FROM tokens.token CROSS JOIN generate_series(1, $2::int) AS n WHERE id = $1`,
    [id, count],
  );
  await client.query(
    `INSERT INTO tokens.credential (token_id, public_id, mac, ${ofCredential})
     SELECT ${newId}, right(md5($1), 2) || lpad(n::text, 6, '0'), sha256(convert_to($1 || n, 'UTF8')), ${ofCredential}
     FROM tokens.credential CROSS JOIN generate_series(1, $2::int) AS n WHERE token_id = $1`,
    [id, count],
  );
  await client.query('COMMIT');
  await client.query('ANALYZE tokens.token, tokens.credential');
  if (rowCount !== count) throw new BenchError(`${rowCount} tokens were written instead of ${count}`);
}
