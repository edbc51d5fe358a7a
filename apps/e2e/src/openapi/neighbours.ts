import type { JsonSchema } from './document.js';
import type { Fits, Judge } from './judge.js';

/** Something close to a value that is accepted, and what was done to it. */
export interface Neighbour {
  readonly what: string;
  readonly value: unknown;
  /** The document states a rule in words for the part that was changed: no keyword says whether it still holds. */
  readonly ruled: boolean;
}

/** JSON text, in which Infinity is a number too large for JavaScript. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (inner === Infinity ? '\u0001huge' : inner)).replaceAll('"\\u0001huge"', '1e400');
}

const TYPES: readonly unknown[] = [null, true, 0, -1, 1.5, Infinity, 'text', '', [], {}, [null], { a: 1 }];
/** Far more than any field takes, and far less than a body may hold. */
const OVERSIZED = 20_000;

/**
 * Values around one that is accepted: wrong types, missing and unknown fields, and both sides of every bound that the schema states.
 * Whether each of them is accepted too is for the schema to say. `value` is undefined where the example leaves something out.
 */
export function neighboursOf(reference: JsonSchema, value: unknown, judge: Judge): Neighbour[] {
  const schema = judge.resolve(reference);
  const ruled = 'x-rule' in schema;
  const branches = ((schema['anyOf'] ?? schema['oneOf']) as JsonSchema[] | undefined)?.filter(({ type, required }) => type !== 'null' && !required);
  const around =
    branches && branches.length > 0
      ? branches.flatMap((branch) => neighboursOf(branch, judge.fits(branch, value) ? value : undefined, judge))
      : [
          ...changed(TYPES.map((other) => [`as ${jsonText(other)}`, other])),
          ...changed(value === undefined ? [] : [['as text', jsonText(value)], ['in a list', [value]]]),
          ...changed([...alternatives(schema), ...numbersAround(schema)]),
          ...changed(typeof value === 'string' ? stringsAround(schema, value, judge.fits) : []),
          ...changed(schema['type'] === 'string' ? [['oversized', 'x'.repeat(OVERSIZED)]] : []),
          ...(Array.isArray(value) ? arraysAround(schema, value, judge) : isObject(value) ? objectsAround(schema, value, judge) : []),
        ];
  return ruled ? around.map((neighbour) => ({ ...neighbour, ruled })) : around;
}

type Change = readonly [what: string, value: unknown];
const changed = (changes: readonly Change[]): Neighbour[] => changes.map(([what, value]) => ({ what, value, ruled: false }));
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** The neighbours of a part, each put back into the whole. */
function inside(part: JsonSchema, value: unknown, place: string, put: (neighbour: unknown) => unknown, judge: Judge): Neighbour[] {
  return neighboursOf(part, value, judge).map(({ what, value: neighbour, ruled }) => ({ what: `/${place} ${what}`, value: put(neighbour), ruled }));
}

function arraysAround(schema: JsonSchema, [first, ...rest]: readonly unknown[], judge: Judge): Neighbour[] {
  const counts = boundsOf(schema, 'minItems', 'maxItems').filter((count) => count >= 0);
  const items = schema['items'] as JsonSchema;
  // Where the example is empty, nobody knows an item that would fit.
  const ruled = first === undefined;
  const ofCounts = changed(counts.map((count) => [`with ${count} items`, Array.from({ length: count }, () => first ?? 'x')]));
  return [
    ...ofCounts.map((neighbour) => ({ ...neighbour, ruled })),
    ...(first === undefined ? [] : inside(items, first, '0', (neighbour) => [neighbour, ...rest], judge)),
  ];
}

function objectsAround(schema: JsonSchema, fields: Readonly<Record<string, unknown>>, judge: Judge): Neighbour[] {
  const without = Object.keys(fields).map((name): Change => {
    const { [name]: _left, ...rest } = fields;
    return [`without ${name}`, rest];
  });
  const unknown = ['colour', 'Name', 'tenant_id', 'constructor'].map((name): Change => [`with ${name}`, { ...fields, [name]: 'x' }]);
  const named = (schema['properties'] ?? {}) as Record<string, JsonSchema>;
  const others = schema['additionalProperties'];
  const free = isObject(others) ? Object.keys(fields).filter((name) => !(name in named)).map((name): [string, JsonSchema] => [name, others]) : [];
  const properties = [...Object.entries(named), ...free];
  return [
    ...changed([...without, ...unknown]),
    ...properties.flatMap(([name, inner]) => inside(inner, fields[name], name, (neighbour) => ({ ...fields, [name]: neighbour }), judge)),
  ];
}

/** The members of an enumeration, each also misspelt. */
function alternatives(schema: JsonSchema): Change[] {
  const members = (schema['enum'] ?? ('const' in schema ? [schema['const']] : [])) as unknown[];
  return members.flatMap((member) =>
    [member, ...(typeof member === 'string' ? [`${member}x`, member.toUpperCase(), ` ${member}`] : [])].map((value): Change => [
      `as ${JSON.stringify(value)}`,
      value,
    ]),
  );
}

function numbersAround(schema: JsonSchema): Change[] {
  return boundsOf(schema, 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum').map((value) => [`as ${value}`, value]);
}

/** Each bound that is stated, and one to either side of it. */
function boundsOf(schema: JsonSchema, ...keywords: string[]): number[] {
  return keywords.flatMap((keyword) => {
    const bound = schema[keyword];
    return typeof bound === 'number' && Math.abs(bound) < 1e15 ? [bound - 1, bound, bound + 1] : [];
  });
}

const DATE_TIMES = ['2099-01-31', '2099-01-31T12:00:00', '2099-02-30T12:00:00Z', '2099-01-31T25:00:00Z', '99999-01-01T00:00:00Z', '2099-01-31T12:00:00+02:00', '1e3', '0'];

/** A string made longer until it no longer fits, shorter, and with what does not belong in it. Lengths are found by trying: patterns have bounds too. */
function stringsAround(schema: JsonSchema, value: string, fits: Fits): Change[] {
  const longer = (length: number): string => value.padEnd(length, /\w$/.test(value) ? value.at(-1) : 'x');
  const turns: Change[] = [];
  for (let length = value.length + 1; length <= 600; length++) {
    const [before, after] = [longer(length - 1), longer(length)];
    if (fits(schema, before) === fits(schema, after)) continue;
    turns.push([`of ${length - 1} characters`, before], [`of ${length} characters`, after]);
  }
  const shorter = [value.slice(0, 1), value.slice(0, -1)];
  const around = [`${value}\n`, `${value} `, ` ${value}`, `${value}\u0000`, `${value}é`, `${value}/`, `${value}'`, `${value}"`, value.toUpperCase(), value.repeat(2)];
  const formatted = schema['format'] === 'date-time' ? DATE_TIMES : [];
  return [
    ...turns,
    ...[...shorter, ...around, ...formatted].map((text): Change => [`as ${JSON.stringify(text).slice(0, 60)}`, text]),
    ['oversized', longer(OVERSIZED)],
  ];
}
