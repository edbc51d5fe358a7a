import { granted, refused, type Result } from './result.js';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export type StrictJsonRefusal =
  | 'not_json'
  /** Nobody knows which of the two another reader takes. */
  | 'repeated_key'
  /** More than 16 lists and objects within each other. */
  | 'too_deep'
  /** `1.0`, `1e3`, `-0`, or more digits than a double keeps: other readers print it otherwise. */
  | 'odd_number'
  /** Half of a surrogate pair: it has no UTF-8. */
  | 'lone_surrogate';

const MAX_DEPTH = 16;
/** The tokens of a text that is known to be JSON; what lies between them is white space, `,` and words. */
const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]|-?\d[\d.eE+-]*/g;

/** JSON of which every reader makes the same (RFC 8259 leaves repeated keys and numbers to each). The text is not trusted. */
export function parseStrictJson(text: string): Result<JsonValue, StrictJsonRefusal> {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return refused('not_json');
  }
  const fault = whatIsReadInTwoWays(text);
  return fault === null ? granted(value) : refused(fault);
}

function whatIsReadInTwoWays(text: string): StrictJsonRefusal | null {
  /** The keys seen so far of each object that is open, outermost first; lists have theirs too, always empty. */
  const open: Set<string>[] = [];
  for (const { 0: token, 1: colon } of text.matchAll(TOKEN)) {
    switch (token[0]) {
      case '{':
      case '[':
        if (open.push(new Set()) > MAX_DEPTH) return 'too_deep';
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case '"': {
        const string = JSON.parse(colon === undefined ? token : token.slice(0, -colon.length)) as string;
        if (/\p{Cs}/u.test(string)) return 'lone_surrogate';
        const keys = open.at(-1);
        if (colon === undefined || keys === undefined) break;
        if (keys.has(string)) return 'repeated_key';
        keys.add(string);
        break;
      }
      default:
        if (String(Number(token)) !== token) return 'odd_number';
    }
  }
  return null;
}
