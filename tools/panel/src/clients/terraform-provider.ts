import { quotedPairs, sortedPairs, type Pairs } from './quoted-pairs.js';

/**
 * A replay of the Terraform provider `LoicBoursin/cpanel`: its token and cron resources and what it probes. Written from
 * the outside contract: Go's order of keys, and what its decoders insist on.
 */
export interface TerraformOptions {
  /** `host`; plain http on loopback only. */
  readonly baseUrl: string;
  readonly user: string;
  readonly token: string;
  /** Default: the global fetch. */
  readonly fetch?: typeof fetch;
}

export interface ListedToken {
  readonly name: string;
  readonly has_full_access: number;
  readonly create_time: number;
  /** Digits in a text, `""` and null are read as well. */
  readonly expires_at: number | string | null;
}

export interface CronLine {
  readonly command: string;
  readonly minute: string;
  readonly hour: string;
  readonly day: string;
  readonly month: string;
  readonly weekday: string;
}

export interface FetchedCronLine extends CronLine {
  readonly linekey: string;
  readonly commandnumber: number | string;
}

/** One request at a time, whatever runs beside it. Every call throws Error: a bare number for any status but 200. */
export interface TerraformProvider {
  readonly tokens: {
    /** Lists first, so that a name is not taken twice, and once more to read back what it made. */
    create(name: string, expiresAt?: number): Promise<{ readonly secret: string; readonly token: ListedToken }>;
    read(name: string): Promise<ListedToken | undefined>;
    rename(name: string, newName: string): Promise<void>;
    destroy(name: string): Promise<void>;
  };
  readonly cron: {
    read(): Promise<FetchedCronLine[]>;
    /** Gives the line key. */
    create(line: CronLine): Promise<string>;
    update(linekey: string, line: CronLine): Promise<void>;
    destroy(linekey: string): Promise<void>;
  };
  /** What it asks before anything else. */
  probe(): Promise<{ readonly version: string; readonly features: unknown; readonly user: unknown }>;
}

interface Uapi {
  readonly status: unknown;
  readonly data: unknown;
  readonly errors?: string[] | null;
  readonly messages?: string[] | null;
}

interface Api2 {
  readonly data: Record<string, unknown>[];
  readonly event?: { readonly result?: unknown };
}

const MAX_BODY_BYTES = 10 * 1024 * 1024;
const TIMEOUT_MS = 90_000;

export function terraformProvider(options: TerraformOptions): TerraformProvider {
  const send = options.fetch ?? fetch;
  const { protocol, hostname } = new URL(options.baseUrl);
  if (protocol !== 'https:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) fail('host must use https');
  let last: Promise<unknown> = Promise.resolve();

  async function exchange(method: 'GET' | 'POST', path: string, pairs: Pairs): Promise<unknown> {
    const text = quotedPairs(sortedPairs(pairs));
    const form = method === 'POST' && {
      body: text,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    };
    const query = method === 'GET' && text !== '' ? `?${text}` : '';
    const response = await send(`${options.baseUrl}${path}${query}`, {
      method,
      ...form,
      headers: {
        Authorization: `cpanel ${options.user}:${options.token}`,
        Accept: 'application/json',
        'User-Agent': 'terraform-provider-cpanel',
        ...(form && form.headers),
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = await response.text();
    if (response.status !== 200) fail(`HTTP ${response.status}`);
    if (Buffer.byteLength(body) > MAX_BODY_BYTES) fail('the response is too large');
    return JSON.parse(body) as unknown;
  }

  function request(method: 'GET' | 'POST', path: string, pairs: Pairs): Promise<unknown> {
    const mine = last.then(() => exchange(method, path, pairs));
    last = mine.catch(() => undefined);
    return mine;
  }

  async function uapi(method: 'GET' | 'POST', call: string, pairs: Pairs = []): Promise<unknown> {
    const reply = (await request(method, `/execute/${call}`, pairs)) as Uapi;
    if (reply.status !== 1) fail([...(reply.errors ?? []), ...(reply.messages ?? [])].join('; '));
    return reply.data;
  }

  /** On POST the keys that say which function it is are in the body too. */
  async function cron(method: 'GET' | 'POST', name: string, pairs: Pairs = []): Promise<Record<string, unknown>[]> {
    const reply = (await request(method, '/json-api/cpanel', [
      ['cpanel_jsonapi_user', options.user],
      ['cpanel_jsonapi_apiversion', '2'],
      ['cpanel_jsonapi_module', 'Cron'],
      ['cpanel_jsonapi_func', name],
      ...pairs,
    ])) as { cpanelresult: Api2 };
    const { data, event } = reply.cpanelresult;
    if (!Array.isArray(data)) fail('json: cannot unmarshal object into a field of type []: data');
    if (event?.result !== 1) fail(data.flatMap((row) => [row.reason, row.statusmsg]).filter(Boolean).join('; '));
    return data;
  }

  const listTokens = async () => (await uapi('GET', 'Tokens/list')) as ListedToken[];
  const readToken = async (name: string) => (await listTokens()).find((each) => each.name === name);
  const readCron = async () =>
    (await cron('GET', 'fetchcron')).filter(({ type }) => type === 'command') as unknown as FetchedCronLine[];
  const fields = (line: CronLine): Pairs =>
    (['command', 'minute', 'hour', 'day', 'month', 'weekday'] as const).map((name) => [name, line[name]]);

  return {
    tokens: {
      async create(name, expiresAt) {
        if (await readToken(name)) fail(`a token named ${name} exists`);
        const expiry: Pairs = expiresAt === undefined ? [] : [['expires_at', expiresAt]];
        const made = (await uapi('POST', 'Tokens/create_full_access', [['name', name], ...expiry])) as {
          token?: unknown;
          create_time?: unknown;
        };
        if (typeof made.token !== 'string' || made.token === '') fail('no token in the response');
        if (typeof made.create_time !== 'number') fail('json: cannot unmarshal into a field of type int64: create_time');
        const token = (await readToken(name)) ?? fail(`the token ${name} is not listed`);
        return { secret: made.token, token };
      },
      read: readToken,
      rename: async (name, newName) => void (await uapi('POST', 'Tokens/rename', [['name', name], ['new_name', newName]])),
      destroy: async (name) => void (await uapi('POST', 'Tokens/revoke', [['name', name]])),
    },
    cron: {
      read: readCron,
      async create(line) {
        const rows = await cron('POST', 'add_line', fields(line));
        const [row] = rows;
        if (rows.length !== 1 || row!.status !== 1 || typeof row!.linekey !== 'string') fail('no line key in the response');
        return row!.linekey;
      },
      update: async (linekey, line) => void (await cron('POST', 'edit_line', [['linekey', linekey], ...fields(line)])),
      async destroy(linekey) {
        const line = (await readCron()).find((each) => each.linekey === linekey);
        if (line) await cron('POST', 'remove_line', [['line', line.commandnumber]]);
      },
    },
    async probe() {
      const features = await uapi('GET', 'Features/list_features');
      const stats = (await uapi('GET', 'StatsBar/get_stats', [['display', 'cpanelversion']])) as { value?: string }[];
      const user = await uapi('GET', 'Variables/get_user_information');
      return { version: stats[0]?.value ?? '', features, user };
    },
  };
}

function fail(words: string): never {
  throw new Error(words);
}
