import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const swc = JSON.parse(readFileSync(here('./.swcrc'), 'utf8'));
delete swc.exclude;
delete swc.$schema;
swc.module = { type: 'commonjs' };

/** Nest 12 is ESM only and jest on Node 20 runs CommonJS, so swc turns these packages (and ours) into CommonJS. */
const esmOnly = '@nestjs|cookie|content-disposition|file-type|load-esm|get-port';

const common = {
  rootDir: here('.'),
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@portcullis/source', 'node', 'require', 'default'] },
  transform: { '^.+\\.(m?ts|m?js)$': ['@swc/jest', { ...swc, swcrc: false, sourceMaps: 'inline' }] },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${esmOnly})/)`],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  moduleFileExtensions: ['ts', 'mjs', 'js', 'json', 'node'],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/\\.portcullis', '<rootDir>/\\.cache', '<rootDir>/\\.nx'],
};

/**
 * Three kinds of test, told apart by file name:
 * `x.spec.ts` touches no I/O, `x.int-spec.ts` a real Postgres and NATS, `x.e2e-spec.ts` the whole stack in processes of its own.
 */
export default {
  // Shared machines stall for seconds: a test that hangs is told from one that waits for its turn.
  testTimeout: 60_000,
  reporters: ['default', here('./tools/house/bin/plain-summary-reporter.mjs')],
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/{apps,libs,tools}/*/src/**/*.spec.ts'] },
    {
      ...common,
      displayName: 'integration',
      testMatch: ['<rootDir>/{apps,libs,tools}/*/src/**/*.int-spec.ts'],
      globalSetup: here('./libs/testkit/src/integration/global-setup.ts'),
      globalTeardown: here('./libs/testkit/src/integration/global-teardown.ts'),
    },
    {
      ...common,
      displayName: 'e2e',
      testMatch: ['<rootDir>/apps/e2e/src/**/*.e2e-spec.ts'],
      globalSetup: here('./libs/testkit/src/e2e/global-setup.ts'),
      globalTeardown: here('./libs/testkit/src/e2e/global-teardown.ts'),
    },
  ],
};
