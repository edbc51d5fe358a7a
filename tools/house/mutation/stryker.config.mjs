/** Breaks the decision in every small way, one at a time, and counts how many of the ways some test notices. */
export default {
  mutate: ['libs/access/src/**/*.ts', '!libs/access/src/**/*spec.ts'],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: { projectType: 'custom', configFile: 'tools/house/mutation/jest.config.mjs', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  // A machine that is busy elsewhere must not pass for a test that noticed: three times as long as the tests took, and this much more.
  // Each endless loop costs it, and one mutant in sixteen is one.
  timeoutFactor: 3,
  timeoutMS: 8_000,
  dryRunTimeoutMinutes: 15,
  concurrency: 2,
  // What a mutated file needs to be tested, and no more: the copy is made afresh each time.
  ignorePatterns: ['/*', '!/libs', '/libs/*', '!/libs/access', '!/jest.config.mjs', '!/.swcrc', '!/package.json', '!/tsconfig*.json', '!/tools', '/tools/*', '!/tools/house', '/tools/house/*', '!/tools/house/mutation'],
  tempDirName: '.cache/mutation/sandbox',
  reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
  jsonReporter: { fileName: '.cache/mutation/report.json' },
  htmlReporter: { fileName: '.cache/mutation/report.html' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 92, break: 90 },
  allowEmpty: false,
  disableTypeChecks: 'libs/access/src/**/*.ts',
};
