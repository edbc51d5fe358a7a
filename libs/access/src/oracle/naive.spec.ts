import * as fc from 'fast-check';
import { decide } from '../decide.js';
import { DENIAL_CODES } from '../denial.js';
import type { Grant } from '../grant.js';
import { holds } from '../random-cases-for-spec.js';
import { anySituation, questionOf } from './cases-for-spec.js';
import { endOf, reasonsAgainst, type Situation } from './naive-decision-for-spec.js';

describe('the decision and an evaluator that was written from the design alone', () => {
  it('agree on every case, and the code that is said is one that holds', () => {
    const met = new Map<string, number>();
    const enough = holds(fc.property(anySituation, (situation) => {
      const decision = decide(questionOf(situation));
      const against = reasonsAgainst(situation);
      expect({ allowed: decision.allowed, against }).toEqual({ allowed: against.size === 0, against });
      const code = decision.allowed ? 'allowed' : decision.code;
      if (!decision.allowed) expect([...against]).toContain(endOf(situation) ?? code);
      met.set(code, (met.get(code) ?? 0) + 1);
    }), 10_000, 100_000);
    // Cases that never meet what they are about would agree as well.
    if (!enough) return;
    expect(DENIAL_CODES.filter((code) => !met.has(code))).toEqual([]);
    expect(met.get('allowed')! / [...met.values()].reduce((sum, count) => sum + count)).toBeGreaterThan(0.08);
  });

  it('agree on which grants of one call an allowance takes: those without which there is none', () => {
    const holding = (situation: Situation, grants: readonly Grant[]): Situation => ({ ...situation, token: { ...situation.token, grants } });
    holds(fc.property(anySituation, (situation) => {
      const decision = decide(questionOf(situation));
      if (!decision.allowed) return;
      const lasting = situation.token.grants.filter(({ once }) => once !== true);
      const allows = (taken: readonly Grant[]): boolean => reasonsAgainst(holding(situation, [...lasting, ...taken])).size === 0;
      expect(situation.token.grants).toEqual(expect.arrayContaining([...decision.once]));
      expect({ once: decision.once, allowed: allows(decision.once) }).toEqual({ once: decision.once, allowed: true });
      const spared = decision.once.filter((_, at) => allows(decision.once.filter((__, other) => other !== at)));
      expect({ once: decision.once, spared }).toEqual({ once: decision.once, spared: [] });
    }), 10_000, 100_000);
  });
});
