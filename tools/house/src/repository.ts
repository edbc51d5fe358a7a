import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

const notOurs = new Set(['node_modules', 'dist', 'coverage', '.git', '.nx', '.cache', '.portcullis']);

/** Paths, relative to the root, of every file that a person wrote and every folder it lies in. */
export function writtenPaths(under = ''): string[] {
  return readdirSync(join(root, under), { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name))
    .flatMap((entry) => {
      const path = under ? `${under}/${entry.name}` : entry.name;
      return entry.isDirectory() ? [path, ...writtenPaths(path)] : [path];
    });
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export function readJson<T>(path: string): T {
  return JSON.parse(read(path)) as T;
}

export const isSource = (path: string): boolean => /\.(tsx?|mjs|js|sql)$/.test(path) && !/\.gen\./.test(path);
/** What tests share among themselves, `x-for-spec.ts`, is as little built as they are. */
export const isTest = (path: string): boolean => /[.-]spec\.tsx?$/.test(path);
