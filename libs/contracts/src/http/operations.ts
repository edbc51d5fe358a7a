import type { HttpOperation } from './operation.js';
import * as tenants from './tenants.js';
import * as tokens from './tokens.js';

/** Every operation of the public API, by the name that documents, clients and tests call it by. */
export const HTTP_OPERATIONS: Readonly<Record<string, HttpOperation>> = { ...tenants, ...tokens };
