import type { Grant, OperationFacts } from '@portcullis/access';
import { instant, toRfc3339, type Instant } from '@portcullis/kernel';
import { mayNotEscalate } from './escalating.js';
import type { Catalogue, GivenToken } from './issuing.js';
import { fullRights } from './token.js';

const now = instant(1_800_000_000_000);
const inDays = (days: number): Instant => instant(now + days * 86_400_000);
const facts = (name: string): OperationFacts => ({ name, access: 'write', features: ['email'], known: true });
const catalogue: Catalogue = {
  ...{ version: 1, operationNamed: facts, presetNamed: () => null, isRolling: () => false, knownFeature: () => true, knownModule: () => true },
  escalationOf: (name) => (name.startsWith('Cron::') || name.startsWith('Users::') ? { reason: 'It runs any command.', unlessOn: ['cron_line'] } : null),
  escalating: ['Cron::add_line', 'Users::add', 'Users::edit', 'Users::link'].map(facts),
};
const token: GivenToken = { ...fullRights, kind: 'account', access: 'restricted', catalogueVersion: 1 };
const refusalOf = (grants: Grant[], expiresAt: Instant | null, confirmed = true) => mayNotEscalate({ ...token, grants, expiresAt }, confirmed, now, catalogue);
const cron = { operation: 'Cron::add_line' };

describe('a token that gets beyond itself', () => {
  it('is made by who has said that it is meant, and for 30 days at most', () => {
    expect(refusalOf([cron], inDays(30))).toBeNull();
    expect(refusalOf([cron], inDays(30), false)).toEqual({
      code: 'confirmation_required',
      detail: 'whoever has the token gets beyond it by Cron::add_line (it runs any command), which must be confirmed if it is meant',
    });
    for (const end of [null, instant(inDays(30) + 1)]) {
      expect(refusalOf([cron], end)).toEqual({ code: 'escalating_too_long', detail: 'a token that gets beyond itself must expire within 30 days, and this one does by Cron::add_line (it runs any command)' });
    }
  });

  it('is any that holds such an operation, by whatever grant', () => {
    for (const grant of [{ operation: 'Cron::*' }, { feature: 'email' }]) expect(refusalOf([{ operation: 'Email::add_pop' }, grant], null, false)?.code).toBe('confirmation_required');
    expect(refusalOf([{ feature: 'email' }], null, false)?.detail).toContain('Users::edit (it runs any command) and 1 more');
  });

  it('is none that is bounded, denied it, or without it, and none with full access', () => {
    for (const grants of [[{ operation: 'Email::add_pop' }], [{ ...cron, resources: ['cron_line:/bin/true'] }], [cron, { ...cron, effect: 'deny' as const }]]) expect(refusalOf(grants, null, false)).toBeNull();
    expect(mayNotEscalate({ ...token, access: 'full' }, false, now, catalogue)).toBeNull();
  });

  it('may live on where the grant itself ends in time, and not where it waits for a call', () => {
    const until = toRfc3339(inDays(30));
    expect(refusalOf([{ ...cron, until }], null)).toBeNull();
    expect(refusalOf([{ ...cron, until }, { feature: 'email' }], null)?.code).toBe('escalating_too_long');
    expect(refusalOf([{ ...cron, until: toRfc3339(inDays(31)) }], null)?.code).toBe('escalating_too_long');
    expect(refusalOf([{ ...cron, once: true }], null)?.code).toBe('escalating_too_long');
  });
});
