import { wildcardModule, type Grant, type GrantCatalogue } from '@portcullis/access';
import type { Mistake, Suite } from './read-suite.js';

/** What a catalogue knows beside operations and presets. */
export interface KnownNames {
  readonly knownFeature: (feature: string) => boolean;
  readonly knownModule: (module: string) => boolean;
}

/** Names in grants and policies that nothing stands for: the API would not take them, and misspelt they would test nothing. */
export function unknownNames(suite: Suite, catalogue: GrantCatalogue & KnownNames): Mistake[] {
  return [...suite.tokens.values()].flatMap(({ body, lineOf, life }) => {
    const version = life.catalogueVersion ?? suite.catalogueVersion ?? catalogue.version;
    if (version > catalogue.version) return [{ line: lineOf('catalogueVersion'), text: `the newest version of the catalogue is ${catalogue.version}` }];
    return (body.grants as readonly Grant[]).flatMap((grant, at): Mistake[] => {
      const unknown = unknownIn(grant, version, catalogue);
      return unknown === null ? [] : [{ line: lineOf('grants', at), text: `the catalogue does not know ${unknown}` }];
    });
  });
}

function unknownIn(grant: Grant, version: number, { knownFeature, knownModule, presetNamed, operationNamed }: GrantCatalogue & KnownNames): string | null {
  if ('feature' in grant) return knownFeature(grant.feature) ? null : `the feature ${grant.feature}`;
  if ('preset' in grant) return presetNamed(grant.preset, version) === null ? `the preset ${grant.preset}` : null;
  const module = wildcardModule(grant);
  if (module !== null) return knownModule(module) ? null : `the module ${module}`;
  return operationNamed(grant.operation).known ? null : `the operation ${grant.operation}`;
}
