import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Every room of the house, also those yet to be built: a fence stands before there is anything behind it. */
const packages = {
  apps: ['gateway', 'tokens', 'permissions', 'audit', 'console', 'cli', 'e2e'],
  libs: [
    'kernel', 'access', 'cpanel', 'powerdns', 'catalogue', 'enforcement', 'proof', 'contracts', 'verifier', 'authority', 'client',
    'platform', 'testkit',
  ],
  tools: ['stack', 'panel', 'house'],
};
const doors = ['nats-client', 'nats', 'postgres', 'outbox', 'runtime'];
const layers = ['domain', 'use-cases', 'persistence', 'transport'];
const npmPackages = [
  '@nats-io/transport-node', '@nestjs/common', '@nestjs/typeorm', 'express', 'fast-check', 'fastify', 'openapi-fetch', 'pg', 'react',
  'rxjs', 'typeorm', 'zod',
];

const anything = 'export const it = 1;\nexport type It = number;\n';

export interface CanaryTree {
  folder: string;
  remove(): void;
}

/**
 * A temporary folder shaped like this repository: a stub for every package, and the given files (path → source).
 * Workspace names resolve as they do here, through links in node_modules and the `@portcullis/source` condition.
 */
export function plantTree(root: string, files: ReadonlyMap<string, string>): CanaryTree {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-canary-')));
  const write = (path: string, content: string): void => {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  mkdirSync(join(folder, 'node_modules/@portcullis'), { recursive: true });
  for (const [shelf, names] of Object.entries(packages)) {
    for (const name of names) {
      const home = `${shelf}/${name}`;
      const entries = name === 'platform' ? doors.map((door) => `${door}/`) : [''];
      write(`${home}/package.json`, JSON.stringify({
        name: `@portcullis/${name}`,
        type: 'module',
        exports: Object.fromEntries(entries.map((entry) => [
          entry ? `./${basename(entry)}` : '.',
          { '@portcullis/source': `./src/${entry}index.ts`, default: `./dist/${entry}index.js` },
        ])),
      }));
      for (const entry of entries) write(`${home}/src/${entry}index.ts`, anything);
      symlinkSync(join(folder, home), join(folder, 'node_modules/@portcullis', name));
    }
  }
  for (const layer of layers) write(`apps/tokens/src/${layer}/index.ts`, anything);
  for (const name of npmPackages) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
  }
  write('package.json', JSON.stringify({ name: 'canary', workspaces: ['apps/*', 'libs/*', 'tools/*'] }));
  write('tsconfig.json', JSON.stringify({
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { types: ['node'], typeRoots: [join(root, 'node_modules/@types')] },
    include: ['apps/*/src', 'libs/*/src', 'tools/*/src'],
  }));
  for (const [path, source] of files) write(path, `${source}\n`);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
