import { canonicalOperation, MANAGEMENT_OPERATIONS, managementOperation, unknownOperation, type EarlierRow, type Escalation, type GrantCatalogue, type OperationFacts, type Preset } from '@portcullis/access';
import { parseCatalogue, parseWhmTables, type Catalogue, type Privilege } from '@portcullis/cpanel';
import { assert, Defect } from '@portcullis/kernel';
import { parseOperations, type Operations } from '@portcullis/powerdns';
import { parseEscalations } from './escalations.js';
import { earlierRows } from './history.js';
import { parsePresets } from './presets.js';
import { checkRolling, parseRollingFeatures } from './rolling-features.js';

/** The tables of one version, as they are written. */
export interface CatalogueTables {
  readonly uapiFunctions: string;
  readonly whmFunctions: string;
  readonly whmAcls: string;
  readonly powerdnsOperations: string;
  readonly escalations: string;
  readonly rollingFeatures: string;
  readonly presets: string;
}

/** A feature of accounts, or a privilege of providers: a grant names either in the same way. */
export interface CatalogueFeature {
  readonly name: string;
  /** Null for a feature of accounts. */
  readonly risk: Privilege['risk'] | null;
  /** Whether grants that are given now come to mean functions that are added later. */
  readonly rolling: boolean;
}

/** Everything that can be granted, in all its versions, and the tables by which requests are read. Immutable. */
export interface PortcullisCatalogue extends GrantCatalogue {
  /** Every operation of today, ours too, in order of names; each by its one name. */
  readonly operations: readonly OperationFacts[];
  /** By name. */
  readonly features: readonly CatalogueFeature[];
  /** The newest, in the order of the file. */
  readonly presets: readonly Preset[];
  /** The names of presets that hold the operation in one version or another. */
  readonly presetsWith: (operation: string) => readonly string[];
  readonly knownFeature: (feature: string) => boolean;
  readonly knownModule: (module: string) => boolean;
  /** What requests to cPanel and WHM are read by. Its operations know their earlier rows too. */
  readonly panel: Catalogue;
  /** What requests to PowerDNS are read by, likewise. */
  readonly powerdns: Operations;
}

interface Version {
  readonly panel: Catalogue;
  readonly powerdns: Operations;
  readonly operationNamed: (name: string) => OperationFacts;
  readonly escalations: ReadonlyMap<string, Escalation>;
  readonly rolling: ReadonlySet<string>;
  readonly presets: ReadonlyMap<string, Preset>;
}

/**
 * Puts the versions together, the first first.
 * @throws Defect naming the version and what in it is not as it must be
 */
export function composeCatalogue(tables: readonly CatalogueTables[]): PortcullisCatalogue {
  const versions = tables.map((texts, index) => inVersion(index + 1, () => readVersion(texts)));
  checkAllRolling(versions);
  const newest = versions.at(-1);
  assert(newest !== undefined, 'a catalogue has a version');
  const at = (version: number): Version => versions[Math.min(version, versions.length) - 1] ?? newest;

  const earlier = earlierByName(versions);
  const panel = newest.panel.withEarlier((name) => earlier.get(name) ?? []);
  const powerdns = newest.powerdns.withEarlier((name) => earlier.get(name) ?? []);
  const operationNamed = namedIn(panel, powerdns, (name) => {
    const rows = earlier.get(name);
    return { ...unknownOperation(name), ...(rows && { earlier: rows }) };
  });
  const holding = presetsByOperation(versions);
  return {
    version: versions.length,
    operationNamed,
    presetNamed: (name, version) => at(version).presets.get(name) ?? null,
    isRolling: (feature, version) => at(version).rolling.has(feature),
    escalationOf: (name) => newest.escalations.get(canonicalOperation(name)) ?? null,
    operations: [...MANAGEMENT_OPERATIONS.map((name) => managementOperation(name)), ...panel.operations, ...powerdns.operations].filter(({ name }) => isCanonical(name)).sort(byName),
    features: featuresOf(newest),
    presets: [...newest.presets.values()],
    presetsWith: (operation) => holding.get(operation) ?? [],
    knownFeature: (feature) => panel.knownFeature(feature),
    knownModule: (module) => panel.knownModule(module) || powerdns.knownModule(module),
    panel,
    powerdns,
  };
}

function readVersion(texts: CatalogueTables): Version {
  const panel = parseCatalogue(texts.uapiFunctions, parseWhmTables(texts.whmFunctions, texts.whmAcls));
  const powerdns = parseOperations(texts.powerdnsOperations);
  const operationNamed = namedIn(panel, powerdns, unknownOperation);
  const escalations = parseEscalations(texts.escalations, (name) => operationNamed(name).known && operationNamed(name).name === name);
  const presets = parsePresets(texts.presets, { operationNamed, escalationOf: (name) => escalations.get(name) ?? null });
  return { panel, powerdns, operationNamed, escalations, rolling: parseRollingFeatures(texts.rollingFeatures, (feature) => panel.knownFeature(feature)), presets };
}

/** Their modules have different names, so that no name means two things. */
function namedIn(panel: Catalogue, powerdns: Operations, otherwise: (name: string) => OperationFacts): (name: string) => OperationFacts {
  return (name) => {
    const canonical = canonicalOperation(name);
    const facts = managementOperation(canonical) ?? powerdns.operationNamed(canonical);
    if (facts.known) return facts;
    const ofPanel = panel.operationNamed(canonical);
    return ofPanel.known ? ofPanel : otherwise(name);
  };
}

/** Only those that were something else once. */
function earlierByName(versions: readonly Version[]): ReadonlyMap<string, readonly EarlierRow[]> {
  if (versions.length < 2) return new Map();
  const names = new Set(versions.flatMap(({ panel, powerdns }) => [...panel.operations, ...powerdns.operations].map(({ name }) => name)));
  const rows = [...names].map((name) => [name, earlierRows(versions.map(({ operationNamed }) => operationNamed(name)))] as const);
  return new Map(rows.filter(([, { length }]) => length > 0));
}

function presetsByOperation(versions: readonly Version[]): ReadonlyMap<string, readonly string[]> {
  const holding = new Map<string, Set<string>>();
  for (const { name, parts } of versions.flatMap(({ presets }) => [...presets.values()])) {
    for (const operation of parts.map((part) => part.operation)) holding.set(operation, (holding.get(operation) ?? new Set()).add(name));
  }
  return new Map([...holding].map(([operation, names]) => [operation, [...names]]));
}

/** A grant keeps its version, so what was rolling once is so in every version that comes after. */
function checkAllRolling(versions: readonly Version[]): void {
  const everRolling = new Set<string>();
  for (const [index, { panel, rolling }] of versions.entries()) {
    for (const feature of rolling) everRolling.add(feature);
    inVersion(index + 1, () => checkRolling(everRolling, panel.operations));
  }
}

function featuresOf({ panel, rolling }: Version): CatalogueFeature[] {
  const risks = new Map(panel.privileges.map(({ name, risk }) => [name, risk]));
  return [...panel.features].sort().map((name) => ({ name, risk: risks.get(name) ?? null, rolling: rolling.has(name) }));
}

/** Panels' other names of our own operations are left out. */
function isCanonical(name: string): boolean {
  return canonicalOperation(name) === name;
}

function byName(one: OperationFacts, other: OperationFacts): number {
  return one.name < other.name ? -1 : 1;
}

function inVersion<Value>(version: number, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw error instanceof Defect ? new Defect(`${error.message} (version ${version} of the catalogue)`, { cause: error }) : error;
  }
}
