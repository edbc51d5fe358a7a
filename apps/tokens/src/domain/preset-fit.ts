import { parseResource, type PresetGrant, type Preset, type PresetKind } from '@portcullis/access';

/** Why a grant of this preset means something else than it says, in a sentence; null: its resources are what the preset is for. */
export function presetMisfit({ resources = [] }: PresetGrant, { name, kinds }: Preset): string | null {
  if (kinds.length === 0) return resources.length === 0 ? null : `the preset ${name} is about all that the owner has: leave its resources out`;
  const stranger = resources.find((resource) => !kinds.some((kind) => fits(resource, kind)));
  if (stranger !== undefined) {
    const [kind] = kinds.filter((one) => one.kind === kindOf(stranger));
    return kind ? `the preset ${name} takes a ${kind.kind} such as ${kind.example}, and not ${stranger}` : `the preset ${name} takes resources such as ${examples(kinds)}, and not ${stranger}`;
  }
  const missing = kinds.filter((kind) => kind.required && !resources.some((resource) => kindOf(resource) === kind.kind));
  return missing.length === 0 ? null : `the preset ${name} must be told what it is for: name resources such as ${examples(missing)}`;
}

function fits(resource: string, { kind, pattern }: PresetKind): boolean {
  if (kindOf(resource) !== kind) return false;
  return pattern === null || new RegExp(pattern, 'u').test(resource.slice(kind.length + 1));
}

function kindOf(resource: string): string | undefined {
  return parseResource(resource)?.kind;
}

function examples(kinds: readonly PresetKind[]): string {
  return kinds.map(({ example }) => example).join(' and ');
}
