import { compile, decide, DEFAULT_POLICY, type Grant, type OperationFacts, type PrincipalKind } from '@portcullis/access';
import { readCalls, readPanelPath, readParameters } from '@portcullis/cpanel';
import { instant } from '@portcullis/kernel';
import { composeCatalogue, type PortcullisCatalogue } from './compose-catalogue.js';
import { FIRST, tables } from './tables-for-spec.js';

const now = instant(1_800_000_000_000);

/** Whether a token, whose grants were given under that version, may do an operation today. */
function may(catalogue: PortcullisCatalogue, catalogueVersion: number, grants: readonly Grant[], operation: string | OperationFacts, kind: PrincipalKind = 'account'): boolean {
  const token = compile({
    ...{ kind, form: 'token', access: 'restricted', grants, catalogueVersion, readOnly: false, ipAllowlist: [], timeWindows: [] },
    ...{ notBefore: null, expiresAt: null, revokedAt: null, exhausted: false, credentialEndsAt: null, createdAt: now, activeAt: now },
  }, catalogue);
  const features = new Set(catalogue.features.map(({ name }) => name));
  const owner = { tenants: ['active' as const] as const, account: kind === 'account' ? { status: 'active' as const, features } : null, policy: DEFAULT_POLICY };
  return decide({ token, owner: { ...owner, tenants: ['active'] }, operation: typeof operation === 'string' ? catalogue.operationNamed(operation) : operation, now, ip: null }).allowed;
}

const added = tables({ uapi: [...FIRST.uapi, 'DNS::swap zoneedit write', 'Bandwidth::history bandwidth read'] });
const catalogue = composeCatalogue([tables(), added]);

describe('a function that comes to a feature or a module', () => {
  it.each<[string, Grant]>([['the feature', { feature: 'zoneedit' }], ['the module', { operation: 'DNS::*' }]])('widens no grant of %s that was given before', (_, grant) => {
    expect([1, 2].map((version) => may(catalogue, version, [grant], 'DNS::swap'))).toEqual([false, true]);
    expect([1, 2].map((version) => may(catalogue, version, [grant], 'DNS::mass_edit_zone'))).toEqual([true, true]);
  });

  it('widens grants of a feature that was rolling when they were given', () => {
    expect(may(catalogue, 1, [{ feature: 'bandwidth' }], 'Bandwidth::history')).toBe(true);
    expect(may(catalogue, 1, [{ operation: 'Bandwidth::*' }], 'Bandwidth::history')).toBe(false);
  });

  it('widens no privilege of a provider that opens every function of its accounts', () => {
    const [target, parameters] = [readPanelPath('/json-api/uapi_cpanel'), readParameters({ query: 'api.version=1&cpanel.user=alice&cpanel.module=DNS&cpanel.function=swap', contentType: undefined, body: Buffer.from('') })];
    if (!target.ok || !parameters.ok) throw new Error('not a request');
    const calls = readCalls(target.value, parameters.value, { kind: 'tenant' }, catalogue.panel);
    if (!calls.ok) throw new Error(calls.refusal.text);
    const { operation } = calls.value.calls[0];
    expect([1, 2].map((version) => may(catalogue, version, [{ feature: 'cpanel-api' }], operation, 'tenant'))).toEqual([false, true]);
  });

  it('may be granted by its name before everybody knew it', () => {
    expect(may(catalogue, 1, [{ operation: 'DNS::swap' }], 'DNS::swap')).toBe(true);
  });
});

describe('a function that turns out to be more, or less, than it was taken for', () => {
  const presets: typeof FIRST.presets = [];
  const parseZone = (row: string) => composeCatalogue([tables(), tables({ presets, uapi: FIRST.uapi.map((one) => (one.startsWith('DNS::parse_zone') ? row : one)) })]);
  const reading: readonly Grant[] = [{ feature: 'zoneedit', access: 'read' }];

  it('is no longer reading for any grant, and does not become reading for those of before', () => {
    expect([1, 2].map((version) => may(parseZone('DNS::parse_zone zoneedit write zone=zone'), version, reading, 'DNS::parse_zone'))).toEqual([false, false]);
    const nowRead = composeCatalogue([tables({ uapi: FIRST.uapi.map((one) => one.replace('parse_zone zoneedit read', 'parse_zone zoneedit write')) }), tables()]);
    expect([1, 2].map((version) => may(nowRead, version, reading, 'DNS::parse_zone'))).toEqual([false, true]);
  });

  it('is a secret for every grant wider than its name, from then on', () => {
    const secret = parseZone('DNS::parse_zone zoneedit secret zone=zone');
    for (const grant of [{ feature: 'zoneedit' }, { operation: 'DNS::*' }]) expect([1, 2].map((version) => may(secret, version, [grant], 'DNS::parse_zone'))).toEqual([false, false]);
    expect(may(secret, 1, [{ operation: 'DNS::parse_zone' }], 'DNS::parse_zone')).toBe(true);
  });

  it('that moves to another feature is in neither for grants of before', () => {
    const moved = parseZone('DNS::parse_zone dnsview read zone=zone');
    expect([1, 2].map((version) => may(moved, version, [{ feature: 'zoneedit' }], 'DNS::parse_zone'))).toEqual([false, false]);
    expect([1, 2].map((version) => may(moved, version, [{ feature: 'dnsview' }], 'DNS::parse_zone'))).toEqual([false, true]);
  });

  it('that is gone is nobody’s, and a denial of what it was holds', () => {
    const gone = composeCatalogue([tables(), tables({ uapi: FIRST.uapi.filter((one) => !one.startsWith('SSL')) })]);
    expect(may(gone, 1, [{ operation: 'SSL::show_key' }], 'SSL::show_key')).toBe(false);
  });
});

describe('a preset', () => {
  it('means what its version says, and is worth nothing under a version that has it not', () => {
    const wider = { ...FIRST.presets[0]!, parts: [{ on: null, operations: ['DNS::parse_zone', 'DNS::mass_edit_zone'] }], kinds: [] };
    const changed = composeCatalogue([tables(), tables({ presets: [wider] }), tables({ presets: [{ ...wider, name: 'other' }] })]);
    const grant = { preset: 'zone-reader' };
    expect([1, 2, 3].map((version) => may(changed, version, [grant], 'DNS::mass_edit_zone'))).toEqual([false, true, false]);
  });
});

describe('a denial', () => {
  it('is of what came later, and of what was there before', () => {
    const full: Grant = { operation: 'DNS::swap' };
    for (const denial of [{ effect: 'deny', feature: 'zoneedit' }, { effect: 'deny', operation: 'DNS::*' }] as const) expect([1, 2].map((version) => may(catalogue, version, [full, denial], 'DNS::swap'))).toEqual([false, false]);
  });
});
