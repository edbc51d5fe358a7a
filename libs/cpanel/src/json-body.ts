import { granted, parseStrictJson, refused, type JsonValue, type Result } from '@portcullis/kernel';
import { parameterFault, type Parameter } from './parameters.js';

/** The one parameter that holds lists: each command of a batch is one. */
const LISTS = /^command(?:-\d+)?$/;
/** The one that holds an object: paths, each with what to do about it. */
const OBJECTS = /^actions$/;

/** Reads a JSON object of texts, numbers and booleans, or lists of these, as the form that it stands for. */
export function readJsonBody(text: string): Result<Parameter[], string> {
  const json = parseStrictJson(text);
  if (!json.ok) return refused(`The JSON of the body is refused: ${json.refusal.replaceAll('_', ' ')}.`);
  if (!isObject(json.value)) return refused('The JSON of the body must be an object.');
  return readJsonParameters(json.value, 'body', true);
}

/** `nesting`: lists and objects may stand where panels know them. */
export function readJsonParameters(object: Readonly<Record<string, JsonValue>>, from: Parameter['from'], nesting: boolean): Result<Parameter[], string> {
  const found: Parameter[] = [];
  for (const [name, given] of Object.entries(object)) {
    for (const item of Array.isArray(given) ? (given as readonly JsonValue[]) : [given]) {
      const parameter = readItem(name, item, from, nesting);
      if (parameter === null) return refused('The values of JSON must be texts, numbers, booleans, or lists of these.');
      const fault = parameterFault(name, parameter.value);
      if (fault !== null) return refused(fault);
      found.push(parameter);
    }
  }
  return granted(found);
}

function readItem(name: string, item: JsonValue, from: Parameter['from'], nesting: boolean): Parameter | null {
  const value = scalarText(item);
  if (value !== null) return { name, value, from };
  const known = nesting && (Array.isArray(item) ? LISTS : OBJECTS).test(name);
  return known && item !== null ? { name, value: JSON.stringify(item), from, as: 'json' } : null;
}

/** Booleans are 1 and 0 in these APIs. */
function scalarText(value: JsonValue): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return String(value);
    case 'boolean':
      return value ? '1' : '0';
    default:
      return null;
  }
}

export function isObject(value: JsonValue): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
