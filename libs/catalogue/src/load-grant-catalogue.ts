import { PANEL_TABLES } from '@portcullis/cpanel';
import { POWERDNS_TABLES } from '@portcullis/powerdns';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { composeCatalogue, type PortcullisCatalogue } from './compose-catalogue.js';
import { checkedVersions, INDEX_FILE, type TableVersions } from './table-versions.js';

/** `data/` stands beside `src/` and beside `dist/`, so one relative path serves both. */
const OWN_TABLES = new URL('../data/', import.meta.url);

/**
 * The catalogue that comes with this version. Reads files: once, at the start of a process.
 * @throws Defect when a table is not as it must be, or not as it was published
 */
export function loadGrantCatalogue(): PortcullisCatalogue {
  const [panel, powerdns, own] = [PANEL_TABLES, POWERDNS_TABLES, OWN_TABLES].map(readVersions) as [TableVersions, TableVersions, TableVersions];
  const newest = Math.max(panel.newest, powerdns.newest, own.newest);
  return composeCatalogue(Array.from({ length: newest }, (_, index) => {
    const version = index + 1;
    return {
      uapiFunctions: panel.textOf('uapi-functions.tsv', version),
      whmFunctions: panel.textOf('whm-functions.tsv', version),
      whmAcls: panel.textOf('whm-acls.tsv', version),
      powerdnsOperations: powerdns.textOf('operations.tsv', version),
      escalations: own.textOf('escalations.tsv', version),
      rollingFeatures: own.textOf('rolling-features.tsv', version),
      presets: own.textOf('presets.json', version),
    };
  }));
}

function readVersions(folder: URL): TableVersions {
  const versions = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const paths = versions.flatMap((version) => readdirSync(new URL(`${version}/`, folder)).map((name) => `${version}/${name}`));
  const files = new Map(paths.map((path) => [path, readFileSync(new URL(path, folder))]));
  return checkedVersions(fileURLToPath(folder).replace(/\/$/, ''), readFileSync(new URL(INDEX_FILE, folder), 'utf8'), files);
}
