import * as accounts from './accounts.js';
import * as audit from './audit.js';
import * as bulk from './bulk.js';
import * as catalogue from './catalogue.js';
import * as denials from './denials.js';
import * as enforcement from './enforcement.js';
import * as keys from './keys.js';
import type { HttpOperation } from './operation.js';
import * as receipts from './receipts.js';
import * as rights from './rights.js';
import * as sessions from './sessions.js';
import * as shards from './shards.js';
import * as tenants from './tenants.js';
import * as tokens from './tokens.js';
import * as verify from './verify.js';

/** Every operation of the public API, by the name that documents, clients and tests call it by. */
export const HTTP_OPERATIONS: Readonly<Record<string, HttpOperation>> = { ...accounts, ...audit, ...bulk, ...denials, ...catalogue, ...enforcement, ...keys, ...receipts, ...rights, ...sessions, ...shards, ...tenants, ...tokens, ...verify };
