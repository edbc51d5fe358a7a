import { instant } from '@portcullis/kernel';
import { decide as decideCompiled, decideLive as decideLiveCompiled, type Decision } from './decide.js';
import type { DenialCode } from './denial.js';
import { compiled, fullAccess as full, noPolicy, now, provider } from './facts-for-spec.js';
import type { Asked, Circumstances, OwnerFacts, TokenFacts } from './facts.js';
import type { Grant } from './grant.js';
import { managementOperation } from './management.js';
import { unknownOperation, type OperationFacts } from './operation.js';

const decide = ({ token, ...rest }: { token: TokenFacts; owner: OwnerFacts } & Asked & Circumstances): Decision => decideCompiled({ token: compiled(token), ...rest });
const decideLive = (token: TokenFacts, owner: OwnerFacts, at: Circumstances): Decision => decideLiveCompiled(compiled(token), owner, at);

const parseZone: OperationFacts = { name: 'DNS::parse_zone', access: 'read', features: ['zoneedit', 'simplezoneedit'], known: true };
const editZone: OperationFacts = { ...parseZone, name: 'DNS::mass_edit_zone', access: 'write' };
const showKey: OperationFacts = { name: 'SSL::show_key', access: 'secret', features: ['sslmanager'], known: true };
const listDomains: OperationFacts = { name: 'DomainInfo::list_domains', access: 'read', features: [], known: true };
const suspendAccount: OperationFacts = { name: 'WHM::suspendacct', access: 'write', features: ['suspend-acct'], known: true };
const brandNew = unknownOperation('WPX::install');

const ip = '192.0.2.1';
const holding = (...grants: Grant[]): TokenFacts => ({ ...full, access: 'restricted', grants });
const owner: OwnerFacts = { tenants: ['active', 'active'], account: { status: 'active', features: new Set(['zoneedit', 'sslmanager']) }, ...noPolicy };

const answer = (token: TokenFacts, operation: OperationFacts, owned: OwnerFacts = owner): DenialCode | 'allowed' => {
  const decision = decide({ token, owner: owned, operation, now, ip });
  return decision.allowed ? 'allowed' : decision.code;
};

describe('an account token with full access', () => {
  it.each([parseZone, editZone, showKey, listDomains, brandNew])('may do whatever its account may: $name', (operation) => {
    expect(answer(full, operation)).toBe('allowed');
  });

  it('may not do what the account has no feature for, and says so in the words of real panels', () => {
    const bare: OwnerFacts = { ...owner, account: { status: 'active', features: new Set(['popaccts']) } };
    expect(decide({ token: full, owner: bare, operation: editZone, now, ip })).toEqual({
      allowed: false,
      code: 'feature_missing',
      missing: 'You do not have the feature “zoneedit”.',
    });
  });

  it('needs any one of the features that an operation names', () => {
    expect(answer(full, editZone, { ...owner, account: { status: 'active', features: new Set(['simplezoneedit']) } })).toBe('allowed');
  });

  it('needs no feature where an operation names none', () => {
    expect(answer(full, listDomains, { ...owner, account: { status: 'active', features: new Set() } })).toBe('allowed');
  });
});

describe('a restricted token', () => {
  it.each<[DenialCode | 'allowed', OperationFacts, Grant[]]>([
    ['not_granted', parseZone, []],
    ['not_granted', parseZone, [{ feature: 'popaccts' }, { operation: 'Email::*' }]],
    ['allowed', parseZone, [{ operation: 'Email::*' }, { operation: 'DNS::parse_zone' }]],
    ['allowed', editZone, [{ feature: 'zoneedit' }]],
    ['read_only_grant', editZone, [{ feature: 'zoneedit', access: 'read' }]],
    ['allowed', editZone, [{ feature: 'zoneedit', access: 'read' }, { operation: 'DNS::*' }]],
    ['not_granted', showKey, [{ operation: 'SSL::*' }, { feature: 'sslmanager' }]],
    ['allowed', showKey, [{ operation: 'SSL::show_key' }]],
    ['not_granted', listDomains, [{ feature: 'zoneedit' }]],
    ['allowed', listDomains, [{ operation: 'DomainInfo::list_domains' }]],
    ['operation_unclassified', brandNew, [{ operation: 'WPX::*' }, { operation: 'WPX::install' }]],
  ])('is answered %s for $name, holding %j', (expected, operation, grants) => {
    expect(answer(holding(...grants), operation)).toBe(expected);
  });

  it('loses what its account loses, though the grant stays', () => {
    const narrowed: OwnerFacts = { ...owner, account: { status: 'active', features: new Set(['sslmanager']) } };
    expect(answer(holding({ feature: 'zoneedit' }), editZone, narrowed)).toBe('feature_missing');
  });
});

describe('whoever is behind a token', () => {
  it.each<[DenialCode, Partial<TokenFacts>, OwnerFacts]>([
    ['token_revoked', { revokedAt: now }, owner],
    ['token_expired', { expiresAt: now }, owner],
    ['token_revoked', { revokedAt: now, expiresAt: now }, owner],
    ['token_exhausted', { exhausted: true }, owner],
    ['token_expired', { exhausted: true, expiresAt: now }, owner],
    ['token_not_yet_valid', { notBefore: instant(now + 1) }, owner],
    ['credential_ended', { credentialEndsAt: now }, owner],
    ['credential_ended', { credentialEndsAt: instant(now - 1) }, owner],
    ['address_not_allowed', { ipAllowlist: ['198.51.100.0/24', '2001:db8::/32'] }, owner],
    ['address_not_allowed', { ipAllowlist: ['not an address'] }, owner],
    ['tenant_suspended', { ipAllowlist: ['198.51.100.1'] }, { ...owner, tenants: ['suspended'] }],
    ['tenant_suspended', {}, { ...owner, tenants: ['suspended', 'active'] }],
    ['tenant_suspended', {}, { ...owner, tenants: ['active', 'active', 'suspended'] }],
    ['account_suspended', {}, { ...owner, account: { status: 'suspended', features: new Set(['zoneedit']) } }],
    ['account_removed', {}, { ...owner, account: { status: 'removed', features: new Set(['zoneedit']) } }],
    ['account_removed', {}, { ...owner, account: null }],
  ])('%s ends all that it may, with an operation and without', (code, token, owned) => {
    expect(answer({ ...full, ...token }, parseZone, owned)).toBe(code);
    expect(decideLive({ ...full, ...token }, owned, { now, ip })).toMatchObject({ allowed: false, code });
  });

  it('a live token is live, whatever it was granted', () => {
    expect(decideLive(holding(), owner, { now, ip })).toEqual({ allowed: true, once: [] });
    expect(decideLive({ ...full, kind: 'operator' }, provider, { now, ip })).toEqual({ allowed: true, once: [] });
  });

  it.each<Partial<TokenFacts>>([
    { notBefore: now },
    { credentialEndsAt: instant(now + 1) },
    { ipAllowlist: ['198.51.100.0/24', '192.0.2.0/24'] },
    { expiresAt: instant(now + 1) },
  ])('a token is worth something until its very end, and from its very beginning: %j', (token) => {
    expect(answer({ ...full, ...token }, parseZone)).toBe('allowed');
  });

  it('a token for certain addresses is worth nothing where no address is known', () => {
    const facts = { ...full, ipAllowlist: ['192.0.2.0/24'] };
    expect(decideLive(facts, owner, { now, ip: null })).toMatchObject({ allowed: false, code: 'context_missing' });
    expect(decideLive(full, owner, { now, ip: null })).toEqual({ allowed: true, once: [] });
  });

  it('a status that nobody knows here closes rather than opens', () => {
    expect(answer(full, parseZone, { ...owner, tenants: ['archived' as never] })).toBe('tenant_suspended');
    expect(answer(full, parseZone, { ...owner, account: { status: 'frozen' as never, features: new Set(['zoneedit']) } })).toBe('account_suspended');
  });
});

describe('where what time it is at the authorities is known to a second', () => {
  const earliest = instant(now - 1000);
  const noon = instant(Date.UTC(2026, 10, 23, 12));
  const at = (token: Partial<TokenFacts>, times: { now: typeof now; earliest?: typeof now }): DenialCode | 'allowed' => {
    const [decision, live] = [decide({ token: { ...full, ...token }, owner, operation: parseZone, ip, ...times }), decideLive({ ...full, ...token }, owner, { ip, ...times })];
    expect(live).toEqual(decision);
    return decision.allowed ? 'allowed' : decision.code;
  };

  it.each<[DenialCode | 'allowed', Partial<TokenFacts>]>([
    ['token_expired', { expiresAt: now }],
    ['credential_ended', { credentialEndsAt: now }],
    ['token_not_yet_valid', { notBefore: now }],
    ['token_not_yet_valid', { notBefore: instant(earliest + 1) }],
    ['allowed', { notBefore: earliest }],
    ['token_revoked', { revokedAt: now, notBefore: now }],
    ['token_expired', { expiresAt: now, notBefore: now }],
  ])('%s: things end by the latest, and begin by the earliest that it may be: %j', (expected, token) => {
    expect(at(token, { now, earliest })).toBe(expected);
  });

  it.each<[DenialCode | 'allowed', string, string]>([
    ['outside_time_window', '12:00', '13:00'],
    ['outside_time_window', '11:00', '12:00'],
    ['allowed', '11:00', '13:00'],
  ])('%s: a time window has to hold at both, from %s to %s', (expected, from, to) => {
    expect(at({ timeWindows: [{ days: ['mon'], from, to, zone: 'UTC' }] }, { now: noon, earliest: instant(noon - 1000) })).toBe(expected);
  });
});

describe('a token for reading only', () => {
  const reading: TokenFacts = { ...full, readOnly: true };

  it.each<[DenialCode | 'allowed', TokenFacts, OperationFacts]>([
    ['allowed', reading, parseZone],
    ['allowed', reading, managementOperation('Portcullis::list_tokens')],
    ['read_only_token', reading, editZone],
    ['read_only_token', reading, showKey],
    ['read_only_token', reading, brandNew],
    ['read_only_token', reading, managementOperation('Portcullis::create_token')],
    ['read_only_token', { ...holding({ operation: 'SSL::show_key' }), readOnly: true }, showKey],
    ['not_granted', { ...holding(), readOnly: true }, editZone],
  ])('%s', (expected, token, operation) => expect(answer(token, operation)).toBe(expected));
});

describe('management operations', () => {
  const editPanel = managementOperation('Portcullis::edit_panel');
  const readToken = managementOperation('Portcullis::read_token');
  const createToken = managementOperation('Portcullis::create_token');
  const tenant: TokenFacts = { ...full, kind: 'tenant' };
  const service: TokenFacts = { ...full, kind: 'service', access: 'restricted' };

  it.each<[string, DenialCode | 'allowed', TokenFacts, OperationFacts, OwnerFacts]>([
    ['an operator', 'allowed', { ...full, kind: 'operator' }, editPanel, provider],
    ['a tenant with full access', 'principal_cannot', tenant, editPanel, provider],
    ['a tenant that was granted it by name', 'principal_cannot', { ...tenant, access: 'restricted', grants: [{ operation: editPanel.name }] }, editPanel, provider],
    ['a service that was granted it by name', 'allowed', { ...service, grants: [{ operation: editPanel.name }] }, editPanel, provider],
    ['a service that was granted something else', 'not_granted', { ...service, grants: [{ operation: readToken.name }] }, editPanel, provider],
    ['a service that claims full access', 'not_granted', { ...service, access: 'full' }, readToken, provider],
    ['a service that claims full access on the panel', 'not_granted', { ...service, access: 'full' }, parseZone, provider],
    ['an account with full access', 'allowed', full, createToken, owner],
    ['an account with full access, beyond its own tokens', 'principal_cannot', full, managementOperation('Portcullis::list_accounts'), owner],
    ['a restricted account token without the name', 'not_granted', holding({ feature: 'apitokens' }, { operation: 'Tokens::*' }), createToken, owner],
    ['a restricted account token with the name', 'allowed', holding({ operation: 'Portcullis::create_token' }), createToken, owner],
    ['a restricted account token with a wildcard', 'not_granted', holding({ operation: 'Portcullis::*' }), readToken, owner],
    ['an account with full access, a function for providers', 'principal_cannot', full, suspendAccount, owner],
    ['a tenant with full access, a function for providers', 'allowed', tenant, suspendAccount, provider],
    ['an operator asking for one that does not exist', 'principal_cannot', { ...full, kind: 'operator' }, unknownOperation('Portcullis::no_such'), provider],
  ])('%s: %s', (_who, expected, token, operation, owned) => {
    expect(answer(token, operation, owned)).toBe(expected);
  });
});
