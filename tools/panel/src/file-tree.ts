import { parentOf } from './home-path.js';

/** Files by path; null is a directory. The root `/` is always there and not in the map. */
export type FileTree = Map<string, Buffer | null>;

export function isDirectory(files: FileTree, path: string): boolean {
  return path === '/' || files.get(path) === null;
}

/** Copies a file or a directory with all below it. Gives what is wrong, null when nothing is. */
export function copyTree(files: FileTree, source: string, target: string): string | null {
  if (!files.has(source)) return 'There is no such file.';
  if (target === source || target.startsWith(`${source}/`)) return 'A directory cannot go into itself.';
  if (!isDirectory(files, parentOf(target))) return 'There is no such directory.';
  for (const [path, content] of below(files, source)) files.set(target + path.slice(source.length), content);
  return null;
}

/** Removes a file or a directory with all below it. */
export function removeTree(files: FileTree, path: string): string | null {
  if (!files.has(path)) return 'There is no such file.';
  for (const [each] of below(files, path)) files.delete(each);
  return null;
}

/** A path and all below it. */
function below(files: FileTree, path: string): [string, Buffer | null][] {
  return [...files].filter(([each]) => each === path || each.startsWith(`${path}/`));
}
