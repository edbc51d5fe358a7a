import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { pointerTo, Problem, type FieldError } from './problem.js';

const STRICT = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };
/** No body of ours nests deeper than a handful; thousands of brackets would run a parser out of stack. */
const MAX_DEPTH = 32;
const QUOTE = 34;
const COLON = 58;
const BACKSLASH = 92;
/** RFC 8259 section 8.1: UTF-8 without a byte order mark. Replacing what is not would store another text than was sent. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A JSON text in which every name occurs once. `JSON.parse` would silently take the last of two `"expiresAt"`, and with it
 * a restriction that the sender wrote could vanish (RFC 8259 section 4 leaves it open).
 * @throws Problem `malformed_request`, or `invalid_request` that names each duplicate.
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  let text: string;
  let value: unknown;
  try {
    text = UTF_8.decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new Problem('malformed_request', 'the body is not valid JSON');
  }
  if (namesIn(value, 0) === namesWritten(text)) return value;
  if (depthOf(text) > MAX_DEPTH) throw new Problem('malformed_request', `the body nests more than ${MAX_DEPTH} deep`);
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, STRICT);
  if (!tree || errors.length > 0) throw new Problem('malformed_request', 'the body is not valid JSON');
  const duplicates = duplicatesIn(tree, []);
  if (duplicates.length > 0) throw new Problem('invalid_request', 'the body names a field twice', duplicates);
  return value;
}

/** The names in all of its objects; NaN, which equals nothing, where it nests too deep. */
function namesIn(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === MAX_DEPTH) return NaN;
  let names = 0;
  if (Array.isArray(value)) {
    for (const item of value) names += namesIn(item, depth + 1);
    return names;
  }
  for (const inner of Object.values(value)) names += 1 + namesIn(inner, depth + 1);
  return names;
}

/** The names that a text which is valid JSON writes: one before each colon outside of its strings. More than the value has, where one occurs twice. */
function namesWritten(text: string): number {
  let names = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON) names++;
    else if (code === QUOTE) at = endOfString(text, at);
  }
  return names;
}

/** Where the string ends that begins there. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (let code: number; (code = text.charCodeAt(at)) !== QUOTE; ) at += code === BACKSLASH ? 2 : 1;
  return at;
}

/** Brackets open at once in a text that is valid JSON. Of the text, not of the value: a duplicate name hides what it replaces. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, ++depth);
    else if (token === ']' || token === '}') depth--;
  }
  return deepest;
}

function duplicatesIn(node: Node, path: readonly PropertyKey[]): FieldError[] {
  if (node.type === 'array') return (node.children ?? []).flatMap((item, i) => duplicatesIn(item, [...path, i]));
  if (node.type !== 'object') return [];
  const seen = new Set<string>();
  return (node.children ?? []).flatMap((property) => {
    const [name, value] = property.children ?? [];
    if (!name || !value) return [];
    const at = [...path, String(name.value)];
    const again = seen.has(String(name.value)) ? [{ pointer: pointerTo(at), detail: 'occurs more than once' }] : [];
    seen.add(String(name.value));
    return [...again, ...duplicatesIn(value, at)];
  });
}
