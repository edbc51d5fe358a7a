import { wildcardModule, type Grant } from '@portcullis/access';
import { refused, type Instant, type Result } from '@portcullis/kernel';
import { makesSense, type Catalogue, type IssuingRefusal } from './issuing.js';
import type { Token, TokenRights } from './token.js';

/** What of a token can be edited. */
type Editable = TokenRights & Pick<Token, 'name' | 'description' | 'labels'>;
/** What is left out stays. */
export type TokenChanges = { readonly [Field in keyof Editable]?: Editable[Field] | undefined };

/** Fields of these give and take nothing: whoever holds the token never notices. */
const SAYS_NOTHING_OF_POWER: ReadonlySet<string> = new Set<keyof Editable>(['name', 'description', 'labels']);

export interface Edit {
  /** The fields that are not what they were, as they will be. */
  readonly changed: TokenChanges;
  readonly touchesRights: boolean;
  readonly edited: Token;
}

/**
 * @param versionGiven under which version of the catalogue grants are given, should the edit give any that stand for whatever a catalogue
 *   lists. One of an operation by its name does not: giving it leaves what the others stand for as it was.
 */
export function editOf(token: Token, wanted: TokenChanges, versionGiven: number): Edit {
  const changed: TokenChanges = Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => value !== undefined && !same(value, token[field as keyof Editable])),
  );
  const given = (changed.grants ?? []).some((grant) => hangsOnVersion(grant) && !holds(token.grants, grant)) ? { catalogueVersion: versionGiven } : {};
  const touchesRights = Object.keys(changed).some((field) => !SAYS_NOTHING_OF_POWER.has(field));
  return { changed, touchesRights, edited: { ...token, ...(changed as Partial<Editable>), ...given } };
}

function hangsOnVersion(grant: Grant): boolean {
  return !('operation' in grant) || wildcardModule(grant) !== null;
}

function holds(grants: readonly Grant[], one: Grant): boolean {
  return grants.some((grant) => same(grant, one));
}

/** What is left of the grants when these, each once, are taken; null: one of them is not there. */
export function withoutGrants(held: readonly Grant[], taken: readonly Grant[]): readonly Grant[] | null {
  const left = [...held];
  for (const grant of taken) {
    const at = left.findIndex((one) => same(one, grant));
    if (at < 0) return null;
    left.splice(at, 1);
  }
  return left;
}

export type EditingRefusal =
  | IssuingRefusal
  | { readonly code: 'token_revoked' | 'access_cannot_widen' | 'invalid_request'; readonly detail: string };

/** Whether the token can become so, whoever asks. One that has expired can be given another end. */
export function mayEdit(token: Token, { changed, edited }: Edit, now: Instant, catalogue: Catalogue): Result<null, EditingRefusal> {
  if (token.form !== 'token') return refused({ code: 'invalid_request', detail: `a ${token.form} is never edited: revoke it` });
  if (token.revokedAt !== null) return refused({ code: 'token_revoked', detail: 'the token was revoked' });
  if (changed.access === 'full') {
    return refused({ code: 'access_cannot_widen', detail: 'a restricted token cannot be given full access' });
  }
  // A token whose last grant was for one call and was taken holds none. That is no reason to leave it as it is.
  const touchesGrants = changed.access !== undefined || changed.grants !== undefined;
  if (touchesGrants && (edited.access === 'full') !== (edited.grants.length === 0)) {
    return refused({ code: 'invalid_request', detail: 'grants must be empty for full access, and hold at least one grant for restricted access' });
  }
  if (changed.expiresAt != null && changed.expiresAt <= now) {
    return refused({ code: 'expiry_in_past', detail: 'expiresAt must lie in the future: to end a token at once, revoke it' });
  }
  // What it held before is not asked about again: a catalogue may have lost a name since.
  return makesSense({ ...edited, grants: changed.grants ?? [] }, catalogue);
}

/** Of values as they come from messages and rows: plain JSON. Keys of rows come in the database's order. */
function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, at) => same(item, other[at]));
  if (!isRecord(one) || !isRecord(other)) return one === other;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
