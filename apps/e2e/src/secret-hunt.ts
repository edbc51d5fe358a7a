import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type pg from 'pg';
import { withDatabase } from './with-database.js';

/** Texts by where they are from: a file, a table, an answer. Read as Latin-1, so that every byte is one character. */
export type Places = ReadonlyMap<string, string>;

const TOKEN = /^pcl[awsocl]1[0-9A-Za-z]{48}$/;

/** By name: the secret (of a token the 32 characters that nobody can guess), and its SHA-256 in every usual writing. */
export function needlesOf(secrets: ReadonlyMap<string, string>): Map<string, string> {
  const needles = new Map<string, string>();
  for (const [name, text] of secrets) {
    const digest = createHash('sha256').update(text).digest();
    needles.set(name, TOKEN.test(text) ? text.slice(15, 47) : text);
    needles.set(`${name}, base64`, Buffer.from(text).toString('base64').replace(/=+$/, ''));
    for (const encoding of ['hex', 'base64', 'base64url', 'latin1'] as const) {
      needles.set(`SHA-256 of ${name}, ${encoding}`, digest.toString(encoding).replace(/=+$/, ''));
    }
  }
  return needles;
}

/** Each needle in each place, as `<needle> in <place>`. One pass over every text, however many needles there are. */
export function found(needles: ReadonlyMap<string, string>, places: Places): string[] {
  const names = new Map([...needles].map(([name, text]) => [text, name]));
  const any = new RegExp([...names.keys()].map((text) => text.replace(/[^0-9A-Za-z]/g, '\\$&')).join('|'), 'g');
  return [...places].flatMap(([place, text]) => {
    const hits = new Set(Array.from(text.matchAll(any), ([hit]) => `${names.get(hit)} in ${place}`));
    return [...hits];
  });
}

/** All files below a folder, by their paths in it. */
export function filesBelow(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path), readFileSync(path, 'latin1')];
    }),
  );
}

/** Every table of every database, the server's own catalogues too, and what the server shows of its sessions. */
export async function dumpDatabases(superuserUrl: string): Promise<Map<string, string>> {
  const dump = new Map<string, string>();
  const databases = await withDatabase(superuserUrl, (client) =>
    column(client, 'SELECT datname FROM pg_database WHERE datallowconn'),
  );
  for (const database of databases) {
    const url = new URL(superuserUrl);
    url.pathname = `/${database}`;
    await withDatabase(url.href, async (client) => {
      const tables = await column(
        client,
        `SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
         WHERE relkind IN ('r', 'p', 'm') OR relname IN ('pg_stat_activity', 'pg_settings')`,
      );
      for (const table of tables) {
        dump.set(`${database}: ${table}`, (await column(client, `SELECT t::text FROM ${table} t`)).join('\n'));
      }
    });
  }
  return dump;
}

async function column(client: pg.Client, sql: string): Promise<string[]> {
  const { rows } = await client.query<[string]>({ text: sql, rowMode: 'array' });
  return rows.map(([value]) => value);
}
