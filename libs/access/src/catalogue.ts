import type { GrantAccess } from './grant.js';
import type { OperationFacts } from './operation.js';
import type { ResourceKind } from './resource.js';

/**
 * What can be granted, whichever panel it belongs to. Versions only ever come to it, and each stays as it is: a grant means what its
 * token's version says, and never more than today's.
 */
export interface GrantCatalogue {
  /** The newest version, which new grants are given under. */
  readonly version: number;
  /** A function as grants name it, by alias too; `known: false` for one that no table lists. */
  readonly operationNamed: (name: string) => OperationFacts;
  /** A ready set of operations; null where that version has none of this name. */
  readonly presetNamed: (name: string, version: number) => Preset | null;
  /** Whether functions that come to the feature later widen grants that were given under this version. */
  readonly isRolling: (feature: string, version: number) => boolean;
  /** Why an operation lets whoever holds it get beyond the token, such as by handing out a log-in; null: it does not. */
  readonly escalationOf: (name: string) => Escalation | null;
}

export interface Escalation {
  /** A sentence for whoever is about to grant it. */
  readonly reason: string;
  /** It does not where it is granted on resources of these kinds alone. */
  readonly unlessOn: readonly ResourceKind[];
}

export interface Preset {
  /** Lower-case letters, digits and hyphens. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly parts: readonly PresetPart[];
  /** The kinds of resources that a grant of it must name, and may name; none: it is about all that the account has. */
  readonly kinds: readonly PresetKind[];
}

export interface PresetKind {
  readonly kind: ResourceKind;
  /** Whether at least one resource of this kind must be named. */
  readonly required: boolean;
  /** Which of the kind, as a regular expression over the text behind the colon; null: any. */
  readonly pattern: string | null;
  /** Such as `record:_acme-challenge.www.example.com/TXT`. */
  readonly example: string;
}

export interface PresetPart {
  readonly operation: string;
  readonly access?: GrantAccess | undefined;
  /** It is granted on the preset's resources of these kinds; null: on all that the account has. */
  readonly on: readonly ResourceKind[] | null;
}
