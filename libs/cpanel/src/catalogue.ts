import { unknownOperation, type EarlierRow, type OperationFacts } from '@portcullis/access';
import { Defect, readTable, type TableRow } from '@portcullis/kernel';
import { operationName, readResourceParameters, WHM, type CallApi, type CatalogueRow, type PanelApi, type ResourceParameter } from './catalogue-row.js';
import type { Privilege, WhmTables } from './whm-tables.js';

const RESOURCE = '(?:domain|zone|mailbox|database|db_user|ftp_user|path|cron_line)=[A-Za-z0-9_.-]+';

const CELLS = {
  api: /^(?:uapi|api2)$/,
  module: /^[A-Za-z0-9_]+$/,
  function: /^[A-Za-z0-9_]+$/,
  feature: /^(?:-|[a-z0-9_-]+(?:\|[a-z0-9_-]+)*)$/,
  feature_evidence: /^(?:published|inferred)$/,
  access: /^(?:read|write|secret)$/,
  resource_params: new RegExp(`^(?:${RESOURCE}(?:,${RESOURCE})*)?$`),
};

/** The panel's functions: what each is called, needs and does. Immutable. */
export class Catalogue {
  readonly #rows: readonly CatalogueRow[];
  readonly #byCall = new Map<string, CatalogueRow>();
  readonly #byName = new Map<string, OperationFacts>();
  readonly #modules = new Set<string>();
  readonly #features = new Set<string>();

  /**
   * @param privileges what providers' tokens may be given, some of which open no function that is listed
   * @throws Defect naming the first row that contradicts an earlier one.
   */
  constructor(rows: readonly CatalogueRow[], readonly privileges: readonly Privilege[] = []) {
    this.#rows = rows;
    for (const row of rows) {
      const { line, api, module, facts } = row;
      if (module === WHM) throw new Defect(`line ${line}: ${WHM} stands for what has no module`);
      const call = `${api} ${facts.name}`;
      if (this.#byCall.has(call)) throw new Defect(`line ${line}: ${call} is there twice`);
      const namesake = this.#byName.get(facts.name);
      // A grant names no API, so both APIs must mean the same by a name.
      if (namesake && !means(namesake, facts)) throw new Defect(`line ${line}: ${facts.name} differs between the APIs`);
      this.#byCall.set(call, row);
      this.#byName.set(facts.name, facts);
      this.#modules.add(api === 'whm' ? WHM : module);
      if (api !== 'whm') for (const feature of facts.features) this.#features.add(feature);
    }
    for (const { name, risk } of privileges) {
      // A grant says `feature` of either: a provider's token must not hand its privilege on as a feature of accounts.
      if (this.#features.has(name)) throw new Defect(`the privilege ${name} is a feature as well`);
      // What means everything is full access, and never a grant among others.
      if (risk !== 'root') this.#features.add(name);
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

  /** The functions of WHM that a privilege opens, as far as anybody knows. */
  openedBy(privilege: string): OperationFacts[] {
    return [...this.#byCall.values()].filter(({ api, facts }) => api === 'whm' && facts.features.includes(privilege)).map(({ facts }) => facts);
  }

  /** Every function that is listed, by the name that grants call it. */
  get operations(): readonly OperationFacts[] {
    return [...this.#byName.values()];
  }

  /** Every feature and privilege that can be granted. */
  get features(): ReadonlySet<string> {
    return this.#features;
  }

  /** The same functions, with what was said of them before: the calls of requests are judged by that as well. */
  withEarlier(earlierOf: (name: string) => readonly EarlierRow[]): Catalogue {
    const rows = this.#rows.map((row) => ({ ...row, facts: withRows(row.facts, earlierOf(row.facts.name)) }));
    return new Catalogue(rows, this.privileges);
  }

  knownOperation(name: string): boolean {
    return this.#byName.has(name);
  }

  knownModule(module: string): boolean {
    return this.#modules.has(module);
  }

  /** Whether it is a feature that any function needs, or a privilege. */
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
export function parseCatalogue(tsvText: string, whm: WhmTables = { functions: [], privileges: [] }): Catalogue {
  const rows = readTable('uapi-functions.tsv', tsvText, CELLS).map(readRow);
  return new Catalogue([...rows, ...whm.functions], whm.privileges);
}

function readRow({ line, cells }: TableRow<keyof typeof CELLS>): CatalogueRow {
  const facts: OperationFacts = {
    name: `${cells.module}::${cells.function}`,
    access: cells.access as OperationFacts['access'],
    features: cells.feature === '-' ? [] : cells.feature.split('|'),
    known: true,
  };
  const resources = readResourceParameters(cells.resource_params);
  return { line, api: cells.api as PanelApi, module: cells.module, facts, resources };
}

function withRows(facts: OperationFacts, earlier: readonly EarlierRow[]): OperationFacts {
  return earlier.length === 0 ? facts : { ...facts, earlier };
}

function means(one: OperationFacts, other: OperationFacts): boolean {
  return one.access === other.access && one.features.join('|') === other.features.join('|');
}
