/**
 * A replay of the official `@cpanel/api`: it builds requests and parses replies, and whoever uses it sends them; here
 * that is fetch. Written from the outside contract, since the package itself cannot be had from every registry.
 */
export interface CpanelApiOptions {
  /** The application puts its own base before the path that the library builds. */
  readonly baseUrl: string;
  readonly user: string;
  readonly token: string;
  /** Default: the global fetch. */
  readonly fetch?: typeof fetch;
}

export type Argument = string | number | boolean;
/** A list is sent as one name many times: `acl=a&acl=b`. */
export type Arguments = Readonly<Record<string, Argument | readonly Argument[]>>;

export interface ParsedUapi {
  readonly status: boolean;
  readonly data: unknown;
  readonly errors: readonly string[];
  readonly messages: readonly string[];
  /** From `metadata.paginate`. */
  readonly paging: unknown;
  /** From `metadata.filter`. */
  readonly filter: unknown;
}

export interface ParsedWhm {
  readonly status: boolean;
  readonly data: unknown;
  readonly errors: readonly string[];
  /** From `metadata.chunk`. */
  readonly paging: unknown;
}

export interface CpanelApi {
  /** @throws Error when the reply has no `status` or no `data`, whatever its HTTP status. */
  uapi(module: string, name: string, args?: Arguments, bodyAs?: 'form' | 'json'): Promise<ParsedUapi>;
  /** @throws Error when the reply has no `metadata.result`. */
  whm(name: string, args?: Arguments, bodyAs?: 'form' | 'json'): Promise<ParsedWhm>;
}

export function cpanelApi(options: CpanelApiOptions): CpanelApi {
  const send = options.fetch ?? fetch;

  async function post(scheme: 'cpanel' | 'whm', path: string, args: Arguments, bodyAs: 'form' | 'json'): Promise<unknown> {
    const response = await send(options.baseUrl + path, {
      method: 'POST',
      headers: {
        Authorization: `${scheme} ${options.user}:${options.token}`,
        'Content-Type': bodyAs === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
      },
      body: bodyAs === 'json' ? JSON.stringify(args) : form(args),
    });
    return JSON.parse(await response.text()) as unknown;
  }

  return {
    uapi: async (module, name, args = {}, bodyAs = 'form') =>
      parseUapi(await post('cpanel', `/execute/${module}/${name}`, args, bodyAs)),
    whm: async (name, args = {}, bodyAs = 'form') =>
      parseWhm(await post('whm', `/json-api/${name}`, { 'api.version': 1, ...args }, bodyAs)),
  };
}

export function parseUapi(reply: unknown): ParsedUapi {
  const body = objectOf(reply);
  if (!('status' in body)) throw new Error('The UAPI server responded without a status.');
  if (!('data' in body)) throw new Error('The UAPI server responded without data.');
  const metadata = objectOf(body.metadata);
  return {
    status: body.status === 1,
    data: body.data,
    errors: textsOf(body.errors),
    messages: textsOf(body.messages),
    paging: metadata.paginate,
    filter: metadata.filter,
  };
}

export function parseWhm(reply: unknown): ParsedWhm {
  const body = objectOf(reply);
  const metadata = objectOf(body.metadata);
  if (!('result' in metadata)) throw new Error('The WHM server responded without a result.');
  const status = Boolean(metadata.result);
  const reason = typeof metadata.reason === 'string' && metadata.reason !== '' ? [metadata.reason] : ['Unknown error.'];
  return { status, data: unwrapped(body.data), errors: status ? [] : reason, paging: metadata.chunk };
}

/** `{"acct":[…]}` is the list itself: a data object whose single value is an array. */
function unwrapped(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  const values: unknown[] = Object.values(data);
  return values.length === 1 && Array.isArray(values[0]) ? values[0] : data;
}

function form(args: Arguments): string {
  return Object.entries(args)
    .flatMap(([name, given]) => (Array.isArray(given) ? given : [given]).map((value: Argument) => [name, value] as const))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(plain(value))}`)
    .join('&');
}

/** Booleans are 1 and 0 in this API. */
function plain(value: Argument): string {
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textsOf(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}
