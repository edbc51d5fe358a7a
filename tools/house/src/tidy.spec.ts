import { disagreements, importsOf, packageOf } from './dependencies.js';
import { isSource, isTest, read, readJson, writtenPaths } from './repository.js';

const paths = writtenPaths();
const homes = paths
  .filter((path) => /^(apps|libs|tools)\/[^/]+\/package\.json$/.test(path))
  .map((path) => path.replace('/package.json', ''));

/** Needed, though nothing is imported: started as processes, so built before; or compiled by the tests that use it. */
const startedNotImported: Record<string, string[]> = {
  'tools/stack': ['audit', 'gateway', 'panel', 'permissions', 'tokens'].map((name) => `@portcullis/${name}`),
  // Its built files are served.
  'apps/gateway': ['@portcullis/console'],
  'apps/e2e': ['@portcullis/cli', '@portcullis/stack', 'cpanel-uapi'],
  'tools/bench': ['@portcullis/stack'],
};

const linesOf = (path: string): number => read(path).trimEnd().split('\n').length;
const testsThat = (pattern: RegExp): string[] => paths.filter((path) => isTest(path) && pattern.test(read(path)));

/** `setTimeout` of jest itself sets a deadline and waits for nothing. */
const waiting = /\bsleep\(|(?<!jest\.)\bsetTimeout\(|promisify\(setTimeout|timers\/promises/;
const focused = /\b(describe|it|test)(\.\w+)*\.only\(|\b(fit|fdescribe)\(/;
const emptyWord = /(^|[-._])(utils?|helpers?|common|managers?)([-._]|$)/i;

describe('the repository', () => {
  it('has no hand-written file that is too long to be read in one go', () => {
    const long = paths.filter(isSource).filter((path) => linesOf(path) > 300);
    expect(long.map((path) => `${path}: ${linesOf(path)} lines`)).toEqual([]);
  });

  it('has a short README in every package', () => {
    const readmes = homes.map((home) => `${home}/README.md`);
    const lines = readmes.map((path) => ({ path, count: paths.includes(path) ? linesOf(path) : 0 }));
    const unread = lines.filter(({ count }) => count < 5 || count > 40);
    expect(unread.map(({ path, count }) => `${path}: ${count} lines`)).toEqual([]);
  });

  it('names files by what they are about', () => {
    expect(paths.filter((path) => emptyWord.test(path.split('/').at(-1)!))).toEqual([]);
  });

  it('lists in each package.json what its sources import, and nothing else', () => {
    const unlisted = homes.flatMap((home) => {
      const sources = paths.filter((path) => path.startsWith(`${home}/`) && /\.(tsx?|mjs)$/.test(path));
      return disagreements(home, sources, startedNotImported[home]);
    });
    expect(unlisted).toEqual([]);
  });

  it('starts from a bare clone: what runs before the install imports nothing but Node', () => {
    const bootstrap = ['start', 'test', 'bench', 'chaos', 'screenshots'].map((name) => `tools/house/bin/${name}.mjs`);
    for (const path of bootstrap) {
      for (const inner of importsOf(read(path)).filter((name) => name.startsWith('./'))) {
        const found = `tools/house/bin/${inner.slice(2)}`;
        if (!bootstrap.includes(found)) bootstrap.push(found);
      }
    }
    expect(bootstrap.flatMap((path) => importsOf(read(path))).filter(packageOf)).toEqual([]);
  });

  it('keeps download addresses out of the lock file, so that any registry may serve it', () => {
    type Lock = { packages: Record<string, { resolved?: string; link?: boolean }> };
    const { packages } = readJson<Lock>('package-lock.json');
    const addressed = Object.entries(packages).filter(([, entry]) => entry.resolved !== undefined && !entry.link);
    expect(addressed.map(([name]) => name)).toEqual([]);
  });

  it('runs all of its tests', () => {
    expect(testsThat(focused)).toEqual([]);
  });

  it('waits in tests for conditions, never for time', () => {
    expect(testsThat(waiting)).toEqual([]);
  });
});

describe('the tidy checks', () => {
  it('see every way of importing', () => {
    const source = [
      `import a, { type B } from 'a';`,
      `import type { C } from '@s/c/inner';`,
      `export * from 'd';`,
      `type E = import('e').E;`,
      `await import('f');`,
      `require('g');`,
      `import { h } from './h.js'; import fs from 'node:fs';`,
    ].join('\n');
    expect(importsOf(source).map(packageOf).filter(Boolean).sort()).toEqual(['@s/c', 'a', 'd', 'e', 'f', 'g']);
  });

  it.each(['utils.ts', 'string-utils.ts', 'helpers', 'common', 'token-manager.ts', 'test.helper.ts'])(
    'refuse the name %s',
    (name) => expect(emptyWord.test(name)).toBe(true),
  );

  it.each(['commonmark.ts', 'utilisation.ts', 'manage-tokens.ts'])('allow the name %s', (name) => {
    expect(emptyWord.test(name)).toBe(false);
  });

  it('know a focused test and a wait when they see one', () => {
    const [only, sleep, timeout] = ['only', 'sleep', 'setTimeout'];
    expect(focused.test(`it.each([1]).${only}('x')`) || focused.test(`describe.${only}('x')`)).toBe(true);
    expect(waiting.test(`await ${sleep}(5)`) && waiting.test(`${timeout}(done, 5)`)).toBe(true);
    expect(waiting.test(`jest.${timeout}(60_000)`)).toBe(false);
  });
});
