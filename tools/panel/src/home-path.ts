import { homeOf, type Account } from './account.js';

/**
 * The path below the home directory that a caller means, `/` for the home itself. An absolute one may name the home or
 * leave it out: `/home/alice/a`, `/a` and `a` are one. `..` is followed, as a file system does. Null: outside the home.
 */
export function homePath(account: Account, directory: string, file = ''): string | null {
  const home = homeOf(account);
  const whole = directory === home || directory.startsWith(`${home}/`);
  const absolute = resolve(`${whole ? '' : home}/${directory}/${file}`);
  if (absolute === home) return '/';
  return absolute.startsWith(`${home}/`) ? absolute.slice(home.length) : null;
}

export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function resolve(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}
