import { readFileSync } from 'node:fs';
import { parseCatalogue, type Catalogue } from './catalogue.js';

/** `data/` stands beside `src/` and beside `dist/`, so one relative path serves both. */
const FUNCTIONS = new URL('../data/uapi-functions.tsv', import.meta.url);

/**
 * The catalogue that comes with this version. Reads a file: once, at the start of a process.
 *
 * @throws Defect when the file is not as it must be.
 */
export function loadCatalogue(): Catalogue {
  return parseCatalogue(readFileSync(FUNCTIONS, 'utf8'));
}
