import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { pointerTo, Problem, type FieldError } from './problem.js';

const STRICT = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };
/** No body of ours nests deeper than a handful; thousands of brackets would run a parser out of stack. */
const MAX_DEPTH = 32;
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
  if (depthOf(text) > MAX_DEPTH) throw new Problem('malformed_request', `the body nests more than ${MAX_DEPTH} deep`);
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, STRICT);
  if (!tree || errors.length > 0) throw new Problem('malformed_request', 'the body is not valid JSON');
  const duplicates = duplicatesIn(tree, []);
  if (duplicates.length > 0) throw new Problem('invalid_request', 'the body names a field twice', duplicates);
  return value;
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
