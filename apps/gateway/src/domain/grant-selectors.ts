import { isManagement, namesOf, type OperationFacts } from '@portcullis/access';

/** What a grant must be of to allow an operation: one of these. What it allows in the end is for the decision to say. */
export interface GrantSelectors {
  readonly operations: string[];
  readonly features: string[];
  readonly presets: string[];
}

/** The same for anything of a feature: the feature itself, or an operation that it has or had. */
export function selectorsOfFeature(feature: string, { operations, presetsWith }: { operations: readonly OperationFacts[]; presetsWith: (operation: string) => readonly string[] }): GrantSelectors {
  const has = ({ features, earlier = [] }: OperationFacts): boolean => [features, ...earlier.map((before) => before.features)].some((all) => all.includes(feature));
  const found = operations.filter(has).map((operation) => selectorsOf(operation, presetsWith));
  const each = (of: (selectors: GrantSelectors) => readonly string[]): string[] => [...new Set(found.flatMap(of))];
  return { operations: each((one) => one.operations), features: [feature], presets: each((one) => one.presets) };
}

export function selectorsOf({ name, features }: OperationFacts, presetsWith: (operation: string) => readonly string[]): GrantSelectors {
  // Our own operations are held by name alone.
  const wildcards = isManagement(name) ? [] : [`${name.slice(0, name.indexOf('::'))}::*`];
  return { operations: [...namesOf(name), ...wildcards], features: [...features], presets: [...presetsWith(name)] };
}
