/** Deliberately impure files, and pure ones. Kept by hand, apart from the configuration, as the list of imports is. */
export interface PurityCanary {
  /** `<eslint rule> <what it restricts>`, or `noInlineConfig`. */
  fence: string;
  source: string;
}

/** Folders whose every file must be refused every one of `purityCanaries`. */
export const pureRooms = [
  'libs/kernel/src',
  'libs/access/src',
  'libs/cpanel/src',
  'libs/powerdns/src',
  'libs/catalogue/src',
  'libs/enforcement/src',
  'libs/proof/src',
  'apps/tokens/src/domain',
  'apps/tokens/src/use-cases',
];

const global = (name: string, source: string): PurityCanary => ({ fence: `no-restricted-globals ${name}`, source });

export const purityCanaries: PurityCanary[] = [
  global('process', 'export const answer = (): string | undefined => process.env.HOME;'),
  global('performance', 'export const answer = (): number => performance.now();'),
  global('setTimeout', 'export const answer = (): unknown => setTimeout(() => 1, 1);'),
  global('setInterval', 'export const answer = (): unknown => setInterval(() => 1, 1);'),
  global('setImmediate', 'export const answer = (): unknown => setImmediate(() => 1);'),
  global('crypto', 'export const answer = (): string => crypto.randomUUID();'),
  global('globalThis', 'export const answer = (): number => globalThis.Date.now();'),
  global('global', 'export const answer = (): number => global.Math.random();'),
  global('fetch', `export const answer = (): Promise<unknown> => fetch('https://example.org/');`),
  global('console', `export const answer = (): void => console.log('x');`),
  { fence: 'no-restricted-properties Date.now', source: 'export const answer = (): number => Date.now();' },
  { fence: 'no-restricted-properties Date.now', source: 'export const { now } = Date;' },
  { fence: 'no-restricted-properties Math.random', source: `export const answer = (): number => Math['random']();` },
  {
    fence: "no-restricted-syntax NewExpression[callee.name='Date'][arguments.length=0]",
    source: 'export const answer = (): Date => new Date();',
  },
  {
    fence: "no-restricted-syntax CallExpression[callee.name='Date']",
    source: 'export const answer = (): string => Date();',
  },
  {
    fence: 'no-restricted-imports ^(node:)?crypto$',
    source: `import { randomBytes } from 'node:crypto'; export const answer = (): Buffer => randomBytes(8);`,
  },
  {
    fence: 'no-restricted-imports ^(node:)?crypto$',
    source: `import * as all from 'crypto'; export const answer = (): string => all.randomUUID();`,
  },
  {
    fence: 'no-restricted-imports ^(node:)?(process|timers|timers/promises|perf_hooks)$',
    source: `import { env } from 'node:process'; export const answer = (): string | undefined => env.HOME;`,
  },
  {
    fence: 'noInlineConfig',
    source: '/* eslint-disable no-restricted-properties */\nexport const answer = (): number => Date.now();',
  },
];

/** Good files: the answer follows from the arguments. */
export const pureSources = [
  'export const answer = (nowMs: number): string => new Date(nowMs).toISOString();',
  `import { createHash } from 'node:crypto';
export const answer = (text: string): string => createHash('sha256').update(text).digest('hex');`,
];

/** Typed lint is easily switched off by a file outside every tsconfig; these fall silent when it is. */
export const typedCanaries: PurityCanary[] = [
  {
    fence: '@typescript-eslint/no-floating-promises',
    source: 'const work = (): Promise<void> => Promise.resolve();\nwork();',
  },
  {
    fence: '@typescript-eslint/switch-exhaustiveness-check',
    source: `export function answer(colour: 'red' | 'green'): void {\n  switch (colour) {\n    case 'red':\n  }\n}`,
  },
  { fence: '@typescript-eslint/no-explicit-any', source: 'export const answer = (x: any): boolean => !x;' },
  {
    fence: '@typescript-eslint/consistent-type-imports',
    source: `import { KeyObject } from 'node:crypto';
export const answer = (key: KeyObject): boolean => key.type === 'secret';`,
  },
];
