import { DEFAULT_POLICY, type Grant, type Preset, type TenantPolicy } from '@portcullis/access';
import { instant, toRfc3339 } from '@portcullis/kernel';
import { mayIssue, type Catalogue, type GivenToken } from './issuing.js';
import { fullRights } from './token.js';

const now = instant(1_800_000_000_000);
const preset: Preset = {
  ...{ name: 'acme', title: 'Certificates', description: 'By one record.', parts: [{ operation: 'DNS::parse_zone', on: ['zone'] }] },
  kinds: [{ kind: 'zone', required: true, pattern: null, example: 'zone:example.com' }],
};
const catalogue: Catalogue = {
  operationNamed: (name) => ({ name, access: 'write', features: [], known: name.startsWith('DNS::') }),
  knownFeature: (feature) => feature === 'zoneedit',
  knownModule: (module) => module === 'DNS',
  version: 2,
  // It came with the second version.
  presetNamed: (name, version) => (name === 'acme' && version >= 2 ? preset : null),
  isRolling: () => false,
  escalationOf: () => null,
  escalating: [],
};
const wanted: GivenToken = { ...fullRights, kind: 'account', access: 'restricted', grants: [{ operation: 'DNS::parse_zone' }], catalogueVersion: 2 };
const refusalOf = (changes: Partial<GivenToken>, policy: Partial<TenantPolicy> = {}) => {
  const judged = mayIssue({ ...wanted, ...changes }, { now, policy: { ...DEFAULT_POLICY, ...policy } }, catalogue);
  return judged.ok ? null : judged.refusal;
};
const codeOf = (...grants: Grant[]) => refusalOf({ grants })?.code ?? null;

describe('a new token', () => {
  it.each<[Grant, string | null]>([
    [{ operation: 'DNS::parse_zone' }, null],
    [{ operation: 'Portcullis::create_token' }, null],
    [{ operation: 'DNS::*', effect: 'deny' }, null],
    [{ feature: 'zoneedit', until: toRfc3339(instant(now + 1)) }, null],
    [{ preset: 'acme', resources: ['zone:example.com'] }, null],
    [{ operation: 'Dns::parse_zone' }, 'operation_unknown'],
    [{ operation: 'Portcullis::nope' }, 'operation_unknown'],
    [{ operation: 'Nope::*', effect: 'deny' }, 'operation_unknown'],
    [{ feature: 'nope' }, 'operation_unknown'],
    [{ preset: 'nope', resources: ['zone:example.com'] }, 'operation_unknown'],
    [{ preset: 'acme' }, 'preset_misfit'],
    [{ preset: 'acme', resources: ['zone:example.com', 'domain:example.com'] }, 'preset_misfit'],
    [{ feature: 'zoneedit', until: toRfc3339(now) }, 'expiry_in_past'],
    [{ preset: 'acme', resources: ['zone:example.com'], until: '2020-01-01T00:00:00Z' }, 'expiry_in_past'],
  ])('with a grant of %j: %s', (grant, code) => {
    expect(codeOf(grant)).toBe(code);
    // Wherever it stands.
    expect(codeOf({ operation: 'DNS::mass_edit_zone' }, grant)).toBe(code);
  });

  it('has presets of the version that its grants are given under, which may not have had them', () => {
    const grants = [{ preset: 'acme', resources: ['zone:example.com'] }];
    expect(refusalOf({ grants, catalogueVersion: 1 })).toMatchObject({ code: 'operation_unknown', detail: 'the catalogue does not know the preset acme' });
  });

  it('is said in a sentence what is wrong with it', () => {
    expect(refusalOf({ grants: [{ preset: 'acme' }] })?.detail).toBe('the preset acme must be told what it is for: name resources such as zone:example.com');
    expect(refusalOf({ grants: [{ feature: 'zoneedit', until: toRfc3339(now) }] })?.detail).toMatch(/^until must lie in the future, and does not in the grant of feature zoneedit/);
  });

  it.each<[Partial<TenantPolicy>, Partial<GivenToken>]>([
    [{ expiryRequired: true }, {}],
    [{ longestLifeSeconds: 60 }, { expiresAt: instant(now + 60_001) }],
    [{ ipAllowlist: ['192.0.2.0/24'] }, { ipAllowlist: ['198.51.100.7'] }],
    [{ ipAllowlistRequired: true }, {}],
    [{ presets: ['acme'] }, {}],
    [{ presets: ['acme'] }, { access: 'full', grants: [] }],
  ])('is not made where the policy %j would deny all it does: %j', (policy, changes) => expect(refusalOf(changes, policy)?.code).toBe('policy_forbids'));

  it('is made where the policy is kept', () => {
    const policy = { expiryRequired: true, longestLifeSeconds: 60, ipAllowlist: ['192.0.2.0/24'], ipAllowlistRequired: true, presets: ['acme'] };
    const grants = [{ preset: 'acme', resources: ['zone:example.com'] }, { effect: 'deny' as const, operation: 'DNS::*' }];
    expect(refusalOf({ grants, expiresAt: instant(now + 60_000), ipAllowlist: ['192.0.2.7'] }, policy)).toBeNull();
    // Presets bind accounts alone.
    expect(refusalOf({ kind: 'tenant' }, { presets: ['acme'] })).toBeNull();
  });
});
