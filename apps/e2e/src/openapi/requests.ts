import { exchange, type RawAnswer } from '../clients/raw-http.js';
import type { Api } from '../clients/api.js';
import { makeDenial, UNTOLD } from '../denial-codes.js';
import { issue, makeProvider, newSlug, type Provider } from '../providers.js';
import { connectZonePanel } from '../zone-panel.js';
import { makeReceipt, UNGIVEN } from '../receipt-ids.js';
import type { Operation } from './document.js';
import { jsonText } from './neighbours.js';

export interface ApiRequest {
  readonly path: Readonly<Record<string, string>>;
  /** As it stands behind the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Goes out as JSON; undefined: none. */
  readonly body: unknown;
  /** Goes out as it is, in place of `body`. */
  readonly text?: string;
}

/** What the parts of paths are called in the document, and what stands there for this provider. */
export type Place = Readonly<Record<string, string>>;

export function placeOf({ slug, account }: Provider): Place {
  return { tenant: slug, account: account.username, token: account.token.id, name: 'plan', denial: UNTOLD, receipt: UNGIVEN, zone: `${account.username}.example` };
}

export interface World {
  readonly place: Place;
  /** An operator's, for this alone: some operations end what calls them. */
  readonly token: string;
}

/** @param operation what it is for: a denial, a receipt or a panel is there only where it takes one */
export async function newWorld(operator: Api, { path }: Pick<Operation, 'path'>): Promise<World> {
  const [provider, { secret }] = await Promise.all([
    makeProvider(operator),
    issue(operator, '/v1/tenants/ten_platform/tokens', { kind: 'operator', name: newSlug(), access: 'full' }),
  ]);
  const place = placeOf(provider);
  if (path.includes('{denial}')) return { place: { ...place, denial: await makeDenial(operator, provider) }, token: secret };
  if (path.includes('{receipt}')) return { place: { ...place, receipt: await makeReceipt(operator, provider) }, token: secret };
  if (path.includes('{zone}')) await connectZonePanel(operator, provider);
  return { place, token: secret };
}

/** Names that must be free: an example cannot know which are. */
const NAMES = ['slug', 'username', 'name'];

/**
 * The request that the document itself gives as an example, pointed at a place.
 * @throws Error when the document gives none, or asks for something in the path that nobody here knows.
 */
export function exampleOf(operation: Operation, place: Place): ApiRequest {
  const { name, parameters, body, method } = operation;
  if (body && body.example === undefined) throw new Error(`${name} has a body and no example of it`);
  const path: Record<string, string> = {};
  const headers: Record<string, string> = {};
  const query = new URLSearchParams();
  for (const parameter of parameters) {
    if (parameter.in === 'path') path[parameter.name] = known(place, parameter.name, name);
    else if (!parameter.required) continue;
    else if (parameter.name === 'If-Match') headers['if-match'] = '*';
    else if (parameter.in === 'query') query.set(parameter.name, String(parameter.example));
    else headers[parameter.name.toLowerCase()] = String(parameter.example);
  }
  return { path, headers, query: query.toString(), body: body && method === 'POST' ? withFreeNames(body.example) : body?.example };
}

function known(place: Place, part: string, operation: string): string {
  const found = place[part];
  if (found === undefined) throw new Error(`nothing is known that ${operation} could take as {${part}}`);
  return found;
}

function withFreeNames(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]: [string, unknown]) => [name, NAMES.includes(name) ? newSlug() : value]));
}

/** The address, with every part encoded. */
function addressOf({ path: pattern }: Operation, { path, query }: Pick<ApiRequest, 'path' | 'query'>): string {
  const filled = pattern.replace(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(path[part] ?? ''));
  return query === '' ? filled : `${filled}?${query}`;
}

export function send(gateway: string, token: string | null, operation: Operation, request: ApiRequest): Promise<RawAnswer> {
  const { body, text = body === undefined ? undefined : jsonText(body) } = request;
  return exchange(gateway, {
    method: operation.method,
    path: addressOf(operation, request),
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(text !== undefined && { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(text !== undefined && { body: text }),
  });
}
