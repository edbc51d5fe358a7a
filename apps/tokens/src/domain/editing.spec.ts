import { DEFAULT_POLICY, type Grant, type TenantPolicy } from '@portcullis/access';
import { instant, newId, shardOfRoot, toRfc3339 } from '@portcullis/kernel';
import { editMayNotEscalate, editOf, mayEdit, withoutGrants, type TokenChanges } from './editing.js';
import type { Catalogue } from './issuing.js';
import { fullRights, newborn, type Token } from './token.js';

const now = instant(1_800_000_000_000);
const zeros = (count: number) => new Uint8Array(count);
const tenantId = newId('ten', zeros);
const catalogue: Catalogue = {
  operationNamed: (name) => ({ name, access: 'write', features: [], known: name !== 'DNS::pars_zone' }),
  knownFeature: () => true,
  knownModule: () => true,
  ...{ version: 7, presetNamed: () => null, isRolling: () => false, escalationOf: (name) => (name === 'Cron::add_line' ? { reason: 'It runs any command.', unlessOn: [] } : null) },
  escalating: [{ name: 'Cron::add_line', access: 'write', features: [], known: true }],
};
const token: Token = {
  ...{ id: newId('tok', zeros), tenantId, accountId: null, shard: shardOfRoot(tenantId), kind: 'tenant', form: 'token', name: 'ci', description: '' },
  labels: { team: 'dns' },
  ...fullRights,
  access: 'restricted',
  grants: [{ operation: 'DNS::parse_zone', access: 'read' }],
  rateLimit: { requests: 10, seconds: 60 },
  ...newborn,
  catalogueVersion: 3,
  ...{ createdAt: now, createdBy: null, createdByTenant: null, createdFrom: null },
};
const codeOf = ({ confirm = false, ...changes }: TokenChanges & { confirm?: boolean }, of: Partial<Token> = {}, policy: Partial<TenantPolicy> = {}): string | null => {
  const edited = { ...token, ...of };
  const edit = editOf(edited, changes, 7);
  const judged = mayEdit(edited, edit, { now, policy: { ...DEFAULT_POLICY, ...policy } }, catalogue);
  return judged.ok ? (editMayNotEscalate(edit, confirm, now, catalogue)?.code ?? null) : judged.refusal.code;
};

describe('an edit', () => {
  it('is what is not as it was, whatever order the database gives the keys in', () => {
    const same: TokenChanges = { name: 'ci', labels: { team: 'dns' }, grants: [{ access: 'read', operation: 'DNS::parse_zone' }], rateLimit: { seconds: 60, requests: 10 }, useQuota: null, readOnly: undefined };
    expect(editOf(token, same, 7)).toEqual({ changed: {}, touchesRights: false, edited: token });
    expect(editOf(token, { ...same, readOnly: true }, 7).changed).toEqual({ readOnly: true });
    expect(editOf(token, { labels: { team: 'dns', of: 'x' } }, 7).changed).toEqual({ labels: { team: 'dns', of: 'x' } });
    expect(editOf(token, { labels: {} }, 7).changed).toEqual({ labels: {} });
  });

  it.each<[TokenChanges, boolean]>([
    [{ name: 'other' }, false],
    [{ description: 'more' }, false],
    [{ labels: {} }, false],
    [{ readOnly: true }, true],
    [{ expiresAt: instant(now + 1) }, true],
    [{ ipAllowlist: ['192.0.2.0/24'] }, true],
    [{ rateLimit: null }, true],
    [{ name: 'other', useQuota: 3 }, true],
    [{ timeWindows: [{ days: ['mon'], from: '08:00', to: '18:00', zone: 'UTC' }] }, true],
  ])('of %j touches what the token may do: %s', (changes, touchesRights) => expect(editOf(token, changes, 7).touchesRights).toBe(touchesRights));

  it('that gives grants gives them under the version of who edits; any other leaves it as it was', () => {
    expect(editOf(token, { grants: [{ feature: 'zoneedit' }] }, 7).edited).toMatchObject({ catalogueVersion: 7 });
    expect(editOf(token, { grants: token.grants, readOnly: true }, 7).edited).toMatchObject({ catalogueVersion: 3 });
  });

  it('that adds operations by their names, or takes grants, leaves what the others stand for as it was', () => {
    const wide = { ...token, grants: [{ feature: 'zoneedit' }, { operation: 'Email::*' }] };
    const version = (grants: TokenChanges['grants']) => editOf(wide, { grants }, 7).edited.catalogueVersion;
    expect(version([...wide.grants, { operation: 'DNS::parse_zone', once: true }])).toBe(3);
    expect(version(wide.grants.slice(0, 1))).toBe(3);
    // A denial that widened what it stands beside would be a trap.
    expect(version([...wide.grants, { effect: 'deny', feature: 'popaccts' }])).toBe(3);
    for (const added of [{ feature: 'popaccts' }, { operation: 'DNS::*' }, { preset: 'dns-reader' }, { feature: 'zoneedit', access: 'read' as const }]) {
      expect(version([...wide.grants, added])).toBe(7);
    }
  });

  it('may be made of a living token, and of one that has expired', () => {
    expect(codeOf({ readOnly: true })).toBeNull();
    expect(codeOf({ name: 'other' }, { expiresAt: instant(now - 1) })).toBeNull();
    expect(codeOf({ expiresAt: instant(now + 1) }, { expiresAt: instant(now - 1) })).toBeNull();
    expect(codeOf({ expiresAt: null }, { expiresAt: instant(now - 1) })).toBeNull();
  });

  it('leaves a revoked token, a session and a link as they are', () => {
    expect(codeOf({ name: 'other' }, { revokedAt: now })).toBe('token_revoked');
    expect(codeOf({ name: 'other' }, { form: 'session' })).toBe('invalid_request');
    expect(codeOf({ name: 'other' }, { form: 'link' })).toBe('invalid_request');
  });

  it('narrows access and never widens it', () => {
    expect(codeOf({ access: 'full', grants: [] })).toBe('access_cannot_widen');
    const full = { access: 'full', grants: [] } as const;
    expect(codeOf({ access: 'restricted', grants: token.grants }, full)).toBeNull();
    expect(codeOf({ access: 'full', readOnly: true }, full)).toBeNull();
  });

  it('leaves grants that fit the access', () => {
    const full = { access: 'full', grants: [] } as const;
    expect(codeOf({ grants: [] })).toBe('invalid_request');
    expect(codeOf({ grants: [{ effect: 'deny', feature: 'zoneedit' }] })).toBe('invalid_request');
    expect(codeOf({ grants: [...token.grants, { effect: 'deny', feature: 'zoneedit' }] })).toBeNull();
    expect(codeOf({ grants: token.grants }, full)).toBe('invalid_request');
    expect(codeOf({ access: 'restricted' }, full)).toBe('invalid_request');
  });

  it('of anything else may be made of a token whose last grant was taken', () => {
    const bare = { grants: [] };
    expect(codeOf({ name: 'other', readOnly: true }, bare)).toBeNull();
    expect(codeOf({ grants: token.grants }, bare)).toBeNull();
  });

  it('gives times that make sense together, with those that stay', () => {
    expect(codeOf({ expiresAt: now })).toBe('expiry_in_past');
    expect(codeOf({ notBefore: instant(now + 5) }, { expiresAt: instant(now + 5) })).toBe('never_valid');
    expect(codeOf({ expiresAt: instant(now + 5) }, { notBefore: instant(now + 4) })).toBeNull();
  });

  it('gives no grant that has ended, and leaves one that was there', () => {
    const ended = [{ operation: 'DNS::parse_zone', until: toRfc3339(now) }];
    expect(codeOf({ grants: ended })).toBe('expiry_in_past');
    const more = [...ended, { operation: 'Email::add_pop' }];
    expect(codeOf({ grants: more }, { grants: ended })).toBeNull();
    expect(codeOf({ grants: [{ operation: 'DNS::parse_zone', until: toRfc3339(instant(now + 1)) }] })).toBeNull();
  });

  it('is refused for what a policy forbids of it, and not for what the policy found there', () => {
    const policy = { expiryRequired: true, longestLifeSeconds: 60 };
    const fitting = { expiresAt: instant(now + 60_000) };
    expect(codeOf({ readOnly: true }, fitting, policy)).toBeNull();
    expect(codeOf({ expiresAt: null }, fitting, policy)).toBe('policy_forbids');
    // Its life is counted from when it was made.
    expect(codeOf({ expiresAt: instant(now + 59_000) }, { expiresAt: instant(now + 1), createdAt: instant(now - 1000) }, policy)).toBeNull();
    expect(codeOf({ expiresAt: instant(now + 59_001) }, { expiresAt: instant(now + 1), createdAt: instant(now - 1000) }, policy)).toBe('policy_forbids');
    expect(codeOf({ readOnly: true }, {}, policy)).toBeNull();
    expect(codeOf({ name: 'other' }, {}, policy)).toBeNull();
    expect(codeOf({ ipAllowlist: [] }, { ipAllowlist: ['192.0.2.7'] }, { ipAllowlistRequired: true })).toBe('policy_forbids');
  });

  it('that gives what escalates, or gives it for longer, must be confirmed; any other is not asked', () => {
    const grants = [{ operation: 'Cron::add_line' }];
    const soon = { expiresAt: instant(now + 60_000) };
    expect(codeOf({ grants }, soon)).toBe('confirmation_required');
    expect(codeOf({ grants, confirm: true }, soon)).toBeNull();
    expect(codeOf({ grants, confirm: true })).toBe('escalating_too_long');
    expect(codeOf({ expiresAt: instant(now + 90_000) }, { grants, ...soon })).toBe('confirmation_required');
    expect(codeOf({ readOnly: true, name: 'other' }, { grants })).toBeNull();
  });

  it('is not asked again what the catalogue knows of grants that were there before', () => {
    const misspelt = [{ operation: 'DNS::pars_zone' }];
    expect(codeOf({ grants: misspelt })).toBe('operation_unknown');
    expect(codeOf({ readOnly: true }, { grants: misspelt })).toBeNull();
  });
});

describe('grants that are taken', () => {
  const once: Grant = { operation: 'DNS::parse_zone', once: true };
  const held: Grant[] = [once, { operation: 'DNS::parse_zone' }, once, { ...once, resources: ['zone:example.com'] }];

  it('are gone, each once, and the others are as they were', () => {
    expect(withoutGrants(held, [{ once: true, operation: 'DNS::parse_zone' }])).toEqual(held.slice(1));
    expect(withoutGrants(held, [once, once])).toEqual([held[1], held[3]]);
  });

  it.each<[Grant[]]>([
    [[once, once, once]],
    [[once, { ...once, resources: ['zone:example.org'] }]],
    [[{ operation: 'DNS::mass_edit_zone', once: true }]],
  ])('are all there, or nothing is taken: %j', (taken) => expect(withoutGrants(held, taken)).toBeNull());
});
