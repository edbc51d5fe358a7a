import type { Operation, Parameter } from './document.js';
import type { Judge } from './judge.js';
import { jsonText, neighboursOf } from './neighbours.js';
import type { ApiRequest } from './requests.js';

/** A request close to the example, and whether the document lets it pass; `either` where it leaves that open. */
export interface Try {
  readonly what: string;
  readonly request: ApiRequest;
  readonly expected: 'accepted' | 'refused' | 'either';
}

/** More than 64 KiB, and JSON to the end: nothing but its size is wrong with it. */
const tooMuch = (body: unknown): string => JSON.stringify(body ?? {}) + ' '.repeat(66_000);

export function triesOf(operation: Operation, example: ApiRequest, judge: Judge): Try[] {
  return [
    ...bodies(operation, example, judge),
    ...operation.parameters.flatMap((parameter) => parameterTries(parameter, example, judge)),
    ...(['colour=red', 'limit[]=1', '__proto__=1', '%00=1'].map((query): Try => ({ what: `?${query}`, request: { ...example, query }, expected: 'refused' }))),
  ];
}

function bodies({ method, body }: Operation, example: ApiRequest, judge: Judge): Try[] {
  const refused = (what: string, changes: Partial<ApiRequest>): Try => ({ what, request: { ...example, ...changes }, expected: 'refused' });
  const text = { ...example.headers, 'content-type': 'text/plain' };
  if (!body) {
    return [refused('with a body', { body: {} }), ...(method === 'GET' ? [] : [refused('with an oversized body', { text: tooMuch({}) })])];
  }
  return [
    refused('without its body', { body: undefined }),
    refused('with half of its body', { text: JSON.stringify(example.body).slice(0, -1) }),
    refused('with its body twice', { text: JSON.stringify(example.body).repeat(2) }),
    refused('with an oversized body', { text: tooMuch(example.body) }),
    refused('with its body as text/plain', { headers: text }),
    ...neighboursOf(body.schema, example.body, judge).map(({ what, value, ruled }): Try => ({
      what: `body ${what}`,
      request: { ...example, body: value },
      expected: !judge.fits(body.schema, value) ? 'refused' : ruled ? 'either' : 'accepted',
    })),
  ];
}

function parameterTries(parameter: Parameter, example: ApiRequest, judge: Judge): Try[] {
  const texts = neighboursOf(parameter.schema, valueIn(parameter, example), judge).map(({ value }) => (typeof value === 'string' ? value : jsonText(value)));
  const tries = [...new Set([...texts, '', '0x10', '1e2', '00', '..', '%00'])].flatMap((text) => oneParameter(parameter, example, text, judge));
  if (parameter.in !== 'header' || !parameter.required) return tries;
  const { [parameter.name.toLowerCase()]: _, ...headers } = example.headers;
  return [...tries, { what: `without ${parameter.name}`, request: { ...example, headers }, expected: 'refused' }];
}

function valueIn({ name, in: place, example: shown }: Parameter, { path }: ApiRequest): unknown {
  return place === 'path' ? path[name] : shown;
}

function oneParameter({ name, in: place, schema }: Parameter, example: ApiRequest, text: string, judge: Judge): Try[] {
  const what = `${name}=${JSON.stringify(text).slice(0, 60)}`;
  if (place === 'path') return [{ what, request: { ...example, path: { ...example.path, [name]: text } }, expected: 'either' }];
  if (place === 'query') {
    const query = `${encodeURIComponent(name)}=${encodeURIComponent(text)}`;
    const twice: Try = { what: `${what} twice`, request: { ...example, query: `${query}&${query}` }, expected: schema['type'] === 'array' ? 'either' : 'refused' };
    const value = /integer|number/.test(String(schema['type'])) ? Number(text) : text;
    return [{ what, request: { ...example, query }, expected: judge.fits(schema, value) ? 'either' : 'refused' }, twice];
  }
  // Node itself refuses to send what is no text of a header.
  if (!/^[\x20-\x7e]{0,5000}$/.test(text)) return [];
  return [{ what, request: { ...example, headers: { ...example.headers, [name.toLowerCase()]: text } }, expected: 'either' }];
}
