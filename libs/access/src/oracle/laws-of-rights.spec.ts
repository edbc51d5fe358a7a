import * as fc from 'fast-check';
import { capabilityOf } from '../capability.js';
import { decide, hangsOnUnread } from '../decide.js';
import { explain } from '../explain.js';
import type { Grant } from '../grant.js';
import { missingGrant } from '../missing-grant.js';
import { DEFAULT_POLICY, type TenantPolicy } from '../policy.js';
import { holds } from '../random-cases-for-spec.js';
import { leafText, parseResource, type Leaf } from '../resource.js';
import { anyAllowlist, anyNow, anySituation, anyWindow, questionOf } from './cases-for-spec.js';
import { anyResourceGrant, FEATURES, THEMES } from './grant-cases-for-spec.js';
import { means, meets } from './naive-resource-for-spec.js';
import type { Situation } from './naive-decision-for-spec.js';

const answerTo = (situation: Situation) => decide(questionOf(situation));
const may = (situation: Situation): boolean => answerTo(situation).allowed;
const withToken = (situation: Situation, token: Partial<Situation['token']>): Situation => ({ ...situation, token: { ...situation.token, ...token } });
const plus = (situation: Situation, ...grants: Grant[]): Situation => withToken(situation, { grants: [...situation.token.grants, ...grants] });
const restricted = anySituation.filter(({ token }) => token.access === 'restricted');
/** Given what is asked for besides, on what is asked for, since a case that just happens to be allowed is rare. */
const allowed = restricted
  .map((situation) => {
    const texts = situation.leaves.filter(({ kind }) => kind !== 'cron_line').map(leafText).filter((text) => parseResource(text) !== null);
    const whole = texts.length < situation.leaves.length || texts.length === 0;
    return plus(situation, { operation: situation.operation, ...(!whole && { resources: texts }) });
  })
  .filter(may);
const anyGrant = fc.constantFrom(...THEMES).chain(anyResourceGrant).map(({ until: _, ...grant }) => grant as Grant);

describe('the laws of grants', () => {
  it('nothing is allowed without an allowing grant, however many deny', () => {
    holds(fc.property(restricted, (situation) => {
      expect(may(withToken(situation, { grants: situation.token.grants.filter(({ effect }) => effect === 'deny') }))).toBe(false);
    }));
  });

  it('a denial wins, wherever it stands: of the operation, or of one thing that is touched', () => {
    holds(fc.property(allowed, fc.nat(), (situation, place) => {
      const { operation, leaves, token } = situation;
      const named = leaves.filter(({ kind }) => kind !== 'cron_line').map(leafText).filter((text) => parseResource(text) !== null);
      for (const where of [{}, ...named.map((text) => ({ resources: [text] }))]) {
        const grants = [...token.grants];
        grants.splice(place % (grants.length + 1), 0, { effect: 'deny', operation, ...where });
        expect(answerTo(withToken(situation, { grants }))).toMatchObject({ allowed: false, code: 'denied_by_grant' });
      }
    }));
  });

  it('order never matters: of grants, their resources, what is touched, tenants, policies, windows, addresses', () => {
    const turn = <T>(list: readonly T[]): T[] => [...list].reverse();
    holds(fc.property(anySituation, (situation) => {
      const { token, owner, policies, leaves } = situation;
      const turned: Situation = {
        ...situation,
        leaves: turn(leaves),
        policies: turn(policies),
        owner: { tenants: turn(owner.tenants) as unknown as typeof owner.tenants, account: owner.account && { ...owner.account, features: new Set(turn([...owner.account.features])) } },
        token: {
          ...token,
          grants: turn(token.grants).map((grant) => (grant.resources === undefined ? grant : { ...grant, resources: turn(grant.resources) })),
          ...{ ipAllowlist: turn(token.ipAllowlist), timeWindows: turn(token.timeWindows) },
        },
      };
      const [one, other] = [answerTo(situation), answerTo(turned)];
      expect(other.allowed ? 'allowed' : other.code).toBe(one.allowed ? 'allowed' : one.code);
    }));
  });

  it('a further denial never allows more, and a further grant never takes anything away', () => {
    holds(fc.property(restricted, anyGrant, (situation, grant) => {
      const [before, after] = [may(situation), may(plus(situation, grant))];
      if (grant.effect === 'deny' ? after : before) expect({ before, after }).toEqual({ before: true, after: true });
    }));
  });

  it('a condition never allows more, whoever lays it down', () => {
    const anyCondition = fc.record({ allowlist: anyAllowlist, window: anyWindow, at: anyNow });
    holds(fc.property(anySituation, anyCondition, (situation, { allowlist, window, at }) => {
      const { owner } = situation;
      // These ask for a condition, so that one more may be what was missing.
      const policies = situation.policies.map((policy) => ({ ...policy, ipAllowlistRequired: false }));
      const free = { ipAllowlist: [], timeWindows: [], readOnly: false, notBefore: null, expiresAt: situation.token.expiresAt };
      const conditions: Partial<Situation['token']>[] = [{ ipAllowlist: allowlist }, { timeWindows: [window] }, { readOnly: true }, { notBefore: at }, { exhausted: true }];
      const laidDown: Partial<TenantPolicy>[] = [
        ...[{ ipAllowlist: allowlist }, { ipAllowlist: [] }, { presets: ['acme'] }, { expiryRequired: true }, { ipAllowlistRequired: true }],
        ...[{ longestLifeSeconds: 1 }, { idleSeconds: 1 }],
      ];
      const before = { ...withToken(situation, free), policies };
      for (const condition of conditions) {
        if (may(withToken(before, condition))) expect({ condition, before: may(before) }).toEqual({ condition, before: true });
      }
      for (const policy of laidDown) {
        const after = { ...before, policies: [...policies, { ...DEFAULT_POLICY, ...policy }] };
        if (may(after)) expect({ policy, before: may(before) }).toEqual({ policy, before: true });
      }
      const poorer = { ...situation, owner: { ...owner, account: owner.account && { ...owner.account, features: new Set(FEATURES.slice(1)) } } };
      if (may(poorer) && owner.account !== null) expect(may({ ...situation, owner: { ...owner, account: { ...owner.account, features: new Set(FEATURES) } } })).toBe(true);
      if (may({ ...situation, owner: { ...owner, tenants: [...owner.tenants, 'suspended'] } })) throw new Error('a suspended tenant was passed by');
    }));
  });

  it('a token is allowed nothing that one with full access of the same owner is not', () => {
    holds(fc.property(allowed, (situation) => {
      // Full access gives a service nothing, and is nothing that a policy of presets knows.
      if (situation.token.kind === 'service') return;
      const policies = situation.policies.map((policy) => ({ ...policy, presets: null }));
      expect(may({ ...withToken(situation, { access: 'full', grants: [] }), policies })).toBe(true);
    }));
  });
});

describe('what is told about a decision', () => {
  it('an explanation decides as the decision does, and the first part that objects is what is told', () => {
    holds(fc.property(anySituation, (situation) => {
      const question = questionOf(situation);
      const [decision, { parts, ...told }] = [decide(question), explain(question)];
      expect(told.decision).toEqual(decision);
      // What is certain is told before what is not known.
      const objection = parts.find(({ verdict }) => verdict === 'objects') ?? parts.find(({ verdict }) => verdict === 'unknown');
      expect(objection?.code).toBe(decision.allowed ? undefined : decision.code);
      expect(told.grants.map(({ grant }) => grant)).toEqual(situation.token.grants);
      if (decision.allowed) expect(told.leaves.filter(({ deniedBy, unclear }) => deniedBy.length > 0 || unclear)).toEqual([]);
      if (decision.allowed && !told.holdsEverything) expect(told.leaves.filter(({ allowedBy }) => allowedBy.length === 0)).toEqual([]);
    }));
  });

  it('the grant that is called missing is one, and the only one: with it the call is allowed', () => {
    holds(fc.property(restricted, (situation) => {
      const missing = missingGrant(questionOf(situation));
      if (missing !== null) expect({ missing, allowed: may(plus(situation, missing)) }).toEqual({ missing, allowed: true });
      if (may(situation)) expect(missing).toBeNull();
    }), 5_000);
  });

  it('a grant is called missing wherever one would help and can be told', () => {
    holds(fc.property(restricted, (situation) => {
      const { operation, leaves } = situation;
      if (may(situation) || !may(plus(situation, { operation }))) return;
      if (leaves.some(({ kind }) => kind === 'unread' || kind === 'cron_line')) return;
      const missing = missingGrant(questionOf(situation));
      expect(missing).toMatchObject({ operation });
      // It gives what was asked for, and nothing beside it.
      if (leaves.length > 0) expect(missing!.resources!.filter((resource) => !leaves.some((leaf) => means(resource, leaf)))).toEqual([]);
    }), 5_000);
  });

  it('what a token can do on what is what it is allowed there', () => {
    holds(fc.property(anySituation, fc.constantFrom(...THEMES), (situation, { leaves }) => {
      const capability = capabilityOf(questionOf(situation));
      const told = (leaf: Leaf): boolean => {
        if (capability === null || capability.except.some((resource) => meets(resource, leaf) !== false)) return false;
        return capability.resources === null || capability.resources.some((resource) => means(resource, leaf));
      };
      for (const leaf of leaves) {
        expect({ leaf, allowed: may({ ...situation, leaves: [leaf] }) }).toEqual({ leaf, allowed: told(leaf) });
      }
      expect(may({ ...situation, leaves: [] })).toBe(capability !== null && capability.resources === null && capability.except.length === 0);
    }));
  });

  it('only what was said to hang on what is unread changes when it is read', () => {
    holds(fc.property(anySituation, fc.constantFrom(...THEMES), fc.nat(), (situation, { leaves: things }, pick) => {
      const read = things.filter((leaf) => leaf.kind === 'record' && leaf.zone === 'example.com')[pick % 3];
      const unread: Leaf = { kind: 'unread', of: 'record', zone: 'example.com' };
      if (read === undefined) return;
      const question = questionOf({ ...situation, leaves: [...situation.leaves, unread] });
      if (!decide(question).allowed && may({ ...situation, leaves: [...situation.leaves, read] })) expect(hangsOnUnread(question)).toBe(true);
    }), 5_000);
  });
});
