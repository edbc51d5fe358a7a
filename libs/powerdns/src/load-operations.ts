import { readdirSync, readFileSync } from 'node:fs';
import { parseOperations, type Operations } from './operations.js';

/** A folder for each version of the table. It stands beside `src/` and beside `dist/`, so one relative path serves both. */
export const POWERDNS_TABLES = new URL('../data/', import.meta.url);

/**
 * The newest table as it lies there. Services take `libs/catalogue`, which checks that no published version was changed, and knows
 * what earlier ones said. Reads a file: once, at the start of a process.
 *
 * @throws Defect when the file is not as it must be.
 */
export function loadOperations(): Operations {
  const newest = Math.max(...readdirSync(POWERDNS_TABLES).map(Number).filter(Number.isInteger));
  return parseOperations(readFileSync(new URL(`${newest}/operations.tsv`, POWERDNS_TABLES), 'utf8'));
}
