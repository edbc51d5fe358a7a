import { instant, type Instant } from '@portcullis/kernel';
import * as fc from 'fast-check';
import { DEFAULT_POLICY, effectivePolicy, type TenantPolicy } from './policy.js';
import { holds } from './random-cases-for-spec.js';
import { countsUnder, forbidsMaking, policyTrouble, type RightsUnderPolicy, type TokenUnderPolicy } from './under-policy.js';

const NOW = instant(1_000_000_000_000);
const DAY = 86_400;
const at = (seconds: number): Instant => instant(NOW + seconds * 1000);

const token: TokenUnderPolicy = {
  ...{ kind: 'account', form: 'token', access: 'restricted', grants: [{ operation: 'DNS::parse_zone' }] },
  ...{ expiresAt: null, ipAllowlist: [], createdAt: at(-10 * DAY), activeAt: at(-DAY) },
};
const laidDown = (parts: Partial<TenantPolicy>): TenantPolicy => ({ ...DEFAULT_POLICY, ...parts });
const troubleOf = (changes: Partial<TokenUnderPolicy>, parts: Partial<TenantPolicy>) => policyTrouble({ ...token, ...changes }, laidDown(parts), NOW);

describe('a token under a policy', () => {
  it('has no trouble with one that lays nothing down', () => expect(troubleOf({}, {})).toBeNull());

  it.each<[string | null, Partial<TokenUnderPolicy>, Partial<TenantPolicy>]>([
    ['policy_life_over', {}, { longestLifeSeconds: 10 * DAY }],
    [null, {}, { longestLifeSeconds: 10 * DAY + 1 }],
    // Whatever it says itself, and however lively it is.
    ['policy_life_over', { expiresAt: at(DAY), activeAt: NOW }, { longestLifeSeconds: DAY }],
    ['token_idle', {}, { idleSeconds: DAY }],
    [null, {}, { idleSeconds: DAY + 1 }],
    ['policy_expiry_required', {}, { expiryRequired: true }],
    [null, { expiresAt: at(1) }, { expiryRequired: true }],
    ['policy_address_required', {}, { ipAllowlistRequired: true }],
    [null, { ipAllowlist: ['192.0.2.7'] }, { ipAllowlistRequired: true }],
    ['policy_preset_required', {}, { presets: ['monitoring'] }],
    ['policy_preset_required', { access: 'full', grants: [] }, { presets: ['monitoring'] }],
    ['policy_preset_required', { grants: [{ preset: 'backup' }] }, { presets: ['monitoring'] }],
    ['policy_preset_required', { grants: [{ preset: 'monitoring' }] }, { presets: [] }],
    // A denial gives nothing, so it is no preset of the list.
    ['policy_preset_required', { grants: [{ effect: 'deny', feature: 'zoneedit' }] }, { presets: ['monitoring'] }],
    [null, { grants: [{ preset: 'monitoring' }] }, { presets: ['monitoring'] }],
    [null, { grants: [{ operation: 'DNS::parse_zone' }, { effect: 'allow', preset: 'monitoring' }] }, { presets: ['backup', 'monitoring'] }],
    // Of the parts that bind the making or the use of many, none denies a token by itself.
    [null, {}, { tokensPerAccount: 0, rateLimit: { requests: 1, seconds: 60 }, tokenRateLimit: { requests: 1, seconds: 60 }, ipAllowlist: [] }],
  ])('gets %s: %j under %j', (code, changes, parts) => expect(troubleOf(changes, parts)?.code ?? null).toBe(code));

  it.each(['tenant', 'service', 'operator'] as const)('of kind %s is bound by everything but presets', (kind) => {
    expect(troubleOf({ kind, access: 'full', grants: [] }, { presets: [] })).toBeNull();
    expect(troubleOf({ kind }, { expiryRequired: true })).toMatchObject({ code: 'policy_expiry_required' });
  });

  it.each(['session', 'link'] as const)('that is a %s is bound by addresses alone', (form) => {
    const everything = { longestLifeSeconds: 1, idleSeconds: 1, expiryRequired: true, ipAllowlistRequired: true, presets: [] };
    expect(troubleOf({ form, activeAt: at(-1) }, everything)).toBeNull();
  });

  it.each<[string, TokenUnderPolicy['form'], number, string | null]>([
    ['a session that is left alone for half an hour', 'session', -1800, 'token_idle'],
    ['a session that was used a moment before that', 'session', -1799, null],
    ['a link', 'link', -1800, null],
    ['a token', 'token', -10 * DAY, null],
  ])('or none, ends when it is idle, if it is a session: %s', (_, form, active, code) => {
    expect(troubleOf({ form, activeAt: at(active) }, {})?.code ?? null).toBe(code);
  });

  it('is told the most final of its troubles', () => {
    const parts: Partial<TenantPolicy>[] = [{ longestLifeSeconds: 1 }, { idleSeconds: 1 }, { expiryRequired: true }, { ipAllowlistRequired: true }, { presets: [] }];
    const told = parts.map((_, from) => troubleOf({}, Object.assign({}, ...parts.slice(from)) as Partial<TenantPolicy>)?.code);
    expect(told).toEqual(['policy_life_over', 'token_idle', 'policy_expiry_required', 'policy_address_required', 'policy_preset_required']);
  });

  it.each<[string, Partial<TenantPolicy>]>([
    ['The provider lets a token live for 1 day at most, and this one is older.', { longestLifeSeconds: DAY }],
    ['The provider lets a token live for 36 hours at most, and this one is older.', { longestLifeSeconds: 1.5 * DAY }],
    ['The provider ends a token that was not used for 90 minutes, and this one was not.', { idleSeconds: 5400 }],
    ['The provider ends a token that was not used for 61 seconds, and this one was not.', { idleSeconds: 61 }],
    ['The provider asks for tokens that say when they expire, and this one does not.', { expiryRequired: true }],
    ['The provider asks for tokens that are for certain addresses only, and this one is not.', { ipAllowlistRequired: true }],
    ['The provider lets tokens of accounts hold certain presets only, and this one holds none of them.', { presets: ['monitoring'] }],
  ])('is told: %s', (missing, parts) => expect(troubleOf({}, parts)?.missing).toBe(missing));

  it('is told of a session how long it may rest', () => {
    expect(troubleOf({ form: 'session' }, {})?.missing).toBe('A session of the console ends when it is not used for 30 minutes, and this one was not.');
  });
});

describe('a grant under a policy that binds accounts to presets', () => {
  const policy = laidDown({ presets: ['monitoring'] });

  it.each<[boolean, Partial<TokenUnderPolicy>, TokenUnderPolicy['grants'][number]]>([
    [true, {}, { preset: 'monitoring' }],
    [false, {}, { preset: 'backup' }],
    [false, {}, { operation: 'DNS::parse_zone' }],
    [false, {}, { feature: 'zoneedit' }],
    [true, {}, { effect: 'deny', feature: 'zoneedit' }],
    [false, { access: 'full' }, { preset: 'monitoring' }],
    [true, { kind: 'tenant' }, { feature: 'zoneedit' }],
    [true, { form: 'session' }, { feature: 'zoneedit' }],
  ])('counts %s: %j, %j', (counts, changes, grant) => {
    expect(countsUnder(policy, { ...token, ...changes }, grant)).toBe(counts);
    expect(countsUnder(DEFAULT_POLICY, { ...token, ...changes }, grant)).toBe(true);
  });
});

describe('making a token under a policy', () => {
  const rights: RightsUnderPolicy = { access: 'restricted', grants: [{ operation: 'DNS::parse_zone' }], expiresAt: null, ipAllowlist: [] };

  it.each<[string | null, Partial<RightsUnderPolicy>, Partial<TenantPolicy>]>([
    [null, {}, {}],
    ['The policy asks for tokens that say when they expire.', {}, { expiryRequired: true }],
    [null, { expiresAt: at(99 * DAY) }, { expiryRequired: true }],
    ['The policy lets a token live for 30 days at most, so it must expire within that time.', {}, { longestLifeSeconds: 30 * DAY }],
    ['The policy lets a token live for 30 days at most, so it must expire within that time.', { expiresAt: instant(at(30 * DAY) + 1) }, { longestLifeSeconds: 30 * DAY }],
    [null, { expiresAt: at(30 * DAY) }, { longestLifeSeconds: 30 * DAY }],
    ['The policy asks for tokens that are for certain addresses only.', {}, { ipAllowlistRequired: true }],
    [null, { ipAllowlist: ['192.0.2.7'] }, { ipAllowlistRequired: true, ipAllowlist: ['192.0.2.0/24'] }],
    // It is used from where both lists meet.
    [null, { ipAllowlist: ['192.0.0.0/16', '198.51.100.1'] }, { ipAllowlist: ['192.0.2.0/24'] }],
    [null, {}, { ipAllowlist: ['192.0.2.0/24'] }],
    ['The policy lets no token be used from any of these addresses.', { ipAllowlist: ['198.51.100.1'] }, { ipAllowlist: ['192.0.2.0/24'] }],
    ['The policy lets no token be used from any of these addresses.', {}, { ipAllowlist: [] }],
    [null, { grants: [{ preset: 'monitoring' }, { effect: 'deny', feature: 'zoneedit' }] }, { presets: ['monitoring'] }],
    [
      'The policy lets tokens of accounts hold these presets only: backup, monitoring, and not operation DNS::parse_zone.',
      { grants: [{ preset: 'monitoring' }, { operation: 'DNS::parse_zone' }] },
      { presets: ['backup', 'monitoring'] },
    ],
    ['The policy lets tokens of accounts hold these presets only: monitoring, and not preset backup.', { grants: [{ preset: 'backup' }] }, { presets: ['monitoring'] }],
    ['The policy lets tokens of accounts hold these presets only: monitoring. Full access is more.', { access: 'full', grants: [] }, { presets: ['monitoring'] }],
    ['The policy lets tokens of accounts hold nothing at all, and not preset backup.', { grants: [{ preset: 'backup' }] }, { presets: [] }],
    // How many there are is counted where they are kept; a new token cannot be idle.
    [null, {}, { tokensPerAccount: 0, idleSeconds: 1 }],
  ])('answers %s: %j under %j', (forbidden, changes, parts) => {
    expect(forbidsMaking({ ...rights, ...changes }, 'account', laidDown(parts), NOW)).toBe(forbidden);
  });

  it('binds only accounts to presets', () => {
    for (const kind of ['tenant', 'service', 'operator'] as const) expect(forbidsMaking({ ...rights, access: 'full', grants: [] }, kind, laidDown({ presets: [] }), NOW)).toBeNull();
  });

  const grant = fc.constantFrom<TokenUnderPolicy['grants'][number]>({ preset: 'a' }, { preset: 'b' }, { feature: 'zoneedit' }, { effect: 'deny', feature: 'cron' });
  const range = fc.constantFrom('192.0.2.0/24', '192.0.2.0/25', '192.0.2.7', '198.51.100.0/24');
  const seconds = fc.integer({ min: 1, max: 5 });
  const anyPolicy = fc
    .record({
      longestLifeSeconds: fc.option(seconds),
      expiryRequired: fc.boolean(),
      ipAllowlist: fc.option(fc.array(range, { maxLength: 2 })),
      ipAllowlistRequired: fc.boolean(),
      presets: fc.option(fc.subarray(['a', 'b'])),
      idleSeconds: fc.option(seconds),
    })
    .map(laidDown);
  const anyRights: fc.Arbitrary<RightsUnderPolicy> = fc.oneof(
    fc.record({ access: fc.constant('full' as const), grants: fc.constant([]), expiresAt: fc.option(seconds.map(at)), ipAllowlist: fc.array(range, { maxLength: 2 }) }),
    fc.record({
      ...{ access: fc.constant('restricted' as const), grants: fc.array(grant, { maxLength: 3 }).map((some) => [{ preset: 'a' }, ...some]) },
      ...{ expiresAt: fc.option(seconds.map(at)), ipAllowlist: fc.array(range, { maxLength: 2 }) },
    }),
  );
  const kinds = fc.constantFrom('account' as const, 'tenant' as const);

  it('makes none that the same policy denies from the first moment, wherever it is used', () => {
    holds(
      fc.property(anyRights, kinds, anyPolicy, (asked, kind, policy) => {
        if (forbidsMaking(asked, kind, policy, NOW) !== null) return;
        const made: TokenUnderPolicy = { ...asked, kind, form: 'token', createdAt: NOW, activeAt: NOW };
        expect(policyTrouble(made, policy, NOW)).toBeNull();
        expect(policy.ipAllowlist).not.toEqual([]);
        const { longestLifeSeconds } = policy;
        expect(longestLifeSeconds === null || asked.expiresAt! <= at(longestLifeSeconds)).toBe(true);
      }),
      2_000,
    );
  });

  it('never lets a tenant below make or use what one above forbids', () => {
    holds(
      fc.property(anyRights, kinds, anyPolicy, anyPolicy, seconds, (asked, kind, own, above, age) => {
        const held = effectivePolicy([own, above]);
        const old: TokenUnderPolicy = { ...asked, kind, form: 'token', createdAt: at(-age), activeAt: at(-1) };
        for (const one of [own, above]) {
          if (forbidsMaking(asked, kind, one, NOW) !== null) expect(forbidsMaking(asked, kind, held, NOW)).not.toBeNull();
          if (policyTrouble(old, one, NOW) !== null) expect(policyTrouble(old, held, NOW)).not.toBeNull();
        }
      }),
      2_000,
    );
  });
});
