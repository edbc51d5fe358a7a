import { readdirSync, readFileSync } from 'node:fs';
import { parseCatalogue, type Catalogue } from './catalogue.js';
import { parseWhmTables } from './whm-tables.js';

/** A folder for each version of the tables. It stands beside `src/` and beside `dist/`, so one relative path serves both. */
export const PANEL_TABLES = new URL('../data/', import.meta.url);

/**
 * The newest tables as they lie there, for whoever asks nothing else. Services take `libs/catalogue`, which checks that no published
 * version was changed, and knows what earlier ones said. Reads files: once, at the start of a process.
 *
 * @throws Defect when one is not as it must be.
 */
export function loadCatalogue(): Catalogue {
  const versions = readdirSync(PANEL_TABLES).filter((name) => /^\d+$/.test(name)).sort((one, other) => Number(one) - Number(other));
  const files = new Map(versions.flatMap((version) => readdirSync(new URL(`${version}/`, PANEL_TABLES)).map((name) => [name, `${version}/${name}`] as const)));
  const table = (name: string): string => readFileSync(new URL(files.get(`${name}.tsv`)!, PANEL_TABLES), 'utf8');
  return parseCatalogue(table('uapi-functions'), parseWhmTables(table('whm-functions'), table('whm-acls')));
}
