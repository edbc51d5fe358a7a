import type { JsonSchema, Operation } from './document.js';
import type { ApiRequest } from './requests.js';

/** What a request can point at that belongs to somebody. */
export type Kind = 'tenant' | 'account' | 'token' | 'denial' | 'receipt' | 'secret';

/** A place in a request where such a thing is named. */
export interface Pointer {
  readonly where: string;
  readonly kind: Kind;
  readonly pointedAt: (request: ApiRequest, text: string) => ApiRequest;
}

const PREFIXES: readonly [string, Kind][] = [
  ['ten_', 'tenant'],
  ['acc_', 'account'],
  ['tok_', 'token'],
  ['dny_', 'denial'],
  ['rcp_', 'receipt'],
];

/** Told by the schema, whose pattern holds the prefix of an id, or by an example that is the text of a token. */
function kindOf(schema: JsonSchema, example: unknown): Kind | undefined {
  if (typeof example === 'string' && /^pcl[a-z]\d/.test(example)) return 'secret';
  const patterns = JSON.stringify(schema, (keyword, value: unknown) => (keyword === 'description' || keyword === 'x-rule' ? undefined : value));
  // A pattern may also say how something must not begin.
  return PREFIXES.find(([prefix]) => patterns.replaceAll(/\(\?![^)]*\)/g, '').includes(prefix))?.[1];
}

export function pointersIn({ parameters, body }: Operation): Pointer[] {
  const found: Pointer[] = [];
  const add = (where: string, kind: Kind | undefined, pointedAt: Pointer['pointedAt']): void => {
    if (kind) found.push({ where, kind, pointedAt });
  };
  for (const { name, in: place, schema, example } of parameters) {
    if (place === 'path') add(`{${name}}`, kindOf(schema, example), (request, text) => ({ ...request, path: { ...request.path, [name]: text } }));
    // What an entry of the trail is about may be anything with an id.
    if (place === 'query') add(`?${name}`, name === 'subject' ? 'token' : kindOf(schema, example), (request, text) => ({ ...request, query: `${name}=${encodeURIComponent(text)}` }));
  }
  const examples = (body?.example ?? {}) as Record<string, unknown>;
  for (const [name, schema] of Object.entries((body?.schema['properties'] ?? {}) as Record<string, JsonSchema>)) {
    add(`body /${name}`, kindOf(schema, examples[name]), (request, text) => ({ ...request, body: { ...(request.body as object), [name]: text } }));
  }
  return found;
}
