/**
 * `read`: changes nothing. `write`: everything else, and everything of which nobody knows what it does.
 * `secret`: hands out a key, a credential or a log-in, so it is granted one by one.
 */
export type AccessClass = 'read' | 'write' | 'secret';

/** What one version of a catalogue says of an operation. */
export interface OperationRow {
  readonly access: AccessClass;
  /** The account must hold any one of these features; empty: no feature is asked for. */
  readonly features: readonly string[];
  /** False: no catalogue lists it. Then `access` is `write` and `features` is empty. */
  readonly known: boolean;
}

/** What a catalogue says of an operation today, and what it said before. */
export interface OperationFacts extends OperationRow {
  /** `Module::function`, case-sensitive. */
  readonly name: string;
  /** What earlier versions said, the oldest first, where it was something else; left out: they said the same. */
  readonly earlier?: readonly EarlierRow[] | undefined;
}

export interface EarlierRow extends OperationRow {
  /** The last version of the catalogue that said so. */
  readonly upTo: number;
}

/** What was known of an operation when a catalogue had this version: what a grant meant when it was given. */
export function rowAt(operation: OperationFacts, catalogueVersion: number): OperationRow {
  return operation.earlier?.find(({ upTo }) => catalogueVersion <= upTo) ?? operation;
}

/** An operation that no catalogue lists: taken for one that changes things, and never covered by a grant. */
export function unknownOperation(name: string): OperationFacts {
  return { name, access: 'write', features: [], known: false };
}

/** `::` included, so that `Email::` is not taken for the beginning of `EmailAuth::`. */
const MANAGEMENT_PREFIX = 'Portcullis::';

/** Whether the operation is our own rather than the panel's. */
export function isManagement(operationName: string): boolean {
  return operationName.startsWith(MANAGEMENT_PREFIX);
}

/** Whether the operation is one of a panel's functions for providers: an account is never heard where they are called. */
export function isProviders(operationName: string): boolean {
  return operationName.startsWith('WHM::');
}
