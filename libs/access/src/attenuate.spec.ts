import type { Instant } from '@portcullis/kernel';
import { exceeds, outlives, type Power } from './attenuate.js';
import { catalogueOf, emptyCatalogue } from './facts-for-spec.js';
import type { Grant } from './grant.js';
import type { PrincipalKind } from './principal.js';

const free = { readOnly: false, ipAllowlist: [], timeWindows: [], catalogueVersion: 1, rateLimit: null, useQuota: null };
const full = (kind: PrincipalKind): Power => ({ kind, access: 'full', grants: [], ...free });
const holding = (kind: PrincipalKind, ...grants: Grant[]): Power => ({ kind, access: 'restricted', grants, ...free });

const catalogue = catalogueOf([
  { name: 'DNS::parse_zone', access: 'read', features: ['zoneedit'], known: true },
  { name: 'DNS::mass_edit_zone', access: 'write', features: ['zoneedit'], known: true },
  { name: 'SSL::show_key', access: 'secret', features: ['sslmanager'], known: true },
]);

describe('a new token', () => {
  it.each<[string | null, Power, Power]>([
    // full access
    [null, full('account'), full('account')],
    [null, full('account'), holding('account', { operation: 'SSL::show_key' })],
    ['full access', holding('account', { operation: 'DNS::*' }), full('account')],
    ['full access', full('service'), full('service')],
    // from one kind to another
    [null, full('tenant'), full('account')],
    [null, full('operator'), full('operator')],
    ['the power of a token of kind operator', full('tenant'), full('operator')],
    ['the power of a token of kind operator', holding('tenant', { operation: 'DNS::*' }), holding('operator', { operation: 'DNS::*' })],
    ['the power of a token of kind tenant', full('account'), full('tenant')],
    ['the power of a token of kind tenant', holding('service', { operation: 'DNS::*' }), holding('tenant', { operation: 'DNS::*' })],
    ['the power of a token of kind service', full('account'), holding('service', { operation: 'DNS::*' })],
    // the same grant, narrowed or widened
    [null, holding('account', { feature: 'zoneedit' }), holding('account', { feature: 'zoneedit' })],
    [null, holding('account', { feature: 'zoneedit' }), holding('account', { feature: 'zoneedit', access: 'read' })],
    [null, holding('account', { operation: 'DNS::*', access: 'read' }), holding('account', { operation: 'DNS::*', access: 'read' })],
    ['feature zoneedit', holding('account', { feature: 'zoneedit', access: 'read' }), holding('account', { feature: 'zoneedit' })],
    ['operation DNS::*', holding('account', { operation: 'DNS::*', access: 'read' }), holding('account', { operation: 'DNS::*', access: 'write' })],
    // one operation out of something wider
    [null, holding('account', { operation: 'DNS::*' }), holding('account', { operation: 'DNS::mass_edit_zone' })],
    [null, holding('account', { feature: 'zoneedit' }), holding('account', { operation: 'DNS::mass_edit_zone' })],
    [null, holding('account', { operation: 'DNS::*', access: 'read' }), holding('account', { operation: 'DNS::parse_zone' })],
    ['operation DNS::mass_edit_zone', holding('account', { operation: 'DNS::*', access: 'read' }), holding('account', { operation: 'DNS::mass_edit_zone' })],
    ['operation SSL::show_key', holding('account', { operation: 'SSL::*' }, { feature: 'sslmanager' }), holding('account', { operation: 'SSL::show_key' })],
    ['operation DNS::no_such', holding('account', { operation: 'DNS::*' }), holding('account', { operation: 'DNS::no_such' })],
    // something wider than what is held
    ['operation DNS::*', holding('account', { operation: 'DNS::parse_zone' }, { operation: 'DNS::mass_edit_zone' }), holding('account', { operation: 'DNS::*' })],
    ['feature zoneedit', holding('account', { operation: 'DNS::*' }), holding('account', { feature: 'zoneedit' })],
    ['operation EmailAuth::*', holding('account', { operation: 'Email::*' }), holding('account', { operation: 'EmailAuth::*' })],
    // Portcullis itself
    [null, holding('tenant', { operation: 'Portcullis::verify' }), holding('service', { operation: 'Portcullis::verify' })],
    [null, full('tenant'), holding('service', { operation: 'Portcullis::verify' })],
    ['operation Portcullis::verify', holding('tenant', { operation: 'Portcullis::read_token' }), holding('service', { operation: 'Portcullis::verify' })],
    ['operation Portcullis::edit_panel', full('tenant'), holding('service', { operation: 'Portcullis::edit_panel' })],
    ['operation Portcullis::edit_panel', holding('tenant', { operation: 'Portcullis::edit_panel' }), holding('service', { operation: 'Portcullis::edit_panel' })],
    [null, full('operator'), holding('service', { operation: 'Portcullis::edit_panel' })],
    ['operation Portcullis::no_such', full('operator'), holding('service', { operation: 'Portcullis::no_such' })],
  ])('exceeds its maker by %s: %j makes %j', (excess, caller, requested) => {
    expect(exceeds(caller, requested, catalogue)).toBe(excess);
  });

  it('exceeds by the first grant that its maker does not hold', () => {
    const requested = holding('account', { operation: 'DNS::parse_zone' }, { feature: 'mysql', access: 'read' }, { feature: 'cron' });
    expect(exceeds(holding('account', { operation: 'DNS::*' }), requested, catalogue)).toBe('feature mysql for reading');
  });

  it('of as many grants as a request can hold is compared with as many', () => {
    const many = (turn: (at: number) => number): Grant[] =>
      Array.from({ length: 200 }, (_, grant) => ({ operation: 'DNS::mass_edit_zone', resources: Array.from({ length: 25 }, (__, at) => `path:/${turn(grant * 25 + at)}/**`) }));
    const [own, wanted] = [holding('account', ...many((at) => at)), holding('account', ...many((at) => 4_999 - at))];
    expect(exceeds(own, wanted, catalogue)).toBeNull();
  });

  it('gets no single operation out of a wildcard where no catalogue says that it is not a secret', () => {
    const caller = holding('account', { operation: 'DNS::*' }, { operation: 'SSL::list_certs' });
    expect(exceeds(caller, holding('account', { operation: 'DNS::parse_zone' }), emptyCatalogue)).toBe('operation DNS::parse_zone');
    expect(exceeds(caller, holding('account', { operation: 'DNS::*' }, { operation: 'SSL::list_certs' }), emptyCatalogue)).toBeNull();
  });
});

describe('the conditions of a new token', () => {
  const rate = (requests: number, seconds: number) => ({ rateLimit: { requests, seconds } });

  it.each<[string | null, Partial<Power>, Partial<Power>]>([
    [null, {}, { readOnly: true, ipAllowlist: ['192.0.2.1'], ...rate(1, 1), useQuota: 1 }],
    ['more than reading', { readOnly: true }, {}],
    [null, { readOnly: true }, { readOnly: true }],
    ['use from other addresses than its own', { ipAllowlist: ['192.0.2.0/24'] }, {}],
    ['use from other addresses than its own', { ipAllowlist: ['192.0.2.0/24'] }, { ipAllowlist: ['192.0.2.1', '192.0.3.1'] }],
    ['use from other addresses than its own', { ipAllowlist: ['192.0.2.0/24'] }, { ipAllowlist: ['192.0.0.0/16'] }],
    ['use from other addresses than its own', { ipAllowlist: ['192.0.2.0/24'] }, { ipAllowlist: ['nonsense'] }],
    ['use from other addresses than its own', { ipAllowlist: ['nonsense'] }, { ipAllowlist: ['nonsense'] }],
    [null, { ipAllowlist: ['192.0.2.0/24', '2001:db8::/32'] }, { ipAllowlist: ['2001:db8:1::/48', '192.0.2.128/25'] }],
    ['a higher rate than its own', rate(10, 60), {}],
    ['a higher rate than its own', rate(10, 60), rate(11, 60)],
    ['a higher rate than its own', rate(10, 60), rate(10, 59)],
    ['a higher rate than its own', rate(10, 60), rate(20, 120)],
    [null, rate(10, 60), rate(10, 60)],
    [null, rate(10, 60), rate(5, 30)],
    ['more uses than its own', { useQuota: 5 }, {}],
    ['more uses than its own', { useQuota: 5 }, { useQuota: 6 }],
    [null, { useQuota: 5 }, { useQuota: 5 }],
  ])('exceed its maker by %s: %j makes %j', (excess, caller, requested) => {
    expect(exceeds({ ...full('account'), ...caller }, { ...full('account'), ...requested }, emptyCatalogue)).toBe(excess);
  });
});

describe('the life of a new token', () => {
  const ending = (at: number | null) => ({ expiresAt: at as Instant | null });

  it.each<[number | null, number | null, number | null]>([
    [null, null, null],
    [null, 1000, null],
    [1000, 999, null],
    [1000, 1000, null],
    [1000, 1001, 1000],
    [1000, null, 1000],
  ])('of a maker that ends at %s: one that ends at %s lives past %s', (maker, child, end) => {
    expect(outlives(ending(maker), ending(child))).toBe(end);
  });
});
