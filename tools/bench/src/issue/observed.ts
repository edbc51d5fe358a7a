import { existsSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { ISSUE, UNASKED, type Authority } from './statements.js';

interface Seen {
  /** The session's process. */
  readonly pid: string;
  readonly authority: Authority;
  readonly name: string | null;
  readonly text: string;
}

export interface Differences {
  /** Run by the product and not by the skeleton. */
  readonly missing: readonly string[];
  /** The other way round. */
  readonly surplus: readonly string[];
}

const LOG_SETTINGS = ['log_statement', 'log_line_prefix', 'log_parameter_max_length'] as const;
const LOGGED_WITHIN_MS = 10_000;
const ENTRY = /^(\d+)\|portcullis_(tokens|permissions)\|LOG: {2}(?:statement|execute (.+?)): ([^]*)$/;

/**
 * Which of the skeleton's statements differ from those that `issueOne` makes the product run, as Postgres itself logs them.
 * @param logFile of that Postgres
 * @param postgres with the superuser's name and password
 */
export async function differencesOfIssue(
  { postgres, logFile }: { readonly postgres: string; readonly logFile: string },
  issueOne: () => Promise<void>,
): Promise<Differences> {
  await issueOne(); // what a connection is told once, at its first use, is no part of it
  const seen = await whileLogged(postgres, logFile, issueOne);
  // Who does such work goes on with it: what of that was begun before we looked, or ends after, cannot be told by its statements.
  const busy = new Set(seen.filter(isUnasked).map(({ pid }) => pid));
  const product = transactionsOf(seen)
    .filter((each) => !each.some(isUnasked) && (isWhole(each) || !busy.has(each[0]!.pid)))
    .flat()
    .map(lineOf);
  const skeleton = ISSUE.map(lineOf);
  return { missing: without(product, skeleton), surplus: without(skeleton, product) };
}

async function whileLogged(postgres: string, logFile: string, work: () => Promise<void>): Promise<Seen[]> {
  const client = new pg.Client({ connectionString: postgres });
  await client.connect();
  try {
    // Values stay out of it: they hold what is kept of secrets.
    await client.query(`ALTER SYSTEM SET log_statement = 'all'`);
    await client.query(`ALTER SYSTEM SET log_line_prefix = '%p|%u|'`);
    await client.query(`ALTER SYSTEM SET log_parameter_max_length = 0`);
    const from = existsSync(logFile) ? statSync(logFile).size : 0;
    await reload(client, logFile, 'all');
    await work();
    const log = await untilLogged(client, logFile, from);
    return entriesOf(log).flatMap(toSeen);
  } finally {
    for (const name of LOG_SETTINGS) await client.query(`ALTER SYSTEM RESET ${name}`);
    await reload(client, logFile, 'none');
    await client.end();
  }
}

/** Sessions take a new setting before their next statement, once they have had the signal. */
async function reload(client: pg.Client, logFile: string, expected: string): Promise<void> {
  await client.query('SELECT pg_reload_conf()');
  await within(LOGGED_WITHIN_MS, async () => {
    const { rows } = await client.query<{ log_statement: string }>('SHOW log_statement');
    return rows[0]?.log_statement === expected ? true : null;
  });
  if (expected === 'all') await untilLogged(client, logFile, 0);
}

let marks = 0;

/** Lines reach the file in the order in which they were written: when this one is there, all before it are. */
async function untilLogged(client: pg.Client, logFile: string, from: number): Promise<string> {
  const mark = `mark ${process.pid}-${++marks}`;
  await client.query(`SELECT '${mark}'`);
  return within(LOGGED_WITHIN_MS, () => {
    const log = readFileSync(logFile).subarray(from).toString('utf8');
    return Promise.resolve(log.includes(mark) ? log : null);
  });
}

async function within<T>(limitMs: number, attempt: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const found = await attempt();
    if (found !== null) return found;
    if (performance.now() > deadline) throw new Error('Postgres does not log what it was told to log');
    await pause(20);
  }
}

/** A statement of several lines goes on behind a tab. */
function entriesOf(log: string): string[] {
  return log.split(/\n(?!\t)/);
}

function toSeen(entry: string): Seen[] {
  const found = ENTRY.exec(entry);
  if (!found) return [];
  const [, pid, authority, name, text] = found as unknown as [string, string, Authority, string | undefined, string];
  return [{ pid, authority, name: name === undefined || name === '<unnamed>' ? null : name, text }];
}

/** A statement outside of any transaction is one of its own. */
function transactionsOf(seen: readonly Seen[]): Seen[][] {
  const all: Seen[][] = [];
  const open = new Map<string, Seen[]>();
  for (const each of seen) {
    const current = open.get(each.pid) ?? [];
    current.push(each);
    const ends = current.length === 1 ? each.text !== 'START TRANSACTION' : /^(COMMIT|ROLLBACK)$/.test(each.text);
    if (ends) {
      all.push(current);
      open.delete(each.pid);
    } else open.set(each.pid, current);
  }
  return [...all, ...open.values()];
}

function isWhole(transaction: readonly Seen[]): boolean {
  const [first, last] = [transaction[0]!.text, transaction.at(-1)!.text];
  const ended = /^(COMMIT|ROLLBACK)$/.test(last);
  return first === 'START TRANSACTION' ? ended : !ended;
}

function isUnasked(seen: Seen): boolean {
  return UNASKED.some((begin) => lineOf(seen).includes(`: ${begin}`));
}

/** White space and letters' case mean nothing to Postgres. */
function lineOf({ authority, name, text }: Omit<Seen, 'pid'>): string {
  return `${authority} ${name ?? '-'}: ${text.replace(/\s+/g, ' ').trim().toLowerCase()}`;
}

function without(all: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return all.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
