import { canonicalOperation, isManagement, type Grant } from '@portcullis/access';
import type { Catalogue } from '@portcullis/cpanel';
import { granted, refused, type Result } from '@portcullis/kernel';

export type Privileges = Pick<Catalogue, 'privileges' | 'openedBy'>;

/** What a token may do, as far as privileges tell it. */
export interface Rights {
  readonly access: 'full' | 'restricted';
  readonly grants: readonly { readonly effect?: 'allow' | 'deny' | undefined; readonly feature?: string | undefined; readonly operation?: string | undefined }[];
}

/** The privilege that is full access. */
const ALL = 'all';

/**
 * What a token holds that is given these privileges; the refusal is a sentence. A grant of a feature stops at secrets and at our
 * own operations, so a privilege for one of them, as for creating log-ins, names it as well.
 */
export function rightsOf(names: readonly string[], catalogue: Privileges): Result<{ access: 'full' | 'restricted'; grants: Grant[] }, string> {
  const unknown = names.find((name) => !catalogue.privileges.some((privilege) => privilege.name === name));
  if (unknown !== undefined) return refused(unknown === '' ? 'acl names no privilege.' : `There is no privilege named ${unknown}.`);
  if (names.includes(ALL)) return granted({ access: 'full', grants: [] });
  const byName = names.flatMap((name) => catalogue.openedBy(name)).filter(({ name, access }) => access === 'secret' || isManagement(canonicalOperation(name)));
  return granted({
    access: 'restricted',
    grants: [...[...new Set(names)].map((feature) => ({ feature })), ...[...new Set(byName.map(({ name }) => name))].map((operation) => ({ operation }))],
  });
}

/** The privileges that a token was given, in order of their names. */
export function privilegesOf({ access, grants }: Rights, { privileges }: Privileges): string[] {
  if (access === 'full') return [ALL];
  // What it is denied, no list of a panel's can say: a privilege of which it is denied a part is told all the same.
  const named = new Set(grants.flatMap(({ effect, feature }) => (effect === 'deny' ? [] : [feature])));
  return privileges.map(({ name }) => name).filter((name) => named.has(name));
}

/** Every privilege, with 1 for those that the token has. */
export function privilegeTable(rights: Rights, catalogue: Privileges): Record<string, 0 | 1> {
  const held = new Set(privilegesOf(rights, catalogue));
  return Object.fromEntries(catalogue.privileges.map(({ name }) => [name, held.has(ALL) || held.has(name) ? 1 : 0]));
}
