import { unknownOperation, type OperationFacts } from '@portcullis/access';
import { Defect } from '@portcullis/kernel';
import type { CallApi } from './call.js';

/** The two APIs of accounts. */
export type PanelApi = Exclude<CallApi, 'whm'>;

export type ResourceKind = 'domain' | 'zone' | 'mailbox' | 'database' | 'db_user' | 'ftp_user' | 'path' | 'cron_line' | 'account';

/** A parameter whose values name things that the call touches. */
export interface ResourceParameter {
  readonly kind: ResourceKind;
  readonly parameter: string;
}

const COLUMNS = ['api', 'module', 'function', 'feature', 'feature_evidence', 'access', 'resource_params'] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

const RESOURCE = '(?:domain|zone|mailbox|database|db_user|ftp_user|path|cron_line)=[A-Za-z0-9_.-]+';

/** What each column may hold. A cell that nobody foresaw could widen what tokens may do, so it stops the start. */
const CELLS: Readonly<Record<keyof Row, RegExp>> = {
  api: /^(?:uapi|api2)$/,
  module: /^[A-Za-z0-9_]+$/,
  function: /^[A-Za-z0-9_]+$/,
  feature: /^(?:-|[a-z0-9_-]+(?:\|[a-z0-9_-]+)*)$/,
  feature_evidence: /^(?:published|inferred)$/,
  access: /^(?:read|write|secret)$/,
  resource_params: new RegExp(`^(?:${RESOURCE}(?:,${RESOURCE})*)?$`),
};

export interface CatalogueRow {
  /** Of its file, for complaints. */
  readonly line: number;
  readonly api: CallApi;
  /** Empty for `whm`. */
  readonly module: string;
  readonly facts: OperationFacts;
  readonly resources: readonly ResourceParameter[];
}

/** As grants name a function. Those of a provider have no module: `WHM` stands for it. */
export function operationName(api: CallApi, module: string, functionName: string): string {
  return `${api === 'whm' ? 'WHM' : module}::${functionName}`;
}

/** Reads `kind=parameter,kind=parameter`, a cell that was checked before. */
export function readResourceParameters(cell: string): ResourceParameter[] {
  return cell === '' ? [] : cell.split(',').map((pair) => {
    const [kind, parameter] = pair.split('=') as [ResourceKind, string];
    return { kind, parameter };
  });
}

/** The panel's functions: what each is called, needs and does. Immutable. */
export class Catalogue {
  readonly #byCall = new Map<string, CatalogueRow>();
  readonly #byName = new Map<string, OperationFacts>();
  readonly #modules = new Set<string>();
  readonly #features = new Set<string>();

  /** @throws Defect naming the first row that contradicts an earlier one. */
  constructor(rows: readonly CatalogueRow[]) {
    for (const row of rows) {
      const { line, api, module, facts } = row;
      const call = `${api} ${facts.name}`;
      if (this.#byCall.has(call)) throw new Defect(`line ${line}: ${call} is there twice`);
      const namesake = this.#byName.get(facts.name);
      // A grant names no API, so both APIs must mean the same by a name.
      if (namesake && !means(namesake, facts)) throw new Defect(`line ${line}: ${facts.name} differs between the APIs`);
      this.#byCall.set(call, row);
      this.#byName.set(facts.name, facts);
      this.#modules.add(api === 'whm' ? 'WHM' : module);
      for (const feature of facts.features) this.#features.add(feature);
    }
  }

  /** A function as it is called. Of one that is not listed nobody knows what it does: see `unknownOperation`. */
  operation(api: CallApi, module: string, functionName: string): OperationFacts {
    const name = operationName(api, module, functionName);
    return this.#byCall.get(`${api} ${name}`)?.facts ?? unknownOperation(name);
  }

  /** Which parameters of a function name what it touches; none for one that is not listed. */
  resources(api: CallApi, module: string, functionName: string): readonly ResourceParameter[] {
    return this.#byCall.get(`${api} ${operationName(api, module, functionName)}`)?.resources ?? [];
  }

  /** A function as grants name it, whichever API it belongs to. Bound, since `exceeds` takes it by itself. */
  readonly operationNamed = (name: string): OperationFacts => this.#byName.get(name) ?? unknownOperation(name);

  knownOperation(name: string): boolean {
    return this.#byName.has(name);
  }

  knownModule(module: string): boolean {
    return this.#modules.has(module);
  }

  /** Whether any function needs this feature. */
  knownFeature(feature: string): boolean {
    return this.#features.has(feature);
  }
}

/**
 * Reads `uapi-functions.tsv`: tab-separated, the first line names the columns. The README of this package says what
 * they mean.
 *
 * @throws Defect naming the first line that is not as it must be.
 */
export function parseCatalogue(tsvText: string): Catalogue {
  const [heading, ...lines] = tsvText.split('\n');
  if (heading !== COLUMNS.join('\t')) throw new Defect('line 1: the columns are not the expected ones');
  if (lines.pop() !== '') throw new Defect(`line ${lines.length + 2}: the last line has no end: more may be missing`);
  if (lines.length === 0) throw new Defect('line 2: there are no functions');
  return new Catalogue(lines.map((text, index) => readRow(text, index + 2)));
}

function readRow(text: string, line: number): CatalogueRow {
  const cells = text.split('\t');
  if (cells.length !== COLUMNS.length) throw new Defect(`line ${line}: ${cells.length} columns, not ${COLUMNS.length}`);
  const row = Object.fromEntries(COLUMNS.map((column, index) => [column, cells[index]])) as Row;
  for (const column of COLUMNS) {
    const cell = row[column];
    if (!CELLS[column].test(cell)) throw new Defect(`line ${line}: ${column} cannot be ${JSON.stringify(cell)}`);
  }
  const facts: OperationFacts = {
    name: `${row.module}::${row.function}`,
    access: row.access as OperationFacts['access'],
    features: row.feature === '-' ? [] : row.feature.split('|'),
    known: true,
  };
  const resources = readResourceParameters(row.resource_params);
  return { line, api: row.api as PanelApi, module: row.module, facts, resources };
}

function means(one: OperationFacts, other: OperationFacts): boolean {
  return one.access === other.access && one.features.join('|') === other.features.join('|');
}
