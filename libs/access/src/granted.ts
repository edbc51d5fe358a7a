import { candidates, originOf, selecting, type CompiledGrant } from './compile.js';
import { doubt, objection, type Objection } from './denial.js';
import { covers, forbids, selects, type Grant } from './grant.js';
import type { PrincipalKind } from './principal.js';
import type { Question } from './question.js';
import { mayReach, overlaps, reaches, textsFor, type Overlap } from './reach.js';
import { leafText, type Leaf } from './resource.js';

/** A service holds what it was given by name: full access gives it nothing. */
export function holdsEverything(token: { readonly kind: PrincipalKind; readonly access: 'full' | 'restricted' }): boolean {
  return token.access === 'full' && token.kind !== 'service';
}

const NO_LEAVES: readonly Leaf[] = [];

/** The token's grants that are still in force and that its provider lets count. */
function inForce({ token, owner: { policy }, operation, now }: Question): (grant: CompiledGrant) => boolean {
  const { kind, form } = token.facts;
  const presets = kind === 'account' && form === 'token' ? policy.presets : null;
  // Whoever chose a preset did not choose what a later version of the catalogue calls a secret, though it names the operation.
  const isSecret = operation.access === 'secret';
  return ({ until, preset }) => (until === null || until > now) && (preset === null ? presets === null : !isSecret && (presets === null || presets.includes(preset)));
}

/** Those of its grants that allow the operation, on something or other. */
export function allowing(question: Question): readonly CompiledGrant[] {
  const { token, operation } = question;
  const all = candidates(token.allows, operation);
  if (all.length === 0) return all;
  const counts = inForce(question);
  return all.filter((one) => counts(one) && covers(one.grant, operation, one.givenUnder));
}

/** Those of its denials that are of the operation, on something or other. */
export function denying({ token, operation }: Pick<Question, 'token' | 'operation'>): readonly CompiledGrant[] {
  if (token.denials === null) return [];
  return candidates(token.denials, operation).filter(({ grant, givenUnder }) => forbids(grant, operation, givenUnder));
}

export function judgeDenials(question: Question): Objection | null {
  const { token, operation, leaves = NO_LEAVES } = question;
  if (token.denials === null) return null;
  const denials = denying(question);
  if (denials.length === 0) return null;
  // What is about everything is about what is denied, too.
  if (leaves.length === 0 || denials.some(({ patterns }) => patterns === null)) {
    return objection('denied_by_grant', `The token is denied ${operation.name}${denials.some(({ patterns }) => patterns === null) ? '' : ' on some things, and this call is about all of them'}.`);
  }
  let unclear = false;
  for (const leaf of leaves) {
    const overlap = deniedOn(denials, leaf);
    if (overlap === 'yes') return objection('denied_by_grant', `The token is denied ${operation.name} on ${leafText(leaf)}.`);
    unclear ||= overlap === 'unknown';
  }
  return unclear ? doubt('context_missing', `The token is denied ${operation.name} on some things, and it cannot be told whether this call touches them.`) : null;
}

/** Whether denials take the leaf. */
export function deniedOn(denials: readonly CompiledGrant[], leaf: Leaf): Overlap {
  let overlap: Overlap = 'no';
  for (const { patterns } of denials) {
    if (patterns === null) return 'yes';
    for (const pattern of patterns) {
      const one = overlaps(pattern, leaf);
      if (one === 'yes') return 'yes';
      if (one === 'unknown') overlap = 'unknown';
    }
  }
  return overlap;
}

export function judgeGrants(question: Question): Objection | null {
  const { token, operation, leaves = NO_LEAVES } = question;
  if (holdsEverything(token.facts)) return null;
  const missed = leaves.find((leaf) => !isAllowedOn(question, leaf));
  if (missed === undefined && leaves.length > 0) return null;
  const grants = allowing(question);
  if (grants.length === 0) return ungranted(question);
  if (missed === undefined) {
    if (grants.some(({ reach }) => reach === null)) return null;
    // Filtering what an account-wide answer shows would change bytes that clients read.
    return objection('resource_not_granted', `The token holds ${operation.name} for certain resources only, and this call is about all of them.`);
  }
  // The wording of real panels, which people know and search for.
  if (missed.kind === 'zone') return objection('resource_not_granted', `You do not control a DNS zone named ${missed.name}.`);
  return objection('resource_not_granted', `The token holds no grant for ${operation.name} on ${leafText(missed)}.`);
}

/** Whether a grant allows the operation on the leaf, without a look at those that are about other things. */
function isAllowedOn(question: Question, leaf: Leaf): boolean {
  const { token, operation } = question;
  const texts = textsFor(leaf);
  const counts = inForce(question);
  const allows = (one: CompiledGrant): boolean => (one.reach === null || reaches(one.reach, leaf, texts)) && counts(one) && covers(one.grant, operation, one.givenUnder);
  return selecting(token.allows, operation).some(({ grants, byText, wide }) =>
    byText === null ? grants.some(allows) : wide.some(allows) || texts.some((text) => byText.get(text)?.some(allows)),
  );
}

/** Whether one of these grants, all of which allow the operation, allows it on the leaf. */
export function reachedBy(grants: readonly CompiledGrant[], leaf: Leaf): boolean {
  const texts = textsFor(leaf);
  return grants.some(({ reach }) => reach === null || reaches(reach, leaf, texts));
}

/** Why none of the token's grants allows the operation. */
function ungranted(question: Question): Objection {
  const { token, operation, now } = question;
  const { name } = operation;
  if (!operation.known) return objection('operation_unclassified', `${name} is not in the catalogue: only full access reaches it.`);
  const all = candidates(token.allows, operation);
  const counts = inForce(question);
  if (all.some(({ until, grant, givenUnder, preset }) => (preset === null || operation.access !== 'secret') && (until === null || until > now) && covers(grant, operation, givenUnder))) {
    return objection('policy_preset_required', `The provider of this token allows certain presets only, and none that it holds covers ${name}.`);
  }
  if (all.some((one) => counts(one) && selects(one.grant, operation, one.givenUnder))) {
    return objection('read_only_grant', `The token holds ${name} for reading only, and it is not a reading operation.`);
  }
  if (operation.access === 'secret') return objection('not_granted', `${name} hands out a secret, so the token needs a grant that names it.`);
  return objection('not_granted', `The token holds no grant for ${name}.`);
}

/** Of a question that is decided with yes: whether only grants for one call make it so. */
export function isOnceGranted(question: Question): boolean {
  const { token, leaves = NO_LEAVES } = question;
  if (holdsEverything(token.facts) || !token.hasOnce) return false;
  const lasting = allowing(question).filter(({ grant }) => grant.once !== true);
  return !coverAll(lasting, leaves);
}

/** The grants for one call that such a question needs beside the lasting ones: as few as do. */
export function onceGrantsFor(question: Question): Grant[] {
  const leaves = question.leaves ?? NO_LEAVES;
  const all = allowing(question);
  let kept = all;
  for (const one of all.filter(({ grant }) => grant.once === true)) {
    const without = kept.filter((other) => other !== one);
    if (coverAll(without, leaves)) kept = without;
  }
  return kept.filter(({ grant }) => grant.once === true).map((one) => originOf(question.token, one));
}

function coverAll(grants: readonly CompiledGrant[], leaves: readonly Leaf[]): boolean {
  return grants.some(({ reach }) => reach === null) || (leaves.length > 0 && leaves.every((leaf) => reachedBy(grants, leaf)));
}

/**
 * Of a question that is decided with no: whether the answer could be another one when what is unread was read. Asked so that
 * nobody's panel is read for a token that has no business there.
 */
export function mayTurnWhenRead(question: Question): boolean {
  const { token, leaves = NO_LEAVES } = question;
  if (!leaves.some(({ kind }) => kind === 'unread')) return false;
  const denials = denying(question);
  if (leaves.some((leaf) => deniedOn(denials, leaf) === 'yes')) return false;
  if (holdsEverything(token.facts)) return true;
  const grants = allowing(question);
  return leaves.every((leaf) => grants.some(({ reach }) => reach === null || mayReach(reach, leaf)));
}
