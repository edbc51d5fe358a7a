import type { OperationFacts } from '@portcullis/access';
import { Defect, readTable } from '@portcullis/kernel';
import { operationName, readResourceParameters, type CatalogueRow } from './catalogue-row.js';

/** What a provider's token may be given besides single functions; panels say ACL. */
export interface Privilege {
  readonly name: string;
  /** `root`: everything. `escalates`: its holder can get round the limits of the token. */
  readonly risk: 'normal' | 'escalates' | 'root';
}

export interface WhmTables {
  readonly functions: readonly CatalogueRow[];
  readonly privileges: readonly Privilege[];
}

const RESOURCE = '(?:account|domain|zone)=[a-z_]+';
const FUNCTION_CELLS = {
  function: /^[a-z][a-z0-9_]*$/,
  access: /^(?:read|write|secret)$/,
  resource_params: new RegExp(`^(?:${RESOURCE}(?:,${RESOURCE})*)?$`),
};

const PAIRED = '[a-z][a-z0-9_]*\\??';
const PRIVILEGE_CELLS = {
  acl: /^[a-z][a-z0-9-]*$/,
  risk: /^(?:normal|escalates|root)$/,
  whm_functions: new RegExp(`^(?:${PAIRED}(?:,${PAIRED})*)?$`),
};

/**
 * Reads `whm-functions.tsv` and `whm-acls.tsv` together. Where it is likely only that a privilege opens a function (`?`), it
 * counts as if it were certain: the panel asks for its own privileges anyhow.
 *
 * @throws Defect naming the first line that is not as it must be.
 */
export function parseWhmTables(functionsTsv: string, privilegesTsv: string): WhmTables {
  const rows = readTable('whm-functions.tsv', functionsTsv, FUNCTION_CELLS);
  const features = new Map<string, string[]>();
  for (const { line, cells } of rows) {
    if (features.has(cells.function)) throw new Defect(`line ${line}: ${cells.function} is there twice (whm-functions.tsv)`);
    features.set(cells.function, []);
  }
  const privileges = new Map<string, Privilege>();
  for (const { line, cells } of readTable('whm-acls.tsv', privilegesTsv, PRIVILEGE_CELLS)) {
    const { acl, risk, whm_functions: paired } = cells;
    if (privileges.has(acl)) throw new Defect(`line ${line}: ${acl} is there twice (whm-acls.tsv)`);
    privileges.set(acl, { name: acl, risk: risk as Privilege['risk'] });
    for (const name of paired === '' ? [] : paired.replaceAll('?', '').split(',')) {
      const opened = features.get(name);
      if (opened === undefined) throw new Defect(`line ${line}: whm-functions.tsv does not list ${name} (whm-acls.tsv)`);
      if (opened.includes(acl)) throw new Defect(`line ${line}: ${name} is there twice (whm-acls.tsv)`);
      opened.push(acl);
    }
  }
  const functions = rows.map(({ line, cells }): CatalogueRow => {
    const facts: OperationFacts = {
      name: operationName('whm', '', cells.function),
      access: cells.access as OperationFacts['access'],
      features: features.get(cells.function)!,
      known: true,
    };
    return { line, api: 'whm', module: '', facts, resources: readResourceParameters(cells.resource_params) };
  });
  return { functions, privileges: [...privileges.values()] };
}
