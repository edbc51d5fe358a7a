import type { GrantCatalogue } from './catalogue.js';
import { isDenial, wildcardModule, type Grant, type GivenUnder, type SimpleGrant } from './grant.js';
import { aliasesIn } from './management.js';
import { resourceKind } from './resource.js';

/** A grant that stands for itself, and which of the token's grants it comes from. */
export interface ExpandedGrant {
  readonly grant: SimpleGrant;
  /** The preset that it is a part of; null: it was given as it is. */
  readonly preset: string | null;
  /** Its place among the token's grants, from 0. */
  readonly at: number;
  readonly givenUnder: GivenUnder;
}

/**
 * What grants that were given under a version of the catalogue say, presets taken apart. A preset that this version has not stands for
 * nothing. Its resources go to those of its operations that are about things of their kind.
 */
export function expand(grants: readonly Grant[], version: number, catalogue: Pick<GrantCatalogue, 'presetNamed' | 'isRolling'>): ExpandedGrant[] {
  return grants.flatMap((grant, at): ExpandedGrant[] => {
    if ('preset' in grant) return partsOf(grant, version, catalogue).map((part) => ({ grant: part, preset: grant.preset, at, givenUnder: version }));
    // A denial keeps what it was given for, and what came since: `forbids` looks at both.
    const givenUnder = 'feature' in grant && !isDenial(grant) && catalogue.isRolling(grant.feature, version) ? null : version;
    return [grant, ...aliased(grant)].map((simple) => ({ grant: simple, preset: null, at, givenUnder }));
  });
}

function partsOf(grant: Extract<Grant, { preset: string }>, version: number, catalogue: Pick<GrantCatalogue, 'presetNamed'>): SimpleGrant[] {
  const { preset: name, resources = [], until } = grant;
  const parts = catalogue.presetNamed(name, version)?.parts ?? [];
  return parts.flatMap(({ operation, access, on }) => {
    const own = on === null ? undefined : resources.filter((resource) => on.some((kind) => kind === resourceKind(resource)));
    // On nothing is nothing: left out, it would be on everything.
    if (own?.length === 0) return [];
    return [{ operation, ...(access && { access }), ...(own && { resources: own }), ...(until !== undefined && { until }) }];
  });
}

/** A denial of a module takes our own operations with it that panels call by names of that module. */
function aliased(grant: SimpleGrant): SimpleGrant[] {
  const module = isDenial(grant) ? wildcardModule(grant) : null;
  return module === null ? [] : aliasesIn(module).map((operation) => ({ ...grant, operation }));
}
