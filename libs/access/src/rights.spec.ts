import { instant } from '@portcullis/kernel';
import { exceeds, type Power } from './attenuate.js';
import type { GrantCatalogue, Preset } from './catalogue.js';
import { decide, hangsOnUnread, type Decision } from './decide.js';
import { explain } from './explain.js';
import { catalogueOf, compiled, fullAccess, noPolicy, now } from './facts-for-spec.js';
import type { OwnerFacts, TokenFacts } from './facts.js';
import type { Grant } from './grant.js';
import { missingGrant } from './missing-grant.js';
import type { OperationFacts } from './operation.js';
import type { Question } from './question.js';
import { parseLeaf, type Leaf } from './resource.js';

const parseZone: OperationFacts = { name: 'DNS::parse_zone', access: 'read', features: ['zoneedit'], known: true };
const editZone: OperationFacts = { ...parseZone, name: 'DNS::mass_edit_zone', access: 'write' };
const addMailbox: OperationFacts = { name: 'Email::add_pop', access: 'write', features: ['popaccts'], known: true };
const showKey: OperationFacts = { name: 'SSL::show_key', access: 'secret', features: ['sslmanager'], known: true };
/** Came to its module and its feature with version 2. */
const newcomer: OperationFacts = { name: 'DNS::swap_ip', access: 'write', features: ['zoneedit'], known: true, earlier: [{ upTo: 1, access: 'write', features: [], known: false }] };
/** Was thought to change something before version 2. */
const tamed: OperationFacts = { name: 'DNS::lookup', access: 'read', features: ['zoneedit'], known: true, earlier: [{ upTo: 1, access: 'write', features: ['zoneedit'], known: true }] };

const acme: Preset = {
  name: 'acme',
  title: 'Certificates',
  description: '',
  kinds: [],
  parts: [
    { operation: 'DNS::parse_zone', access: 'read', on: ['zone'] },
    { operation: 'DNS::mass_edit_zone', on: ['record'] },
    { operation: 'DomainInfo::list_domains', on: null },
  ],
};
const catalogue: GrantCatalogue = catalogueOf([parseZone, editZone, addMailbox, showKey, newcomer, tamed], {
  version: 2,
  presetNamed: (name, version) => (name === 'acme' && version >= 1 ? acme : null),
  isRolling: (feature) => feature === 'rolling',
});

const owner: OwnerFacts = { tenants: ['active'], account: { status: 'active', features: new Set(['zoneedit', 'popaccts', 'sslmanager', 'rolling']) }, ...noPolicy };
const holding = (...grants: Grant[]): TokenFacts => ({ ...fullAccess, access: 'restricted', grants });
const leaf = (text: string): Leaf => {
  const read = parseLeaf(text)!;
  return read.kind === 'record' ? { ...read, zone: 'example.com' } : read;
};
const question = (token: TokenFacts, operation: OperationFacts, ...resources: string[]): Question => ({
  ...{ token: compiled(token, catalogue), owner, operation, leaves: resources.map(leaf), now, ip: '192.0.2.1' },
});
const codeOf = (decision: Decision): string => (decision.allowed ? 'allowed' : decision.code);
const answer = (token: TokenFacts, operation: OperationFacts, ...resources: string[]): string => codeOf(decide(question(token, operation, ...resources)));

describe('a denial', () => {
  const dns = { operation: 'DNS::*' };
  it.each<[string, Grant, OperationFacts, string[]]>([
    ['denied_by_grant', { effect: 'deny', operation: 'DNS::mass_edit_zone' }, editZone, []],
    ['allowed', { effect: 'deny', operation: 'DNS::mass_edit_zone' }, parseZone, []],
    ['denied_by_grant', { effect: 'deny', operation: 'DNS::*' }, parseZone, ['zone:example.com']],
    ['denied_by_grant', { effect: 'deny', feature: 'zoneedit' }, parseZone, ['zone:example.com']],
    ['denied_by_grant', { effect: 'deny', operation: 'DNS::*', access: 'write' }, editZone, []],
    ['allowed', { effect: 'deny', operation: 'DNS::*', access: 'write' }, parseZone, []],
    ['denied_by_grant', { effect: 'deny', operation: 'DNS::*', access: 'read' }, parseZone, []],
    ['allowed', { effect: 'deny', operation: 'DNS::*', access: 'read' }, editZone, []],
    // On some things only
    ['denied_by_grant', { ...dns, effect: 'deny', resources: ['zone:example.com'] }, editZone, ['record:www.example.com/A']],
    ['denied_by_grant', { ...dns, effect: 'deny', resources: ['record:www.example.com/*'] }, editZone, ['record:a.example.com/A', 'record:www.example.com/A']],
    ['allowed', { ...dns, effect: 'deny', resources: ['record:www.example.com/A'] }, editZone, ['record:www.example.com/TXT']],
    // What holds it is no way round it, and neither is everything.
    ['denied_by_grant', { ...dns, effect: 'deny', resources: ['record:www.example.com/A'] }, parseZone, ['zone:example.com']],
    ['allowed', { ...dns, effect: 'deny', resources: ['record:www.example.com/A'] }, parseZone, ['zone:example.org']],
    ['denied_by_grant', { ...dns, effect: 'deny', resources: ['zone:example.com'] }, parseZone, []],
  ])('%s: %j against $name on %j', (expected, denial, operation, resources) => {
    expect(answer(holding(dns, denial), operation, ...resources)).toBe(expected);
    expect(answer(holding(denial, dns), operation, ...resources)).toBe(expected);
  });

  it('of an account is of whatever may be that account\'s, and one of a thing of any account that may have it', () => {
    const zones = { operation: 'DNS::*' };
    const denied = (...resources: string[]) => holding(zones, { ...zones, effect: 'deny', resources });
    expect(answer(denied('account:bob'), editZone, 'zone:example.com')).toBe('context_missing');
    expect(answer(denied('account:bob'), editZone, 'account:amy', 'domain:example.com')).toBe('context_missing');
    expect(answer(denied('zone:example.com'), editZone, 'account:bob')).toBe('context_missing');
    expect(answer(denied('account:bob'), editZone, 'account:amy')).toBe('allowed');
    const ofAmy: Question = { ...question(denied('account:bob'), editZone), leaves: [{ kind: 'zone', name: 'example.com', account: 'amy' }] };
    expect(codeOf(decide(ofAmy))).toBe('allowed');
  });

  it('takes secrets and what panels call our own operations by, which an allowance so wide would not give', () => {
    expect(answer(holding({ operation: 'SSL::show_key' }, { effect: 'deny', operation: 'SSL::*' }), showKey)).toBe('denied_by_grant');
    const createToken = catalogue.operationNamed('Portcullis::create_token');
    expect(answer(holding({ operation: 'Portcullis::create_token' }, { effect: 'deny', operation: 'Tokens::*' }), createToken)).toBe('denied_by_grant');
  });

  it('of something that cannot be told counts until it is read', () => {
    const token = compiled(holding({ operation: 'DNS::*' }, { effect: 'deny', operation: 'DNS::*', resources: ['record:www.example.com/A'] }), catalogue);
    const asked: Question = { token, owner, operation: editZone, leaves: [{ kind: 'unread', of: 'record', zone: 'example.com' }], now, ip: null };
    expect(codeOf(decide(asked))).toBe('context_missing');
    expect(hangsOnUnread(asked)).toBe(true);
    expect(hangsOnUnread({ ...asked, leaves: [...asked.leaves!, leaf('record:www.example.com/A')] })).toBe(false);
  });
});

describe('a preset', () => {
  const token = holding({ preset: 'acme', resources: ['zone:example.com', 'record:_acme-challenge.example.com/TXT'] });
  it.each<[string, OperationFacts, string[]]>([
    ['allowed', parseZone, ['zone:example.com']],
    ['allowed', editZone, ['record:_acme-challenge.example.com/TXT']],
    ['resource_not_granted', editZone, ['record:www.example.com/TXT']],
    ['resource_not_granted', editZone, ['zone:example.com']],
    ['not_granted', addMailbox, []],
  ])('shares its resources out by kind: %s, $name on %j', (expected, operation, resources) => {
    expect(answer(token, operation, ...resources)).toBe(expected);
  });

  it('that no version of the catalogue has gives nothing', () => {
    expect(answer(holding({ preset: 'no-such' }), parseZone)).toBe('not_granted');
  });

  it('gives nothing of what the catalogue calls a secret today', () => {
    const secret: OperationFacts = { ...parseZone, access: 'secret' };
    expect(answer(token, secret, 'zone:example.com')).toBe('not_granted');
    const [maker, child] = [token, holding({ operation: 'DNS::parse_zone', resources: ['zone:example.com'] })].map((facts): Power => ({ ...facts, rateLimit: null, useQuota: null }));
    const today = catalogueOf([secret, editZone], { presetNamed: () => acme });
    expect(exceeds(maker!, child!, today)).toBe('operation DNS::parse_zone on zone:example.com');
  });

  it('without resources of a kind gives nothing that is about that kind', () => {
    expect(answer(holding({ preset: 'acme', resources: ['zone:example.com'] }), editZone, 'record:a.example.com/A')).toBe('not_granted');
  });
});

describe('a version of the catalogue', () => {
  const under = (catalogueVersion: number, ...grants: Grant[]): TokenFacts => ({ ...holding(...grants), catalogueVersion });
  it.each<[string, TokenFacts, OperationFacts]>([
    ['not_granted', under(1, { feature: 'zoneedit' }), newcomer],
    ['allowed', under(2, { feature: 'zoneedit' }), newcomer],
    ['not_granted', under(1, { operation: 'DNS::*' }), newcomer],
    ['allowed', under(2, { operation: 'DNS::*' }), newcomer],
    ['allowed', under(1, { operation: 'DNS::swap_ip' }), newcomer],
    ['read_only_grant', under(1, { feature: 'zoneedit', access: 'read' }), tamed],
    ['allowed', under(2, { feature: 'zoneedit', access: 'read' }), tamed],
    ['allowed', under(1, { feature: 'rolling' }), { ...newcomer, features: ['rolling'] }],
    ['denied_by_grant', under(1, { operation: 'DNS::swap_ip' }, { effect: 'deny', feature: 'zoneedit' }), newcomer],
    ['denied_by_grant', under(1, { operation: 'DNS::lookup' }, { effect: 'deny', operation: 'DNS::*', access: 'write' }), tamed],
  ])('%s: what came later widens nothing that was given before, and escapes no denial', (expected, token, operation) => {
    expect(answer(token, operation)).toBe(expected);
  });
});

describe('a grant that ends', () => {
  it('counts until then, by itself', () => {
    const until = (at: number): Grant => ({ operation: 'DNS::*', until: new Date(at).toISOString() });
    expect(answer(holding(until(now + 1)), parseZone)).toBe('allowed');
    expect(answer(holding(until(now)), parseZone)).toBe('not_granted');
    expect(answer(holding({ operation: 'DNS::*', until: 'some time' }), parseZone)).toBe('not_granted');
  });

  it('for one call is named by the decision that rests on it, and by no other', () => {
    const once: Grant = { operation: 'DNS::mass_edit_zone', resources: ['record:b.example.com/A'], once: true };
    const lasting: Grant = { operation: 'DNS::mass_edit_zone', resources: ['record:a.example.com/A'] };
    const token = holding(lasting, once);
    expect(decide(question(token, editZone, 'record:a.example.com/A'))).toEqual({ allowed: true, once: [] });
    expect(decide(question(token, editZone, 'record:a.example.com/A', 'record:b.example.com/A'))).toEqual({ allowed: true, once: [once] });
    expect(decide(question(holding(once, once), editZone, 'record:b.example.com/A'))).toEqual({ allowed: true, once: [once] });
  });
});

describe('what is certain', () => {
  it('is told before what is not known', () => {
    const bound = { ...holding({ operation: 'DNS::parse_zone' }), ipAllowlist: ['192.0.2.0/24'] };
    expect(codeOf(decide({ ...question(bound, parseZone), ip: null }))).toBe('context_missing');
    expect(codeOf(decide({ ...question(bound, addMailbox), ip: null }))).toBe('not_granted');
  });
});

describe('the missing grant', () => {
  it('is of the operation alone, on what is not reached yet', () => {
    const token = holding({ operation: 'DNS::mass_edit_zone', resources: ['record:a.example.com/A'] });
    expect(missingGrant(question(token, editZone, 'record:a.example.com/A', 'record:b.example.com/TXT'))).toEqual({ operation: 'DNS::mass_edit_zone', resources: ['record:b.example.com/TXT'] });
    expect(missingGrant(question(token, addMailbox))).toEqual({ operation: 'Email::add_pop' });
  });

  it('is none where another part objects, or what is touched may not be told', () => {
    const token = holding({ operation: 'DNS::parse_zone' });
    expect(missingGrant(question({ ...token, readOnly: true }, addMailbox))).toBeNull();
    expect(missingGrant(question({ ...token, expiresAt: instant(now) }, addMailbox))).toBeNull();
    expect(missingGrant({ ...question(token, addMailbox), leaves: [{ kind: 'cron_line', command: 'curl -u bob:secret' }] })).toBeNull();
    expect(missingGrant(question(token, parseZone))).toBeNull();
  });
});

describe('an explanation', () => {
  it('judges every part, each grant and each thing that is touched', () => {
    const token = { ...holding({ operation: 'DNS::*' }, { feature: 'popaccts', access: 'read' }, { effect: 'deny', operation: 'DNS::*', resources: ['record:b.example.com/A'] }), readOnly: true };
    const told = explain(question(token, editZone, 'record:a.example.com/A', 'record:b.example.com/A'));
    expect(told.decision).toMatchObject({ allowed: false, code: 'denied_by_grant' });
    expect(told.parts.filter(({ verdict }) => verdict !== 'consents').map(({ code }) => code)).toEqual(['denied_by_grant', 'read_only_token']);
    expect(told.grants.map(({ says, because }) => [says, because])).toEqual([['allows', null], ['nothing', 'other_operation'], ['denies', null]]);
    expect(told.leaves).toEqual([
      { resource: 'record:a.example.com/A', allowedBy: [0], deniedBy: [], unclear: false },
      { resource: 'record:b.example.com/A', allowedBy: [0], deniedBy: [2], unclear: false },
    ]);
  });
});
