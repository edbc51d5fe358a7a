import { fromRfc3339 } from '@portcullis/kernel';
import type { GrantCatalogue } from './catalogue.js';
import type { ExpandedGrant } from './expand.js';
import { covers, wildcardModule, type OperationGrant, type SimpleGrant } from './grant.js';
import { canonicalOperation } from './management.js';
import { liesWithin, parseResource } from './resource.js';

/** Whether all that `grant` allows is allowed by `held` as well, whatever comes of the catalogue. What cannot be shown counts as no. */
export function contains(held: ExpandedGrant, grant: ExpandedGrant, catalogue: GrantCatalogue): boolean {
  // What one call takes away cannot be handed on: two would hold it.
  if (held.grant.once) return false;
  return endsWithin(grant.grant, held.grant) && resourcesWithin(grant.grant, held.grant) && operationsWithin(grant, held, catalogue);
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
  const around = outer.map(parseResource);
  return inner.map(parseResource).every((one) => one !== null && around.some((wide) => wide !== null && liesWithin(one, wide)));
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
  if (outer.access !== undefined && outer.access !== inner.access) return false;
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
