import { instant } from '@portcullis/kernel';
import { capabilityOf, type Capability } from './capability.js';
import type { Preset } from './catalogue.js';
import { decide, hangsOnUnread } from './decide.js';
import { explain } from './explain.js';
import { catalogueOf, compiled, fullAccess, noPolicy, now, provider } from './facts-for-spec.js';
import type { OwnerFacts, TokenFacts } from './facts.js';
import type { Grant } from './grant.js';
import { missingGrant } from './missing-grant.js';
import { unknownOperation, type OperationFacts } from './operation.js';
import { DEFAULT_POLICY } from './policy.js';
import type { Question } from './question.js';
import type { Leaf } from './resource.js';

const editZone: OperationFacts = { name: 'DNS::mass_edit_zone', access: 'write', features: ['zoneedit'], known: true };
const look: Preset = { name: 'look', title: '', description: '', kinds: [], parts: [{ operation: 'DNS::mass_edit_zone', access: 'read', on: null }, { operation: 'DNS::parse_zone', on: null }] };
const edits: Preset = { ...look, name: 'edits', parts: [{ operation: 'DNS::mass_edit_zone', on: null }] };
const catalogue = catalogueOf([editZone], { presetNamed: (name) => ({ look, edits })[name] ?? null });
const owner: OwnerFacts = { tenants: ['active'], account: { status: 'active', features: new Set(['zoneedit']) }, ...noPolicy };
const presetsOnly: OwnerFacts = { ...owner, policy: { ...DEFAULT_POLICY, presets: ['look'] } };

const holding = (...grants: Grant[]): TokenFacts => ({ ...fullAccess, access: 'restricted', grants });
const asked = (token: TokenFacts, leaves: readonly Leaf[] = [], more: Partial<Question> = {}): Question => ({
  ...{ owner, operation: editZone, leaves, now, ip: '192.0.2.1' }, ...more, token: compiled(token, catalogue),
});
const record = (name: string): Leaf => ({ kind: 'record', zone: 'example.com', name: `${name}.example.com`, type: 'A' });
const [a, b] = [record('a'), record('b')];
const unread: Leaf = { kind: 'unread', of: 'record', zone: 'example.com' };
const edit: Grant = { operation: 'DNS::mass_edit_zone' };
const on = (...names: string[]) => ({ resources: names.map((name) => `record:${name}.example.com/A`) });
const ended = { until: new Date(now).toISOString() };

describe('an allowance', () => {
  const once = (...names: string[]): Grant => ({ ...edit, once: true, ...(names.length > 0 && on(...names)) });

  it.each<[string, Grant[], Leaf[], number[]]>([
    ['none where a lasting grant is enough', [{ ...edit, ...on('a') }, once('a')], [a], []],
    ['none where a lasting grant is for everything', [edit, once()], [], []],
    ['that for everything where the call is about everything', [{ ...edit, ...on('a') }, once('a'), once()], [], [2]],
    ['the one that is missing beside what lasts', [{ ...edit, ...on('a') }, once('b')], [a, b], [1]],
    ['each that is needed', [once('a'), once('b')], [a, b], [0, 1]],
    ['as few as do', [once('a'), once('a', 'b')], [a, b], [1]],
    ['one of two that say the same', [once('a'), { ...once('a'), access: 'write' }], [a], [1]],
  ])('takes of the grants for one call %s: of %j on %j', (_which, grants, leaves, taken) => {
    expect(decide(asked(holding(...grants), leaves))).toEqual({ allowed: true, once: taken.map((at) => grants[at]) });
  });

  it('of full access takes none', () => {
    expect(decide(asked({ ...fullAccess, grants: [once()] }))).toEqual({ allowed: true, once: [] });
  });
});

describe('a call for something that is unread', () => {
  const denied: Grant = { ...edit, effect: 'deny' };
  it.each<[boolean, Grant[], Leaf[], Partial<Question>?]>([
    [true, [{ ...edit, ...on('a') }], [unread]],
    [true, [{ ...edit, ...on('a') }], [unread, a]],
    [true, [{ ...edit, resources: ['database:x'] }, { ...edit, ...on('a') }], [unread, a]],
    [true, [edit, { ...denied, ...on('a') }], [unread, b]],
    [false, [{ ...edit, ...on('a') }], [a, b]],
    [false, [{ ...edit, ...on('a') }], [unread, b]],
    [false, [{ ...edit, resources: ['database:x'] }], [unread]],
    [false, [], [unread]],
    [false, [edit, { ...denied, ...on('a') }], [unread, a]],
    [false, [edit, denied, { ...denied, ...on('a') }], [unread]],
    [false, [{ ...edit, ...on('a') }], [unread], { ip: '192.0.2.1', owner: { ...owner, tenants: ['suspended'] } }],
    [false, [{ ...edit, ...on('a') }], [unread], { owner: { ...owner, account: { status: 'active', features: new Set() } } }],
  ])('%s: it is worth reading, with %j and %j', (expected, grants, leaves, more = {}) => {
    expect(hangsOnUnread(asked(holding(...grants), leaves, more))).toBe(expected);
  });
});

describe('what a token can do', () => {
  const can = (token: TokenFacts, more: Partial<Question> = {}) => capabilityOf(asked(token, [], more));
  it.each<[Capability | null, Grant[], Partial<Question>?]>([
    [null, []],
    [null, [{ feature: 'mysql' }]],
    [{ resources: null, except: [], once: false }, [edit]],
    [{ resources: ['record:a.example.com/A', 'record:b.example.com/A'], except: [], once: false }, [{ ...edit, ...on('a', 'b') }, { feature: 'zoneedit', ...on('b') }]],
    [{ resources: null, except: [], once: false }, [{ ...edit, ...on('a') }, edit]],
    [{ resources: null, except: ['record:a.example.com/A'], once: false }, [edit, { ...edit, effect: 'deny', ...on('a') }, { effect: 'deny', feature: 'zoneedit', ...on('a') }]],
    [null, [edit, { ...edit, effect: 'deny', ...on('a') }, { effect: 'deny', feature: 'zoneedit' }]],
    [{ resources: null, except: [], once: true }, [{ ...edit, once: true }, { ...edit, ...on('a') }]],
    [{ resources: null, except: [], once: false }, [{ ...edit, once: true }, edit]],
    [{ resources: ['record:a.example.com/A'], except: [], once: true }, [{ ...edit, once: true, ...on('a') }]],
    [null, [edit], { owner: { ...owner, tenants: ['suspended'] } }],
    [null, [edit], { owner: { ...owner, account: { status: 'active', features: new Set() } } }],
    [null, [edit], { owner: presetsOnly }],
  ])('is %j with %j', (expected, grants, more = {}) => expect(can(holding(...grants), more)).toEqual(expected));

  it('with full access is everything', () => {
    expect(can(fullAccess)).toEqual({ resources: null, except: [], once: false });
    expect(can({ ...fullAccess, kind: 'service' }, { owner: provider })).toBeNull();
  });
});

describe('an explanation', () => {
  it.each<[string, string | null, Grant, OwnerFacts?]>([
    ['allows', null, edit],
    ['denies', null, { ...edit, effect: 'deny' }],
    ['nothing', 'other_operation', { operation: 'Email::*' }],
    ['nothing', 'other_operation', { operation: 'Email::*', effect: 'deny' }],
    ['nothing', 'for_reading', { operation: 'DNS::*', access: 'read' }],
    ['nothing', 'for_reading', { operation: 'DNS::*', access: 'read', effect: 'deny' }],
    ['nothing', 'ended', { ...edit, ...ended }],
    ['nothing', 'not_a_preset_of_the_policy', edit, presetsOnly],
    ['nothing', 'not_a_preset_of_the_policy', { preset: 'edits' }, presetsOnly],
    ['nothing', 'ended', { preset: 'edits', ...ended }],
    ['allows', null, { preset: 'edits' }],
    ['nothing', 'other_operation', { preset: 'look' }, presetsOnly],
  ])('says that a grant %s, because %s: %j', (says, because, grant, of = owner) => {
    for (const grants of [[grant], [{ feature: 'mysql' }, grant, { effect: 'deny' as const, feature: 'mysql' }]]) {
      const told = explain(asked(holding(...grants), [], { owner: of })).grants[grants.indexOf(grant)];
      expect(told).toMatchObject({ says, because, grant, at: grants.indexOf(grant) });
    }
  });

  it('says of each part whether it consents, and of each thing by which grants', () => {
    const grants: Grant[] = [{ ...edit, ...on('a') }, { operation: 'DNS::*', ...on('a') }, { ...edit, effect: 'deny', ...on('c', 'b') }];
    const told = explain(asked(holding(...grants), [a, b, unread]));
    expect(told.holdsEverything).toBe(false);
    expect(told.leaves).toEqual([
      { resource: 'record:a.example.com/A', allowedBy: [0, 1], deniedBy: [], unclear: false },
      { resource: 'record:b.example.com/A', allowedBy: [], deniedBy: [2], unclear: false },
      { resource: 'an unknown record of example.com', allowedBy: [], deniedBy: [], unclear: true },
    ]);
    const { parts } = explain({ ...asked({ ...holding(edit), ipAllowlist: ['192.0.2.1'], expiresAt: now }), ip: null });
    expect(parts.map(({ part }) => part).sort()).toEqual(['address', 'credential', 'denials', 'feature', 'grants', 'kind', 'owner', 'policy', 'policy_address', 'read_only', 'state', 'time']);
    expect(parts.filter(({ verdict }) => verdict !== 'consents').map(({ part, verdict, code }) => [part, verdict, code])).toEqual([
      ['state', 'objects', 'token_expired'], ['address', 'unknown', 'context_missing'],
    ]);
    expect(parts.filter(({ verdict }) => verdict === 'consents').map(({ code }) => code)).toEqual(Array(10).fill(null));
    expect(parts.filter(({ detail }) => detail !== null).map(({ detail }) => detail)).toEqual(['The token has expired.', 'The token is for certain addresses only, and none is known here.']);
  });

  it('of full access asks no grant, and denials of everything are told of each thing', () => {
    expect(explain(asked(fullAccess, [a]))).toMatchObject({ holdsEverything: true, decision: { allowed: true }, leaves: [{ allowedBy: [], deniedBy: [] }] });
    expect(explain({ ...asked(holding(edit, { effect: 'deny', operation: 'DNS::*' }), [a]) }).leaves).toEqual([{ resource: 'record:a.example.com/A', allowedBy: [0], deniedBy: [1], unclear: false }]);
  });
});

describe('the missing grant', () => {
  const missing = (token: TokenFacts, leaves: readonly Leaf[] = [], more: Partial<Question> = {}) => missingGrant(asked(token, leaves, more));

  it.each<[string[] | null, Leaf[]]>([
    [['zone:example.com', 'record:a.example.com/A'], [{ kind: 'zone', name: 'example.com' }, a, a]],
    [['mailbox:bob@example.com', 'domain:example.com'], [{ kind: 'mailbox', local: 'bob', domain: 'example.com' }, { kind: 'domain', name: 'example.com' }]],
    [['path:/a', 'database:al', 'account:bob'], [{ kind: 'path', path: '/a' }, { kind: 'database', name: 'al' }, { kind: 'account', name: 'bob' }]],
    [['account:bob'], [{ ...a, account: 'bob' }, { ...unread, account: 'bob' }]],
    [null, [a, { kind: 'cron_line', command: 'curl -u bob:secret' }]],
    [null, [a, unread]],
    // A name that no grant could write
    [null, [{ kind: 'path', path: '/a*' }]],
    [null, Array.from({ length: 101 }, (_, at) => record(`a${at}`))],
  ])('is on %j', (resources, leaves) => {
    expect(missing(holding(), leaves)).toEqual(resources && { operation: 'DNS::mass_edit_zone', resources });
  });

  it('may name a hundred things', () => {
    expect(missing(holding(), Array.from({ length: 100 }, (_, at) => record(`a${at}`)))?.resources).toHaveLength(100);
  });

  it('leaves what is lent for one call to be lent again', () => {
    expect(missing(holding({ ...edit, once: true, ...on('a') }), [a, b])).toEqual({ ...edit, ...on('a', 'b') });
  });

  it.each<[string, TokenFacts, Partial<Question>?]>([
    ['the token holds everything', fullAccess],
    ['full access gives a service nothing', { ...fullAccess, kind: 'service' }, { owner: provider }],
    ['nobody knows the operation', holding(), { operation: unknownOperation('DNS::no_such') }],
    ['it is allowed', holding(edit)],
    ['it is denied', holding({ effect: 'deny', feature: 'zoneedit' })],
    ['the policy lets no such grant count', holding({ preset: 'look' }), { owner: presetsOnly }],
    ['the policy lets one that it holds lie still', holding({ preset: 'look' }, edit), { owner: presetsOnly }],
    ['the account has no such feature', holding(), { owner: { ...owner, account: { status: 'active', features: new Set() } } }],
    ['the token is over', { ...holding(), revokedAt: instant(0) }],
  ])('is none where %s', (_where, token, more = {}) => expect(missing(token, [], more)).toBeNull());

  it('of a session is told whatever presets the policy lays down for tokens', () => {
    expect(missing({ ...holding(), form: 'session', activeAt: now }, [], { owner: presetsOnly })).toEqual(edit);
  });
});

describe('what cannot be read', () => {
  it('of a denial is everything, and of an allowance nothing', () => {
    const token = holding(edit, { ...edit, effect: 'deny', resources: ['record:b.example.com/A', 'nonsense'] });
    expect(decide(asked(token, [a]))).toMatchObject({ allowed: false, code: 'denied_by_grant' });
    expect(decide(asked(holding({ ...edit, resources: ['nonsense'] }), [a]))).toMatchObject({ allowed: false, code: 'resource_not_granted' });
  });
});
