import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const tests = ['**/*.{spec,int-spec,e2e-spec}.{ts,tsx}'];

/** The rooms whose every answer follows from its arguments: time, randomness and ids are passed in. */
const pureRooms = [
  'libs/{kernel,access,cpanel,powerdns,catalogue,enforcement,proof}/src/**/*.ts',
  'apps/*/src/{domain,use-cases}/**/*.ts',
];

const passedIn = 'Time, randomness, ids and settings are passed in here, so that a test or a simulation chooses them.';

/** Named one by one, since the canary in tools/house has a bad file for each of them. */
const purity = {
  'no-restricted-globals': [
    'error',
    { name: 'process', message: passedIn },
    { name: 'performance', message: passedIn },
    { name: 'setTimeout', message: passedIn },
    { name: 'setInterval', message: passedIn },
    { name: 'setImmediate', message: passedIn },
    { name: 'crypto', message: `${passedIn} Hashes come from node:crypto.` },
    { name: 'globalThis', message: 'It is the way round every other fence.' },
    { name: 'global', message: 'It is the way round every other fence.' },
    { name: 'fetch', message: 'A pure room knows no network.' },
    { name: 'console', message: 'A pure room answers; its caller logs, past the redaction of secrets.' },
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: passedIn },
    { object: 'Math', property: 'random', message: passedIn },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: `The clock. ${passedIn}` },
    { selector: "CallExpression[callee.name='Date']", message: `The clock. ${passedIn}` },
  ],
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        {
          regex: '^(node:)?crypto$',
          allowImportNames: [
            'createCipheriv', 'createDecipheriv', 'createHash', 'createHmac', 'createPrivateKey', 'createPublicKey',
            'createSecretKey', 'hash', 'hkdfSync', 'KeyObject', 'sign', 'timingSafeEqual', 'verify',
          ],
          message: `Only what gives the same answer twice. ${passedIn}`,
        },
        { regex: '^(node:)?(process|timers|timers/promises|perf_hooks)$', message: passedIn },
      ],
    },
  ],
};

const nodeGlobals = [
  'AbortController', 'Buffer', 'clearInterval', 'clearTimeout', 'console', 'fetch', 'performance', 'process',
  'setImmediate', 'setInterval', 'setTimeout', 'TextDecoder', 'TextEncoder', 'URL', 'URLSearchParams',
];

export default [
  {
    ignores: ['**/dist/', '**/node_modules/', '**/coverage/', '**/*.gen.*', '.cache/', '.portcullis/', '.nx/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])) },
  },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // `import { type X }` alone would still load the module at run time.
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Inside try, a promise returned unawaited escapes the catch: a fault that looks handled.
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // An async method without await is how an interface is kept by an implementation that happens to answer at once.
      '@typescript-eslint/require-await': 'off',
    },
  },
  { files: ['apps/console/src/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
  {
    files: tests,
    rules: {
      // What comes back from JSON and from databases is judged by the expectation, not by its type.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // That a secret prints as nothing useful is itself worth a test.
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: pureRooms,
    ignores: [...tests, '**/*-for-spec.ts'],
    // A comment in a pure file cannot open the fence.
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    rules: purity,
  },
];
