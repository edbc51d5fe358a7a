import type { GrantCatalogue, Preset } from '../catalogue.js';
import { canonicalOperation, managementOperation } from '../management.js';
import type { AccessClass, EarlierRow, OperationFacts, OperationRow } from '../operation.js';

/** One version as it was published: a table. */
export interface Edition {
  readonly operations: Readonly<Record<string, { readonly access: AccessClass; readonly features: readonly string[] }>>;
  /** Features that take in what comes to them later. */
  readonly rolling: readonly string[];
  readonly presets: readonly Preset[];
}

/** All versions, the first is version 1. */
export type Editions = readonly Edition[];

export const UNKNOWN: OperationRow = { access: 'write', features: [], known: false };

/** What version `version` says of an operation; our own are in every version. */
export function rowIn(editions: Editions, version: number, name: string): OperationRow {
  const row = editions[version - 1]!.operations[name];
  return row === undefined ? (managementOperation(name) ?? UNKNOWN) : { ...row, known: true };
}

/** The editions in the shape that the decision reads. */
export function catalogueOf(editions: Editions): GrantCatalogue {
  return {
    version: editions.length,
    operationNamed: (name) => operationIn(editions, canonicalOperation(name)),
    presetNamed: (name, version) => editions[version - 1]?.presets.find((preset) => preset.name === name) ?? null,
    isRolling: (feature, version) => editions[version - 1]?.rolling.includes(feature) ?? false,
    escalationOf: () => null,
  };
}

export function operationIn(editions: Editions, name: string): OperationFacts {
  const rows = editions.map((_, at): EarlierRow => ({ ...rowIn(editions, at + 1, name), upTo: at + 1 }));
  const { upTo: _, ...today } = rows.at(-1)!;
  // What stayed the same until today needs no word.
  const changed = rows.findLastIndex((row) => !same(row, today));
  const earlier = rows.slice(0, changed + 1).filter((row, at) => at === changed || !same(row, rows[at + 1]!));
  return { name, ...today, ...(earlier.length > 0 && { earlier }) };
}

function same(one: OperationRow, other: OperationRow): boolean {
  return one.known === other.known && one.access === other.access && one.features.join() === other.features.join();
}
