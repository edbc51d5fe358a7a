import { run } from './run.js';
import type { Credentials, World } from './world.js';

export interface Sent {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly host: string;
  readonly headers: Headers;
  readonly body: unknown;
}
export type Answer = { readonly status?: number; readonly body?: unknown; readonly headers?: Record<string, string> } | 'lost';

export interface Situation {
  readonly env?: Record<string, string>;
  readonly stored?: Credentials;
  readonly files?: Record<string, string>;
  /** What a person types, in order; left out: there is nobody. */
  readonly typed?: string[];
  readonly piped?: string;
  readonly answer?: (request: Sent, nth: number) => Answer;
}

export const TOKEN = 'pclo10TESTTOKEN0000000000000000000000000000000000000';
export const NOW = Date.parse('2026-11-23T10:00:00Z');

/** One run of the program, and everything that came of it. */
export async function runIn(situation: Situation, ...words: string[]) {
  const sent: Sent[] = [];
  const questions: string[] = [];
  const typed = [...(situation.typed ?? [])];
  let [stdout, stderr, ids] = ['', '', 0];
  let stored = situation.stored ?? null;

  const world: World = {
    env: situation.env ?? { PORTCULLIS_URL: 'https://api.test', PORTCULLIS_TOKEN: TOKEN },
    credentials: {
      path: '/home/ann/.config/portcullis/credentials.json',
      read: () => stored,
      write: (credentials) => void (stored = credentials),
      remove: () => {
        const there = stored !== null;
        stored = null;
        return there;
      },
      openTo: () => (stored ? 0 : null),
    },
    readFile(path) {
      const content = situation.files?.[path];
      if (content === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      return content;
    },
    print: (text) => void (stdout += text),
    tell: (text) => void (stderr += text),
    columns: null,
    interactive: situation.typed !== undefined,
    ask: (question) => {
      questions.push(question);
      return Promise.resolve(typed.shift() ?? '');
    },
    readInput: () => Promise.resolve(situation.piped ?? ''),
    async fetch(request) {
      const url = new URL(request.url);
      const text = await request.text();
      sent.push({
        method: request.method,
        path: url.pathname + url.search,
        host: url.origin,
        headers: request.headers,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      });
      const answer = situation.answer?.(sent.at(-1)!, sent.length) ?? {};
      if (answer === 'lost') throw new TypeError('fetch failed', { cause: new Error('socket hang up') });
      const headers = { 'content-type': (answer.status ?? 200) < 400 ? 'application/json' : 'application/problem+json', ...answer.headers };
      return new Response(JSON.stringify(answer.body ?? {}), { status: answer.status ?? 200, headers });
    },
    now: () => NOW,
    newId: () => `id-${++ids}`,
    randomBytes: (length) => new Uint8Array(length).fill(7),
    pause: () => Promise.resolve(),
  };
  const exitCode = await run(words, world);
  return { exitCode, stdout, stderr, sent, questions, stored };
}

export function problem(status: number, code: string, fields: object = {}): Answer {
  return { status, body: { type: 'about:blank', title: `Title of ${code}`, status, detail: `detail of ${code}`, code, request_id: 'req_1', ...fields } };
}

export const token = {
  id: 'tok_1',
  kind: 'account',
  form: 'token',
  tenantId: 'ten_1',
  accountId: 'acc_1',
  name: 'ci',
  description: '',
  labels: {},
  access: 'restricted',
  grants: [{ operation: 'DNS::parse_zone', access: 'read' }],
  readOnly: false,
  notBefore: null,
  expiresAt: null,
  ipAllowlist: [],
  rateLimit: null,
  useQuota: null,
  timeWindows: [],
  catalogueVersion: 1,
  state: 'active',
  version: 3,
  createdAt: '2026-11-23T09:00:00.123Z',
  createdBy: null,
  createdFrom: null,
  lastUsed: null,
  activeAt: '2026-11-23T09:00:00.123Z',
  usesLeft: null,
  revokedAt: null,
  revokedBy: null,
  revokedReason: null,
};
export const enforcement = { id: 'rcp_1', parts: [{ authority: 'tokens', shard: 7, epoch: '1', rev: '42' }], verifiers: { live: 3, confirmed: 3, fenced: 0 }, durationMs: 4.2, pending: false };
export const SECRET = 'pcla10SECRET';
