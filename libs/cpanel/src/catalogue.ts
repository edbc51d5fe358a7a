import { unknownOperation, type OperationFacts } from '@portcullis/access';
import { Defect } from '@portcullis/kernel';
import { readTable, type TableRow } from './read-table.js';
import type { Privilege, WhmTables } from './whm-tables.js';

/** `uapi`: called as `/execute/Module/function`. `api2`: its elder. `whm`: the provider's own functions, without modules. */
export type CallApi = 'uapi' | 'api2' | 'whm';

/** The two APIs of accounts. */
export type PanelApi = Exclude<CallApi, 'whm'>;

export type ResourceKind = 'domain' | 'zone' | 'mailbox' | 'database' | 'db_user' | 'ftp_user' | 'path' | 'cron_line' | 'account';

/** A parameter whose values name things that the call touches. */
export interface ResourceParameter {
  readonly kind: ResourceKind;
  readonly parameter: string;
}

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

export interface CatalogueRow {
  /** Of its file, for complaints. */
  readonly line: number;
  readonly api: CallApi;
  /** Empty for `whm`. */
  readonly module: string;
  readonly facts: OperationFacts;
  readonly resources: readonly ResourceParameter[];
}

/** In place of the module that a provider's functions have not. */
const WHM = 'WHM';

/** As grants name a function. Those of a provider have no module: `WHM` stands for it. */
export function operationName(api: CallApi, module: string, functionName: string): string {
  return `${api === 'whm' ? WHM : module}::${functionName}`;
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

  /**
   * @param privileges what providers' tokens may be given, some of which open no function that is listed
   * @throws Defect naming the first row that contradicts an earlier one.
   */
  constructor(rows: readonly CatalogueRow[], readonly privileges: readonly Privilege[] = []) {
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

function means(one: OperationFacts, other: OperationFacts): boolean {
  return one.access === other.access && one.features.join('|') === other.features.join('|');
}
