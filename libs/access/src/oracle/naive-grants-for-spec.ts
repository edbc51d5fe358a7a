import { fromRfc3339, type Instant } from '@portcullis/kernel';
import type { Grant } from '../grant.js';
import { canonicalOperation } from '../management.js';
import type { OperationRow } from '../operation.js';
import type { Leaf } from '../resource.js';
import { rowIn, type Editions } from './naive-catalogue-for-spec.js';
import type { Truth } from './naive-conditions-for-spec.js';
import { means, meets } from './naive-resource-for-spec.js';

/** An operation, a version of the catalogue under which grants were given, and what time it is. */
export interface Asked {
  readonly editions: Editions;
  readonly version: number;
  readonly operation: string;
  readonly leaves: readonly Leaf[];
  readonly now: Instant;
}

/** A preset is what its version says that it is; of a kind of resources that was not named, none. */
export function unfolded(grant: Grant, { editions, version, operation: asked }: Asked): Grant[] {
  if (!('preset' in grant)) return [grant];
  // Whoever chose a preset did not choose what is called a secret today.
  if (rowIn(editions, editions.length, asked).access === 'secret') return [];
  const preset = editions[version - 1]!.presets.find(({ name }) => name === grant.preset);
  if (preset === undefined) return [];
  return preset.parts.flatMap(({ operation, access, on }): Grant[] => {
    const resources = on === null ? undefined : (grant.resources ?? []).filter((one) => on.some((kind) => one.startsWith(`${kind}:`)));
    if (resources?.length === 0) return [];
    return [{ operation, ...(access && { access }), ...(resources && { resources }), ...(grant.until !== undefined && { until: grant.until }) }];
  });
}

const isOurs = (name: string): boolean => name.startsWith('Portcullis::');
const moduleOf = (name: string): string => name.slice(0, name.indexOf('::'));

/** Whether an allowing grant is for this operation, on something or other. `access` left aside: what would it be for, were it not for reading alone. */
export function isFor(grant: Grant, asked: Asked, access: 'heeded' | 'left aside' = 'heeded'): boolean {
  if (grant.until !== undefined) {
    const end = fromRfc3339(grant.until);
    if (end === null || end <= asked.now) return false;
  }
  const today = rowIn(asked.editions, asked.editions.length, asked.operation);
  const then = rowIn(asked.editions, asked.version, asked.operation);
  if (!today.known) return false;
  const heeds = (row: OperationRow): boolean => access === 'left aside' || grant.access !== 'read' || row.access === 'read';
  if ('operation' in grant && canonicalOperation(grant.operation) === asked.operation) return heeds(today) && heeds(then);
  const wide = (row: OperationRow): boolean => {
    if (!row.known || row.access === 'secret' || isOurs(asked.operation) || !heeds(row)) return false;
    if ('feature' in grant) return row.features.includes(grant.feature);
    return 'operation' in grant && grant.operation === `${moduleOf(asked.operation)}::*`;
  };
  const rolling = 'feature' in grant && asked.editions[asked.version - 1]!.rolling.includes(grant.feature);
  return wide(today) && (rolling || wide(then));
}

/** What panels call our own operations that the cases ask for. */
const PANELS_NAMES: Readonly<Record<string, readonly string[]>> = {
  'Portcullis::list_tokens': ['Tokens::list', 'WHM::api_token_list'],
  'Portcullis::create_token': ['Tokens::create_full_access', 'WHM::api_token_create'],
};

/** Whoever denies a module denies what is called by that module's name. */
function namesOf(operation: string): string[] {
  return [operation, ...(PANELS_NAMES[operation] ?? [])];
}

/** Whether a denial is of this operation, by what is known of it today or by what was known when it was given. */
export function denies(grant: Grant, asked: Asked): boolean {
  return [asked.version, asked.editions.length].some((version) => {
    const row = rowIn(asked.editions, version, asked.operation);
    if (grant.access === 'read' && row.access !== 'read') return false;
    if (grant.access === 'write' && row.access === 'read') return false;
    if ('feature' in grant) return row.features.includes(grant.feature);
    return 'operation' in grant && namesOf(asked.operation).some((name) => grant.operation === name || grant.operation === `${moduleOf(name)}::*`);
  });
}

/** Whether these allowing grants, all for the operation, reach everything that the call touches. */
export function reach(grants: readonly Grant[], leaves: readonly Leaf[]): boolean {
  const unlimited = grants.some(({ resources }) => resources === undefined);
  if (unlimited || leaves.length === 0) return unlimited;
  return leaves.every((leaf) => grants.some(({ resources }) => resources!.some((resource) => means(resource, leaf))));
}

/** Whether a denial of the operation is about anything that the call touches. */
export function isAbout({ resources }: Grant, leaves: readonly Leaf[]): Truth {
  if (resources === undefined || leaves.length === 0) return true;
  const answers = leaves.flatMap((leaf) => resources.map((resource) => meets(resource, leaf)));
  return answers.includes(true) || (answers.includes('unknown') ? 'unknown' : false);
}
