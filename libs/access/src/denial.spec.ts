import { instant } from '@portcullis/kernel';
import type { Preset } from './catalogue.js';
import { decide } from './decide.js';
import { DENIAL_CODES, type DenialCode } from './denial.js';
import { catalogueOf, compiled, fullAccess, noPolicy, now, provider } from './facts-for-spec.js';
import type { OwnerFacts, TokenFacts } from './facts.js';
import type { Grant } from './grant.js';
import { managementOperation } from './management.js';
import { unknownOperation, type OperationFacts } from './operation.js';
import { DEFAULT_POLICY, type TenantPolicy } from './policy.js';
import type { Question } from './question.js';
import type { Leaf } from './resource.js';

const parseZone: OperationFacts = { name: 'DNS::parse_zone', access: 'read', features: ['zoneedit'], known: true };
const editZone: OperationFacts = { ...parseZone, name: 'DNS::mass_edit_zone', access: 'write' };
const showKey: OperationFacts = { name: 'SSL::show_key', access: 'secret', features: [], known: true };
const suspend: OperationFacts = { name: 'WHM::suspendacct', access: 'write', features: [], known: true };
const look: Preset = { name: 'look', title: '', description: '', kinds: [], parts: [{ operation: 'DNS::parse_zone', on: null }] };
const catalogue = catalogueOf([parseZone, editZone, showKey, suspend], { presetNamed: (name) => (name === 'look' ? look : null) });

const account = { status: 'active' as const, features: new Set(['zoneedit']) };
const owner: OwnerFacts = { tenants: ['active'], account, ...noPolicy };
const under = (policy: Partial<TenantPolicy>): OwnerFacts => ({ ...owner, policy: { ...DEFAULT_POLICY, ...policy } });
const holding = (...grants: Grant[]): Partial<TokenFacts> => ({ access: 'restricted', grants });
const a: Leaf = { kind: 'record', zone: 'example.com', name: 'a.example.com', type: 'A' };
const b: Leaf = { ...a, name: 'b.example.com' };
const zone: Leaf = { kind: 'zone', name: 'example.com' };
const unread: Leaf = { kind: 'unread', of: 'record', zone: 'example.com' };
const denied = (...resources: string[]): Grant => ({ effect: 'deny', operation: 'DNS::*', ...(resources.length > 0 && { resources }) });
const everything: Grant = { operation: 'DNS::mass_edit_zone' };

type Row = [DenialCode, string, Partial<TokenFacts>, Partial<Omit<Question, 'token'>>?];
const ROWS: Row[] = [
  ['token_revoked', 'The token was revoked.', { revokedAt: now }],
  ['token_expired', 'The token has expired.', { expiresAt: now }],
  ['token_exhausted', 'The token has been used as often as it may be.', { exhausted: true }],
  ['token_not_yet_valid', 'The token is not valid yet.', { notBefore: instant(now + 1) }],
  ['credential_ended', 'The secret of this token was replaced by another.', { credentialEndsAt: now }],
  ['tenant_suspended', 'The provider of this token is suspended.', {}, { owner: { ...owner, tenants: ['active', 'suspended'] } }],
  ['account_removed', 'The account of this token no longer exists.', {}, { owner: provider }],
  ['account_suspended', 'The account of this token is suspended.', {}, { owner: { ...owner, account: { ...account, status: 'suspended' } } }],
  ['outside_time_window', 'The token may not be used at this time.', { timeWindows: [{ days: ['mon'], from: '00:00', to: '00:01', zone: 'UTC' }] }],
  ['address_not_allowed', 'The token may not be used from this address.', { ipAllowlist: ['198.51.100.0/24'] }],
  ['context_missing', 'The token is for certain addresses only, and none is known here.', { ipAllowlist: ['198.51.100.0/24'] }, { ip: null }],
  ['context_missing', 'The provider of this token allows certain addresses only, and none is known here.', {}, { ip: null, owner: under({ ipAllowlist: ['192.0.2.0/24'] }) }],
  ['policy_address_not_allowed', 'The provider of this token does not allow it to be used from this address.', {}, { owner: under({ ipAllowlist: ['198.51.100.0/24'] }) }],
  // Nowhere is not a question of where.
  ['policy_address_not_allowed', 'The provider of this token does not allow it to be used from this address.', {}, { ip: null, owner: under({ ipAllowlist: [] }) }],
  ['policy_life_over', 'The provider lets a token live for 1 day at most, and this one is older.', {}, { owner: under({ longestLifeSeconds: 86_400 }) }],
  ['token_idle', 'The provider ends a token that was not used for 2 hours, and this one was not.', {}, { owner: under({ idleSeconds: 7200 }) }],
  ['policy_expiry_required', 'The provider asks for tokens that say when they expire, and this one does not.', {}, { owner: under({ expiryRequired: true }) }],
  ['policy_address_required', 'The provider asks for tokens that are for certain addresses only, and this one is not.', {}, { owner: under({ ipAllowlistRequired: true }) }],
  ['policy_preset_required', 'The provider lets tokens of accounts hold certain presets only, and this one holds none of them.', {}, { owner: under({ presets: ['look'] }) }],
  // What it holds besides lies still.
  [
    'policy_preset_required', 'The provider of this token allows certain presets only, and none that it holds covers DNS::mass_edit_zone.',
    holding({ preset: 'look' }, everything), { owner: under({ presets: ['look'] }) },
  ],
  ['not_granted', 'The token holds no grant for DNS::mass_edit_zone.', holding({ preset: 'look' }), { owner: under({ presets: ['look'] }) }],
  ['not_granted', 'The token holds no grant for DNS::mass_edit_zone.', holding({ preset: 'look' }, { ...everything, until: new Date(now).toISOString() }), { owner: under({ presets: ['look'] }) }],
  ['principal_cannot', 'A token of kind account can never hold WHM::suspendacct.', {}, { operation: suspend }],
  ['principal_cannot', 'A token of kind account can never hold Portcullis::verify.', {}, { operation: managementOperation('Portcullis::verify') }],
  ['denied_by_grant', 'The token is denied DNS::mass_edit_zone.', holding(everything, denied(), denied('record:a.example.com/A')), { leaves: [a] }],
  ['denied_by_grant', 'The token is denied DNS::mass_edit_zone on some things, and this call is about all of them.', holding(everything, denied('record:a.example.com/A'))],
  ['denied_by_grant', 'The token is denied DNS::mass_edit_zone.', holding(everything, denied(), denied('record:a.example.com/A'))],
  ['denied_by_grant', 'The token is denied DNS::mass_edit_zone on record:b.example.com/A.', holding(everything, denied('record:b.example.com/A')), { leaves: [unread, a, b] }],
  [
    'context_missing', 'The token is denied DNS::mass_edit_zone on some things, and it cannot be told whether this call touches them.',
    holding(everything, denied('record:b.example.com/A')), { leaves: [unread, a] },
  ],
  ['operation_unclassified', 'WPX::install is not in the catalogue: only full access reaches it.', holding({ operation: 'WPX::*' }), { operation: unknownOperation('WPX::install') }],
  ['not_granted', 'The token holds no grant for DNS::mass_edit_zone.', holding({ operation: 'SSL::*' })],
  ['not_granted', 'SSL::show_key hands out a secret, so the token needs a grant that names it.', holding({ operation: 'SSL::*' }), { operation: showKey }],
  ['read_only_grant', 'The token holds DNS::mass_edit_zone for reading only, and it is not a reading operation.', holding({ feature: 'zoneedit', access: 'read' })],
  // One that has ended is held no longer, for reading or otherwise.
  ['not_granted', 'The token holds no grant for DNS::mass_edit_zone.', holding({ feature: 'zoneedit', access: 'read', until: new Date(now).toISOString() })],
  ['resource_not_granted', 'The token holds DNS::mass_edit_zone for certain resources only, and this call is about all of them.', holding({ ...everything, resources: ['zone:example.com'] })],
  ['resource_not_granted', 'The token holds no grant for DNS::mass_edit_zone on record:b.example.com/A.', holding({ ...everything, resources: ['record:a.example.com/A'] }), { leaves: [a, b] }],
  ['resource_not_granted', 'You do not control a DNS zone named example.com.', holding({ ...everything, resources: ['record:a.example.com/A'] }), { leaves: [a, zone, b] }],
  ['read_only_token', 'The token is for reading only, and DNS::mass_edit_zone is not a reading operation.', { readOnly: true }],
  ['feature_missing', 'You do not have the feature “zoneedit”.', {}, { owner: { ...owner, account: { ...account, features: new Set(['popaccts']) } } }],
];

describe('a denial', () => {
  it.each(ROWS)('for %s says: %s', (code, missing, token, asked = {}) => {
    const question: Question = { ...{ owner, operation: editZone, leaves: [], now, ip: '192.0.2.1' }, ...asked, token: compiled({ ...fullAccess, ...token }, catalogue) };
    expect(decide(question)).toEqual({ allowed: false, code, missing });
  });

  it('has a sentence for every code', () => {
    expect([...new Set(ROWS.map(([code]) => code))].sort()).toEqual([...DENIAL_CODES].sort());
  });
});
