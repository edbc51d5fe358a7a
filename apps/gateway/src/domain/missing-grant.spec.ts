import type { Grant, GrantCatalogue, OperationGrant, Power } from '@portcullis/access';
import { instant, toRfc3339 } from '@portcullis/kernel';
import { holdingOf, withMissing, type GivenFor } from './missing-grant.js';

const catalogue: GrantCatalogue = {
  ...{ version: 1, presetNamed: () => null, isRolling: () => false, escalationOf: () => null },
  operationNamed: (name) => ({ name, access: 'write', features: ['zoneedit'], known: true }),
};
const now = instant(Date.parse('2026-11-28T10:00:00Z'));
const after = (minutes: number) => toRfc3339(instant(now + minutes * 60_000));
const missing: OperationGrant = { operation: 'DNS::mass_edit_zone', resources: ['record:a.example.com/TXT', 'record:b.example.com/TXT'] };
const swapped: Grant = { ...missing, resources: [...missing.resources!].reverse() };
const token = (...grants: Grant[]): Power => ({
  ...{ kind: 'account', access: 'restricted', grants, catalogueVersion: 1, readOnly: false, ipAllowlist: ['192.0.2.1'], timeWindows: [], rateLimit: null, useQuota: 5 },
});
const holding = (...grants: Grant[]) => holdingOf(token(...grants), missing, now, catalogue);
const given = (givenFor: GivenFor, ...grants: Grant[]) => withMissing(token(...grants), missing, givenFor, now, catalogue);
const other: Grant = { operation: 'Email::add_pop' };
const hour = { ...missing, until: after(60) };

describe('whether a token holds what it lacked', () => {
  it.each<[string, Grant[], ReturnType<typeof holding>]>([
    ['nothing of it', [other], { holds: 'nothing' }],
    ['on one thing of two', [{ ...missing, resources: [missing.resources![0]!] }], { holds: 'nothing' }],
    ['for reading', [{ ...missing, access: 'read' }], { holds: 'nothing' }],
    ['the very same', [other, missing], { holds: 'lasting', until: null }],
    ['the same in another order', [swapped], { holds: 'lasting', until: null }],
    ['more than that', [{ operation: 'DNS::*' }], { holds: 'lasting', until: null }],
    ['by a feature', [{ feature: 'zoneedit' }], { holds: 'lasting', until: null }],
    ['beside something that it is denied', [missing, { effect: 'deny', operation: 'DNS::reset_zone' }], { holds: 'lasting', until: null }],
    ['until later', [{ ...missing, until: after(5) }, { operation: 'DNS::*', until: after(9) }], { holds: 'lasting', until: after(9) }],
    ['until before', [{ ...missing, until: after(-1) }], { holds: 'nothing' }],
    ['for one call', [{ ...swapped, once: true }], { holds: 'once' }],
    ['for one call that came too late', [{ ...missing, once: true, until: after(-1) }], { holds: 'nothing' }],
  ])('told of %s', (_, grants, expected) => expect(holding(...grants)).toEqual(expected));
});

describe('what a token lacked', () => {
  it('is given once, for an hour or for good, beside all that it holds', () => {
    expect(given('once', other)).toEqual([other, { ...missing, once: true }]);
    expect(given('hour', other)).toEqual([other, hour]);
    expect(given('good', other)).toEqual([other, missing]);
  });

  it.each<[GivenFor, Grant[]]>([
    ['good', [swapped]],
    ['hour', [{ operation: 'DNS::*' }]],
    ['once', [{ ...missing, until: after(1) }]],
    ['once', [{ ...missing, once: true }]],
    ['hour', [hour]],
    ['hour', [{ ...missing, until: after(90) }]],
  ])('is not given for %s where it is held for as long', (givenFor, grants) => expect(given(givenFor, ...grants)).toBeNull());

  it('takes the place of the same for less, and of nothing else', () => {
    const denial: Grant = { effect: 'deny', operation: 'DNS::reset_zone' };
    const wider: Grant = { operation: 'DNS::*', until: after(9) };
    const held: Grant[] = [denial, { ...swapped, once: true }, { ...missing, until: after(9) }, { ...missing, until: after(-9) }, wider, other];
    expect(given('good', ...held)).toEqual([denial, wider, other, missing]);
    expect(given('hour', ...held)).toEqual([denial, wider, other, hour]);
  });

  it('is about all that the owner has, where it names nothing', () => {
    const all: OperationGrant = { operation: 'DNS::parse_zone' };
    expect(holdingOf(token({ ...all, resources: ['zone:example.com'] }), all, now, catalogue)).toEqual({ holds: 'nothing' });
    expect(withMissing(token({ ...all, resources: ['zone:example.com'] }), all, 'good', now, catalogue)).toEqual([{ ...all, resources: ['zone:example.com'] }, all]);
  });
});
