import type { Leaf } from '@portcullis/access';
import type { PanelCall } from './call.js';
import { listed, namedLeaf, UNREAD_NAME } from './leaf-name.js';

/** In place of a file, also of its name in an upload: nobody knows which. No grant of one path means it, since none holds a `*`. */
export const ANYTHING = '*';

/** `/home`, or `/home2` and so on where a server has several disks. */
const HOME = /^\/home\d{0,3}\/([^/]+)(\/.*)?$/s;

/** A path below the home directory; null for what lies outside, or leads back by `..`, or means another home. */
export function homePath(text: string, user: string | null): string | null {
  // Blanks around a name are dropped by some; a tilde is another home, or a name; what is left of a percent sign, some decode once more.
  if (text !== text.trim() || text.startsWith('~') || text.includes('%')) return null;
  let path = text;
  if (text.startsWith('/')) {
    const [, owner, below = ''] = HOME.exec(text.replace(/\/{2,}/g, '/')) ?? [];
    if (owner === undefined || owner !== user) return null;
    path = below;
  }
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? null : `/${parts.join('/')}`;
}

export function pathLeaf(text: string, user: string | null): Leaf {
  const path = homePath(text, user);
  return path === null ? UNREAD_NAME : namedLeaf('path', path);
}

/** Everything that one value may name: it as a whole, and each of a list. */
export function pathLeaves(value: string, user: string | null): Leaf[] {
  const parts = listed(value);
  return [...(parts.length > 1 ? parts : []), value].map((part) => pathLeaf(part, user));
}

/** `dir` and the files in it, which other parameters or the parts of an upload name. */
export function joinedLeaves(directories: readonly string[], files: readonly string[], user: string | null): Leaf[] {
  return directories.flatMap((directory) => files.map((file): Leaf => {
    // Whether an absolute file lies in the directory or not is read in either way.
    const path = file.startsWith('/') || file.startsWith('~') ? null : homePath(directory, user);
    if (path !== null && file === ANYTHING) return { kind: 'path', path: `${path === '/' ? '' : path}/*` };
    return path === null ? UNREAD_NAME : pathLeaf(`${path.slice(1)}/${file}`.replace(/^\//, ''), user);
  }));
}

/** All that lies below what a value may name. */
export function belowLeaves(value: string, user: string | null): Leaf[] {
  return joinedLeaves([value, ...listed(value)], [ANYTHING], user);
}

/** What API 2's `fileop` does with each source in each destination. */
export function fileopLeaves({ arguments: given }: PanelCall, user: string | null): Leaf[] {
  const sources = given.named('sourcefiles').map(({ value }) => value);
  const targets = given.named('destfiles').map(({ value }) => value);
  const ops = given.named('op').map(({ value }) => value);
  const isOnly = (known: RegExp): boolean => ops.length > 0 && ops.every((op) => known.test(op));
  const eachSource = sources.flatMap((source) => [source, ...listed(source)]);
  const eachTarget = targets.flatMap((target) => [target, ...listed(target)]);
  const into = joinedLeaves(eachTarget, eachSource.map((source) => source.replace(/\/+$/, '').replace(/^.*\//s, '')), user);
  // A source may be a directory, and all that lies below it goes along, to below the target.
  const below = isOnly(/^(?:chmod|mkdir)$/) ? [] : sources.flatMap((source) => belowLeaves(source, user));
  // Without a destination it is where the source lies.
  const stays = isOnly(/^(?:chmod|unlink|trash)$/);
  const beside = !stays && (targets.length === 0 || targets.includes('')) ? eachSource.map((source) => parentLeaf(source, user)) : [];
  const filled = stays || isOnly(/^mkdir$/) ? [] : targets.flatMap((target) => belowLeaves(target, user));
  // What comes out of an archive may lie anywhere: only who was given all of that may have it.
  const unpacks = !isOnly(/^(?:copy|move|rename|link|chmod|unlink|trash|mkdir)$/);
  return [...into, ...beside, ...below, ...filled, ...(unpacks && targets.length === 0 ? joinedLeaves([''], [ANYTHING], user) : [])];
}

function parentLeaf(text: string, user: string | null): Leaf {
  const path = homePath(text, user);
  return path === null ? UNREAD_NAME : namedLeaf('path', path.slice(0, path.lastIndexOf('/')) || '/');
}
