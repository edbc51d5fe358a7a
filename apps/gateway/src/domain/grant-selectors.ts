import { isManagement, namesOf, type OperationFacts } from '@portcullis/access';

/** What a grant must be of to allow an operation: one of these. What it allows in the end is for the decision to say. */
export interface GrantSelectors {
  readonly operations: string[];
  readonly features: string[];
  readonly presets: string[];
}

export function selectorsOf({ name, features }: OperationFacts, presetsWith: (operation: string) => readonly string[]): GrantSelectors {
  // Our own operations are held by name alone.
  const wildcards = isManagement(name) ? [] : [`${name.slice(0, name.indexOf('::'))}::*`];
  return { operations: [...namesOf(name), ...wildcards], features: [...features], presets: [...presetsWith(name)] };
}
