import { readFileSync } from 'node:fs';
import { parseCatalogue, type Catalogue } from './catalogue.js';
import { parseWhmTables } from './whm-tables.js';

/** `data/` stands beside `src/` and beside `dist/`, so one relative path serves both. */
const table = (name: string): string => readFileSync(new URL(`../data/${name}.tsv`, import.meta.url), 'utf8');

/**
 * The catalogue that comes with this version. Reads files: once, at the start of a process.
 *
 * @throws Defect when one is not as it must be.
 */
export function loadCatalogue(): Catalogue {
  return parseCatalogue(table('uapi-functions'), parseWhmTables(table('whm-functions'), table('whm-acls')));
}
