import { forbidsMaking, isDenial, wildcardModule, type Grant } from '@portcullis/access';
import { granted, refused, type Instant, type Result } from '@portcullis/kernel';
import { mayNotEscalate, type EscalatingRefusal } from './escalating.js';
import { makesSense, type Asked, type Catalogue, type IssuingRefusal } from './issuing.js';
import { sameJson } from './same-json.js';
import type { Token, TokenRights } from './token.js';

/** What of a token can be edited. */
type Editable = TokenRights & Pick<Token, 'name' | 'description' | 'labels'>;
/** What is left out stays. */
export type TokenChanges = { readonly [Field in keyof Editable]?: Editable[Field] | undefined };

/** Fields of these give and take nothing: whoever holds the token never notices. */
const SAYS_NOTHING_OF_POWER: ReadonlySet<string> = new Set<keyof Editable>(['name', 'description', 'labels']);

/** Whether it is about what the token may do, be that changed by it or not. */
export function asksOfPower(wanted: TokenChanges): boolean {
  return Object.entries(wanted).some(([field, value]) => value !== undefined && !SAYS_NOTHING_OF_POWER.has(field));
}

export interface Edit {
  /** The fields that are not what they were, as they will be. */
  readonly changed: TokenChanges;
  readonly touchesRights: boolean;
  readonly edited: Token;
}

/**
 * @param versionGiven under which version of the catalogue grants are given, should the edit give any that stand for whatever a catalogue
 *   lists. One of an operation by its name does not, and a denial gives nothing: what the others stand for stays as it was.
 */
export function editOf(token: Token, wanted: TokenChanges, versionGiven: number): Edit {
  const changed: TokenChanges = Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => value !== undefined && !sameJson(value, token[field as keyof Editable])),
  );
  const given = (changed.grants ?? []).some((grant) => hangsOnVersion(grant) && !holds(token.grants, grant)) ? { catalogueVersion: versionGiven } : {};
  const touchesRights = Object.keys(changed).some((field) => !SAYS_NOTHING_OF_POWER.has(field));
  return { changed, touchesRights, edited: { ...token, ...(changed as Partial<Editable>), ...given } };
}

function hangsOnVersion(grant: Grant): boolean {
  return !isDenial(grant) && (!('operation' in grant) || wildcardModule(grant) !== null);
}

function holds(grants: readonly Grant[], one: Grant): boolean {
  return grants.some((grant) => sameJson(grant, one));
}

/** What is left of the grants when these, each once, are taken; null: one of them is not there. */
export function withoutGrants(held: readonly Grant[], taken: readonly Grant[]): readonly Grant[] | null {
  const left = [...held];
  for (const grant of taken) {
    const at = left.findIndex((one) => sameJson(one, grant));
    if (at < 0) return null;
    left.splice(at, 1);
  }
  return left;
}

export type EditingRefusal =
  | IssuingRefusal
  | { readonly code: 'token_revoked' | 'access_cannot_widen' | 'invalid_request'; readonly detail: string };

/** Whether the token can become so, whoever asks. One that has expired can be given another end. */
export function mayEdit(token: Token, edit: Edit, asked: Asked, catalogue: Catalogue): Result<null, EditingRefusal> {
  const { changed, edited } = edit;
  const { now } = asked;
  if (token.form !== 'token') return refused({ code: 'invalid_request', detail: `a ${token.form} is never edited: revoke it` });
  if (token.revokedAt !== null) return refused({ code: 'token_revoked', detail: 'the token was revoked' });
  if (changed.access === 'full') {
    return refused({ code: 'access_cannot_widen', detail: 'a restricted token cannot be given full access' });
  }
  // A token whose last grant was for one call and was taken holds none. That is no reason to leave it as it is.
  const touchesGrants = changed.access !== undefined || changed.grants !== undefined;
  if (touchesGrants && (edited.access === 'full' ? edited.grants.length > 0 : edited.grants.every(isDenial))) {
    return refused({ code: 'invalid_request', detail: 'grants must be empty for full access, and hold at least one grant that allows something for restricted access' });
  }
  if (changed.expiresAt != null && changed.expiresAt <= now) {
    return refused({ code: 'expiry_in_past', detail: 'expiresAt must lie in the future: to end a token at once, revoke it' });
  }
  // What stays is not asked about again: a catalogue may have lost a name since.
  const sensible = makesSense(edited, { now, given: changed.grants ?? [], held: token.grants }, catalogue);
  return sensible.ok && edit.touchesRights ? underPolicy(token, edited, asked) : sensible;
}

/** A policy may have come after the token: an edit is refused for what it would bring about, not for what was so before. */
function underPolicy(token: Token, edited: Token, { policy }: Asked): Result<null, EditingRefusal> {
  // Its life is counted from when it was made.
  const [before, after] = [token, edited].map((one) => forbidsMaking(one, one.kind, policy, one.createdAt));
  return after == null || after === before ? granted(null) : refused({ code: 'policy_forbids', detail: after });
}

/** The same question as of a new token. Of what it could do before nothing is asked, unless it is to do that for longer. */
export function editMayNotEscalate({ changed, edited }: Edit, confirmed: boolean, now: Instant, catalogue: Catalogue): EscalatingRefusal | null {
  return changed.grants === undefined && changed.expiresAt === undefined ? null : mayNotEscalate(edited, confirmed, now, catalogue);
}
