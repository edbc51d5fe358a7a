export type { OwnerInFile, TenantInFile, TokenBody } from './format.js';
export * from './judge.js';
export * from './read-suite.js';
export * from './report.js';
export * from './run-file.js';
export * from './situations.js';
export * from './unknown-names.js';
