import { readFileSync } from 'node:fs';
import { parseOperations, type Operations } from './operations.js';

/** `data/` stands beside `src/` and beside `dist/`, so one relative path serves both. */
const OPERATIONS = new URL('../data/operations.tsv', import.meta.url);

/**
 * The table that comes with this version. Reads a file: once, at the start of a process.
 *
 * @throws Defect when the file is not as it must be.
 */
export function loadOperations(): Operations {
  return parseOperations(readFileSync(OPERATIONS, 'utf8'));
}
