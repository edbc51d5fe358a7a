import { fromRfc3339 } from '@portcullis/kernel';
import type { GrantCatalogue } from './catalogue.js';
import type { ExpandedGrant } from './expand.js';
import { covers, wildcardModule, type OperationGrant, type SimpleGrant } from './grant.js';
import { canonicalOperation } from './management.js';
import { textsAround } from './resource.js';

/** Whether all that `grant` allows is allowed by `held` as well, whatever comes of the catalogue. What cannot be shown counts as no. */
export function contains(held: ExpandedGrant, grant: ExpandedGrant, catalogue: GrantCatalogue): boolean {
  // What one call takes away cannot be handed on: two would hold it.
  if (held.grant.once) return false;
  // A preset gives nothing of what is a secret today, though a part of it names it.
  if (held.preset !== null && grant.preset === null && 'operation' in grant.grant && catalogue.operationNamed(canonicalOperation(grant.grant.operation)).access === 'secret') return false;
  // The cheapest first: each grant is compared with each.
  return operationsWithin(grant, held, catalogue) && endsWithin(grant.grant, held.grant) && resourcesWithin(grant.grant, held.grant);
}

function endsWithin({ until: inner }: SimpleGrant, { until: outer }: SimpleGrant): boolean {
  if (outer === undefined) return true;
  const [end, last] = [inner === undefined ? null : fromRfc3339(inner), fromRfc3339(outer)];
  return end !== null && last !== null && end <= last;
}

/** Each of the grant's resources must lie in one of the held ones; none named is everything. */
function resourcesWithin({ resources: inner }: SimpleGrant, { resources: outer }: SimpleGrant): boolean {
  if (outer === undefined) return true;
  if (inner === undefined) return false;
  const { texts } = listRead(outer);
  return listRead(inner).around.every((around) => around.some((text) => texts.has(text)));
}

interface ListOfResources {
  /** Those that can be read. */
  readonly texts: ReadonlySet<string>;
  /** For each in turn, all that it lies within; none for one that cannot be read. */
  readonly around: readonly (readonly string[])[];
}

/** Each is compared with those of many grants, whose transaction others wait for. */
const lists = new WeakMap<readonly string[], ListOfResources>();

function listRead(resources: readonly string[]): ListOfResources {
  const known = lists.get(resources);
  if (known !== undefined) return known;
  const around = resources.map(textsAround);
  const list = { texts: new Set(resources.filter((_, at) => around[at]!.length > 0)), around };
  lists.set(resources, list);
  return list;
}

function operationsWithin({ grant, givenUnder }: ExpandedGrant, held: ExpandedGrant, { operationNamed }: GrantCatalogue): boolean {
  const narrowed = held.grant.access !== 'read' || grant.access === 'read';
  const { grant: wide } = held;
  // What a feature or a module means hangs on the version that it was given under.
  if ('feature' in grant) return narrowed && 'feature' in wide && wide.feature === grant.feature && givenUnder === held.givenUnder;
  if (wildcardModule(grant) !== null) return narrowed && 'operation' in wide && wide.operation === grant.operation && givenUnder === held.givenUnder;
  if ('operation' in wide && canonicalOperation(wide.operation) === canonicalOperation(grant.operation)) {
    return narrowed && (grant.access !== 'read' || held.givenUnder === givenUnder || wide.access !== 'read');
  }
  // One operation, under a wildcard or a feature of the caller.
  return covers(wide, operationNamed(canonicalOperation(grant.operation)), held.givenUnder);
}

/** Whether a denial is of all that another is of. */
export function denialWithin(held: ExpandedGrant, denial: ExpandedGrant): boolean {
  const [inner, outer] = [held.grant, denial.grant];
  // What is reading hangs on the version, too.
  if (outer.access !== undefined && (outer.access !== inner.access || held.givenUnder !== denial.givenUnder)) return false;
  if (!resourcesWithin(inner, outer)) return false;
  if ('feature' in outer) return 'feature' in inner && inner.feature === outer.feature && held.givenUnder === denial.givenUnder;
  if ('feature' in inner) return false;
  const module = wildcardModule(outer);
  return canonicalOperation(inner.operation) === canonicalOperation(outer.operation) || (module !== null && inner.operation.startsWith(`${module}::`));
}

/** Whether an allowing grant may allow something that a denial is of. Where that cannot be told, it may. */
export function mayTouch({ grant }: ExpandedGrant, { grant: denial }: ExpandedGrant, { operationNamed }: GrantCatalogue): boolean {
  if ('feature' in grant) return true;
  const module = moduleIn(grant);
  if ('feature' in denial) {
    if (wildcardModule(grant) !== null) return true;
    const { features, earlier = [] } = operationNamed(canonicalOperation(grant.operation));
    return [features, ...earlier.map((row) => row.features)].some((row) => row.includes(denial.feature));
  }
  if (wildcardModule(grant) === null && wildcardModule(denial) === null) return canonicalOperation(grant.operation) === canonicalOperation(denial.operation);
  return module === moduleIn(denial) || canonicalOperation(grant.operation) !== grant.operation || canonicalOperation(denial.operation) !== denial.operation;
}

function moduleIn({ operation }: OperationGrant): string {
  return operation.slice(0, operation.indexOf('::'));
}
