import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { Problem, type FieldError } from './problem.js';

const STRICT = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

/**
 * A JSON text in which every name occurs once. `JSON.parse` would silently take the last of two `"expiresAt"`, and with it
 * a restriction that the sender wrote could vanish (RFC 8259 section 4 leaves it open).
 * @throws Problem `malformed_request`, or `invalid_request` that names each duplicate.
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem('malformed_request', 'the body is not valid JSON');
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, STRICT);
  if (!tree || errors.length > 0) throw new Problem('malformed_request', 'the body is not valid JSON');
  const duplicates = duplicatesIn(tree, '');
  if (duplicates.length > 0) throw new Problem('invalid_request', 'the body names a field twice', duplicates);
  return value;
}

function duplicatesIn(node: Node, pointer: string): FieldError[] {
  if (node.type === 'array') return (node.children ?? []).flatMap((item, i) => duplicatesIn(item, `${pointer}/${i}`));
  if (node.type !== 'object') return [];
  const seen = new Set<string>();
  return (node.children ?? []).flatMap((property) => {
    const [name, value] = property.children ?? [];
    if (!name || !value) return [];
    const at = `${pointer}/${String(name.value).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const again = seen.has(String(name.value)) ? [{ pointer: at, detail: 'occurs more than once' }] : [];
    seen.add(String(name.value));
    return [...again, ...duplicatesIn(value, at)];
  });
}
