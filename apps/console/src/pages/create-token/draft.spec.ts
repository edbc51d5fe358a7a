import type { EffectivePolicy } from '@portcullis/client';
import type { Preset } from '../../api/catalogue.js';
import { faultsOf, grantsOf, isFaultless, requestOf, type Base, type Draft } from './draft.js';
import { freeName, nameFor } from './suggest-name.js';
import { warningsOf } from './warnings.js';

const preset = (name: string): Base => ({ kind: 'preset', preset: { name, title: name, description: '', kinds: [], parts: [] } satisfies Preset });
const restricted: Base = { kind: 'restricted' };
const full: Base = { kind: 'full' };
const draft = (more: Partial<Draft> = {}): Draft => ({
  picks: {}, features: {}, limits: [], name: null, description: '', expiry: { choice: 'quarter', date: null }, ips: [], readOnly: false, rate: null, quota: null, ...more,
});
const policy: EffectivePolicy = {
  rateLimit: null, deadTokenDays: 90, longestLifeSeconds: null, expiryRequired: false, ipAllowlist: null, ipAllowlistRequired: false,
  tokensPerAccount: null, presets: null, idleSeconds: null, tokenRateLimit: null,
};
const acme = draft({ picks: { domain: ['example.com'], hosts: ['www.example.com'] } });

describe('what a draft asks for', () => {
  it('is one grant of a preset', () => {
    expect(grantsOf(preset('acme-dns-01'), acme)).toEqual([{ preset: 'acme-dns-01', resources: ['zone:example.com', 'record:_acme-challenge.www.example.com/TXT'] }]);
    expect(grantsOf(preset('read-only-monitoring'), draft())).toEqual([{ preset: 'read-only-monitoring' }]);
  });

  it('is one grant for each feature, limited to domains where that can be', () => {
    const chosen = draft({ features: { zoneedit: 'read', mysql: 'all' }, limits: ['a.org'] });
    expect(grantsOf(restricted, chosen)).toEqual([{ feature: 'zoneedit', access: 'read', resources: ['zone:a.org', 'domain:a.org', 'mailbox:*@a.org'] }, { feature: 'mysql' }]);
  });

  it('is no grant for full access', () => {
    expect(grantsOf(full, draft({ features: { mysql: 'all' } }))).toEqual([]);
  });

  it('goes out as the server takes it', () => {
    const now = Date.parse('2026-11-28T12:00:00Z');
    expect(requestOf(full, draft({ description: ' for the shop ', ips: ['192.0.2.7'], quota: 5 }), 'full-access', policy, now)).toEqual({
      name: 'full-access', description: 'for the shop', access: 'full', grants: [], readOnly: false, expiresAt: '2027-02-26T12:00:00.000Z',
      ipAllowlist: ['192.0.2.7'], rateLimit: null, useQuota: 5,
    });
    expect(requestOf(full, draft({ name: 'mine', expiry: { choice: 'never', date: null } }), 'full-access', policy, now)).toMatchObject({ name: 'mine', expiresAt: null });
  });
});

describe('what is wrong with a draft', () => {
  const faults = (base: Base, of: Draft, name = 'x', more: Partial<EffectivePolicy> = {}) => faultsOf(base, of, name, false, { ...policy, ...more });

  it('is nothing where all is there', () => {
    expect(isFaultless(faults(preset('acme-dns-01'), acme))).toBe(true);
    expect(isFaultless(faults(full, draft()))).toBe(true);
  });

  it('is told by field', () => {
    expect(faults(preset('acme-dns-01'), draft())).toEqual({ inputs: { domain: 'missing', hosts: 'missing' } });
    expect(faults(restricted, draft())).toEqual({ inputs: {}, features: 'missing' });
    expect(faults(full, draft(), 'two words')).toEqual({ inputs: {}, name: 'characters' });
    expect(faultsOf(full, draft(), 'x', true, policy)).toEqual({ inputs: {}, name: 'taken' });
    expect(faults(full, draft({ expiry: { choice: 'date', date: null } }))).toEqual({ inputs: {}, expiry: 'missing' });
    expect(faults(full, draft({ ips: ['here'] }))).toEqual({ inputs: {}, ips: 'address' });
    expect(faults(full, draft(), 'x', { ipAllowlistRequired: true })).toEqual({ inputs: {}, ips: 'missing' });
    expect(isFaultless(faults(full, draft({ ips: ['2001:db8::/32', '192.0.2.7'] })))).toBe(true);
  });
});

describe('a suggested name', () => {
  it.each<[Base, Draft['picks'], string]>([
    [preset('acme-dns-01'), { hosts: ['*.example.com'] }, 'letsencrypt-example-com'],
    [preset('dynamic-dns'), { domain: ['example.com'], host: ['home.example.com'] }, 'ddns-home-example-com'],
    [preset('files-deploy'), { directories: ['/public_html/shop'] }, 'deploy-public-html-shop'],
    [preset('mailboxes'), { domain: ['example.com'] }, 'mailboxes-example-com'],
    [preset('read-only-monitoring'), {}, 'monitoring'],
    [preset('acme-dns-01'), { hosts: [`${'long.'.repeat(20)}org`] }, 'letsencrypt-long-long-long-long-long-long-long'],
    [restricted, {}, 'restricted'],
    [full, {}, 'full-access'],
  ])('says what the token is for: %j', (base, picks, name) => {
    expect(nameFor(base, picks)).toBe(name);
    expect(name).toMatch(/^[A-Za-z0-9_-]{1,46}$/);
  });

  it('is one that no token has', () => {
    expect(freeName('ddns', [])).toBe('ddns');
    expect(freeName('ddns', ['ddns', 'ddns-2', 'ddns-30'])).toBe('ddns-3');
  });
});

describe('warnings', () => {
  const warnings = (base: Base, more: Partial<Draft> = {}) => warningsOf(base, draft(more));

  it('are none for what is narrow and ends', () => {
    expect(warnings(preset('acme-dns-01'))).toEqual([]);
    expect(warnings(restricted, { features: { mysql: 'all', zoneedit: 'read' } })).toEqual([]);
  });

  it('are told of what is wide, and of what never ends', () => {
    expect(warnings(full)).toEqual(['full', 'anywhere']);
    expect(warnings(full, { readOnly: true })).toEqual([]);
    expect(warnings(full, { ips: ['192.0.2.7'], expiry: { choice: 'never', date: null } })).toEqual(['full', 'never']);
    expect(warnings(restricted, { features: { zoneedit: 'all' } })).toEqual(['allRecords']);
    expect(warnings(restricted, { features: { zoneedit: 'all' }, limits: ['a.org'] })).toEqual([]);
    expect(warnings(restricted, { features: { filemanager: 'all' } })).toEqual(['files']);
    expect(warnings(restricted, { features: Object.fromEntries('abcdefgh'.split('').map((name) => [name, 'read'])) })).toEqual(['many']);
  });
});
