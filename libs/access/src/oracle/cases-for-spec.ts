import { instant, toRfc3339, type Instant } from '@portcullis/kernel';
import * as fc from 'fast-check';
import { compile, type CompiledToken } from '../compile.js';
import type { Question } from '../question.js';
import type { OwnerFacts, TokenFacts } from '../facts.js';
import type { Grant } from '../grant.js';
import { DEFAULT_POLICY, effectivePolicy, type TenantPolicy } from '../policy.js';
import { PRINCIPAL_KINDS } from '../principal.js';
import type { Leaf } from '../resource.js';
import { anyEditions, anyResourceGrant, FEATURES, MANAGEMENT_NAMES, PANEL_NAMES, THEMES, type Theme } from './grant-cases-for-spec.js';
import { catalogueOf, operationIn } from './naive-catalogue-for-spec.js';
import type { Situation } from './naive-decision-for-spec.js';

/** Of each the first far more often: with ten things that may each be wrong, nothing would ever be right. */
export const mostly = <T>(often: T, ...seldom: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 7 * seldom.length, arbitrary: fc.constant(often) }, ...seldom.map((value) => ({ weight: 1, arbitrary: fc.constant(value) })));

export const ADDRESSES = ['192.0.2.1', '192.0.2.200', '::ffff:192.0.2.1', '198.51.100.1', '2001:db8::1', '2001:0DB8:0:0::0:1', 'no address', null] as const;
const RANGES = ['192.0.2.0/24', '192.0.2.0/25', '192.0.2.1', '0.0.0.0/0', '::/0', '::ffff:0:0/96', '::ffff:192.0.2.128/121', '2001:db8::/32', '2001:db8::1'];
export const anyAllowlist = fc.subarray([...RANGES, '192.0.2.7/24', 'nonsense'], { minLength: 1, maxLength: 3 });

/** Around the nights in which clocks change, at the edges of the windows below and beside them. */
const NIGHTS = ['2026-03-28T21:00:00Z', '2026-10-24T21:00:00Z', '2026-04-04T12:00:00Z', '2026-06-14T21:00:00Z', '2026-06-16T06:00:00Z'];
export const anyNow = fc
  .tuple(fc.constantFrom(...NIGHTS), fc.integer({ min: 0, max: 20 }), fc.constantFrom(0, -1, 1))
  .map(([night, halves, offset]) => instant(Date.parse(night) + halves * 1_800_000 + offset));
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'];
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const anyWindow = fc
  .record({
    days: fc.subarray([...DAYS], { minLength: 1 }),
    from: fc.constantFrom('00:00', '01:30', '02:00', '02:30', '08:00', '22:00', '23:30'),
    to: fc.constantFrom('00:00', '00:30', '02:00', '02:30', '08:00', '22:00', '24:00'),
    zone: fc.constantFrom(...ZONES),
  })
  .filter(({ from, to }) => from !== to);

const maybe = <T>(arbitrary: fc.Arbitrary<T>, weight = 1): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight, arbitrary });
const near = fc.constantFrom(-1, 0, 1, 1, 1);
const ago = fc.constantFrom(0, 999, 1000, 1001, 2000);
const seconds = fc.constantFrom(1, 2);

const anyPolicy: fc.Arbitrary<TenantPolicy> = fc
  .record({
    longestLifeSeconds: maybe(seconds),
    expiryRequired: mostly(false, true),
    ipAllowlist: maybe(fc.subarray(RANGES, { maxLength: 4 })),
    ipAllowlistRequired: mostly(false, false, true),
    presets: maybe(fc.subarray(['acme', 'reader'])),
    idleSeconds: maybe(seconds),
  })
  .map((laid) => ({ ...DEFAULT_POLICY, ...laid }));

const anyOwner = fc.record({
  above: fc.array(mostly<'active' | 'suspended'>('active', 'suspended'), { minLength: 1, maxLength: 3 }),
  status: mostly<'active' | 'suspended' | 'removed'>('active', 'suspended', 'removed'),
  features: fc.oneof({ weight: 3, arbitrary: fc.constant(FEATURES) }, { weight: 1, arbitrary: fc.subarray(FEATURES) }),
  // Whether there is an account where the kind of token says so.
  asItShould: mostly(true, false),
});

const times = { expiresAt: maybe(near, 4), revokedAt: maybe(fc.constant(0)), notBefore: maybe(near, 2), credentialEndsAt: maybe(near, 2) };
const anyTokenSeed = fc.record({
  kind: fc.constantFrom(...PRINCIPAL_KINDS, 'account' as const, 'tenant' as const),
  form: mostly<'token' | 'session' | 'link'>('token', 'session', 'link'),
  full: mostly(false, true),
  readOnly: mostly(false, true),
  exhausted: mostly(false, false, true),
  ipAllowlist: fc.oneof({ weight: 4, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: anyAllowlist }),
  timeWindows: fc.oneof({ weight: 4, arbitrary: fc.constant<never[]>([]) }, { weight: 2, arbitrary: fc.array(anyWindow, { minLength: 1, maxLength: 3 }) }),
  createdAgo: ago,
  activeAgo: ago,
  ...times,
});

const mostlyTrue = fc.oneof({ weight: 2, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });
const anyLeaves = ({ leaves }: Theme): fc.Arbitrary<Leaf[]> => fc.array(
  fc.tuple(fc.constantFrom(...leaves), mostly<string | undefined>(undefined, 'bob', 'amy')).map(([leaf, account]) => (account === undefined ? leaf : { ...leaf, account })),
  { maxLength: 3, size: 'max' },
);

/** Everything that a decision looks at, over few names, so that things often meet. */
export const anything: fc.Arbitrary<Situation> = fc.constantFrom(...THEMES).chain((theme) => fc
  .record({
    editions: anyEditions,
    versionFromTop: mostly(0, 1, 2),
    now: anyNow,
    token: anyTokenSeed,
    grants: fc.array(fc.tuple(anyResourceGrant(theme), mostlyTrue), { minLength: 1, maxLength: 6, size: 'max' }),
    owner: anyOwner,
    policies: fc.array(anyPolicy, { minLength: 1, maxLength: 2 }),
    operation: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...PANEL_NAMES) }, { weight: 1, arbitrary: fc.constantFrom(...MANAGEMENT_NAMES) }),
    leaves: anyLeaves(theme),
    ip: mostly<string | null>(ADDRESSES[0], ...ADDRESSES.slice(1)),
  })
  .map(({ token: seed, grants, owner, versionFromTop, now, editions, ...rest }): Situation => {
    const version = Math.max(1, editions.length - versionFromTop);
    return { ...rest, editions, now, version, token: tokenOf(seed, grants.map(([grant, aimed]) => endingNear(aimed ? aimedAt(rest.operation, grant) : grant, now)), version, now), owner: ownerOf(owner, seed.kind) };
  }));

const unending = { expiresAt: null, revokedAt: null, notBefore: null, credentialEndsAt: null, exhausted: false };
const unconditional = { readOnly: false, ipAllowlist: [], timeWindows: [] };
const LAID_DOWN: (keyof TenantPolicy)[] = ['longestLifeSeconds', 'expiryRequired', 'ipAllowlist', 'ipAllowlistRequired', 'presets', 'idleSeconds'];

/** One whose token lives and whose owner is there, under policies that ask for less each. */
export const quiet = (situation: Situation): Situation => ({
  ...situation,
  token: { ...situation.token, ...unending, access: 'restricted' },
  owner: ownerOf({ above: ['active'], status: 'active', features: [...(situation.owner.account?.features ?? FEATURES)], asItShould: true }, situation.token.kind),
  policies: situation.policies.map((policy, at) => ({ ...DEFAULT_POLICY, ...Object.fromEntries(LAID_DOWN.filter((_, part) => part % 2 === at).map((part) => [part, policy[part]])) })),
});

/** One that nothing but the grants decides. */
export const bare = (situation: Situation): Situation => ({
  ...quiet(situation),
  token: { ...quiet(situation).token, ...unconditional },
  policies: [DEFAULT_POLICY],
});

/** Of three things that may be wrong one hides the others: so in most cases most things are as they should be. */
export const anySituation: fc.Arbitrary<Situation> = fc.oneof(
  { weight: 2, arbitrary: anything },
  { weight: 2, arbitrary: anything.map(quiet) },
  { weight: 4, arbitrary: anything.map(bare) },
);

type Seed = typeof anyTokenSeed extends fc.Arbitrary<infer T> ? T : never;

function tokenOf({ full, createdAgo, activeAgo, ...seed }: Seed, grants: Grant[], catalogueVersion: number, now: Instant): TokenFacts {
  const at = (offset: number | null) => (offset === null ? null : instant(now + offset));
  return {
    ...seed,
    access: full ? 'full' : 'restricted',
    grants: full ? [] : grants,
    catalogueVersion,
    createdAt: instant(now - createdAgo),
    activeAt: instant(now - Math.min(createdAgo, activeAgo)),
    ...{ expiresAt: at(seed.expiresAt), revokedAt: at(seed.revokedAt), notBefore: at(seed.notBefore), credentialEndsAt: at(seed.credentialEndsAt) },
  };
}

/** Grants of operations are for the one that is asked about, or for its module. */
function aimedAt(operation: string, grant: Grant): Grant {
  if (!('operation' in grant)) return grant;
  return { ...grant, operation: grant.operation.endsWith('*') ? operation.replace(/::.*/, '::*') : operation };
}

/** The generator says how far from now. */
function endingNear(grant: Grant, now: Instant): Grant {
  return grant.until === undefined ? grant : { ...grant, until: toRfc3339(instant(now + Number(grant.until))) };
}

function ownerOf({ above, status, features, asItShould }: typeof anyOwner extends fc.Arbitrary<infer T> ? T : never, kind: string): Situation['owner'] {
  const account = (kind === 'account') === asItShould ? { status, features: new Set(features) } : null;
  return { tenants: above as unknown as OwnerFacts['tenants'], account };
}

/** The same question as the decision takes it. */
export function questionOf(situation: Situation): Question {
  const { editions, operation, leaves, now, ip } = situation;
  return { token: compiled(situation), owner: ownerFacts(situation), operation: operationIn(editions, operation), leaves, now, ip };
}

export function compiled({ token, editions }: Pick<Situation, 'token' | 'editions'>): CompiledToken {
  return compile(token, catalogueOf(editions));
}

export function ownerFacts({ owner, policies }: Pick<Situation, 'owner' | 'policies'>): OwnerFacts {
  return { ...owner, policy: effectivePolicy(policies as readonly [TenantPolicy, ...TenantPolicy[]]) };
}
