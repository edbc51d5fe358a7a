import * as fc from 'fast-check';
import { compile } from '../compile.js';
import { decide } from '../decide.js';
import type { Grant } from '../grant.js';
import { holds } from '../random-cases-for-spec.js';
import type { Leaf } from '../resource.js';
import { anything, bare, ownerFacts } from './cases-for-spec.js';
import { tokenOf } from './cedar-for-spec.js';
import { PANEL_NAMES } from './grant-cases-for-spec.js';
import { catalogueOf, operationIn } from './naive-catalogue-for-spec.js';
import type { Situation } from './naive-decision-for-spec.js';

/** A policy language that others made and proved, for the part of a decision that it states naturally. */
const QUESTIONS_OF_EACH_TOKEN = 4;

/** What is left of a situation when what Cedar does not know of is taken out: one version of the catalogue, and an operator's token. */
function stated(situation: Situation): Situation {
  const { token, editions, owner } = bare(situation);
  const grants = token.grants.filter((grant) => !('preset' in grant)).map(({ until: _, once: __, ...grant }) => grant as Grant);
  return { ...bare(situation), version: 1, editions: [editions.at(-1)!], owner: { ...owner, account: null }, token: { ...token, kind: 'operator', catalogueVersion: 1, grants } };
}

function known(leaves: readonly Leaf[]): Leaf[] {
  return leaves
    .map(({ account: _, ...leaf }): Leaf => leaf)
    .filter((leaf) => leaf.kind !== 'unread' && !(leaf.kind === 'record' && leaf.zone === null));
}

describe('the decision and Cedar', () => {
  it('agree on who may do what on what', () => {
    const asked = fc.array(fc.tuple(fc.nat(), fc.constantFrom('both', 'first', 'none')), { minLength: QUESTIONS_OF_EACH_TOKEN, maxLength: QUESTIONS_OF_EACH_TOKEN });
    let allowed = 0;
    let cases = 0;
    holds(fc.property(anything.map(stated), asked, (situation, questions) => {
      const { editions, token, now, ip } = situation;
      const [compiled, owner] = [compile(token, catalogueOf(editions)), ownerFacts(situation)];
      const ask = tokenOf(token.grants, editions[0]!);
      const leaves = known(situation.leaves);
      for (const [at, [other, how]] of questions.entries()) {
        const asIs = (at === 0 || other % 2 === 0) && PANEL_NAMES.includes(situation.operation);
        const name = asIs ? situation.operation : PANEL_NAMES[other % PANEL_NAMES.length]!;
        const touched = how === 'both' ? leaves : how === 'first' ? leaves.slice(0, 1) : [];
        const operation = operationIn(editions, name);
        const question = { token: compiled, owner, operation, leaves: touched, now, ip };
        const answer = ask(name, touched);
        expect({ name, touched, allowed: decide(question).allowed }).toEqual({ name, touched, allowed: answer });
        cases++;
        if (answer) allowed++;
      }
    }), 10_000 / QUESTIONS_OF_EACH_TOKEN, 100_000 / QUESTIONS_OF_EACH_TOKEN);
    // Two that always say no agree as well.
    expect(allowed / cases).toBeGreaterThan(0.1);
  });
});
