import { instant, type Instant } from '@portcullis/kernel';
import * as fc from 'fast-check';
import { addressAllowed } from './addresses-for-spec.js';
import { exceeds, outlives, type Power } from './attenuate.js';
import { decide as decideCompiled, hangsOnUnread as hangsCompiled, type Decision } from './decide.js';
import { catalogueOf, compiled, emptyCatalogue, fullAccess, noPolicy } from './facts-for-spec.js';
import type { Asked, Circumstances, OwnerFacts, TokenFacts } from './facts.js';
import type { Grant } from './grant.js';
import { MANAGEMENT_OPERATIONS, managementOperation, mayEverHold } from './management.js';
import { isManagement, unknownOperation, type OperationFacts } from './operation.js';
import { PRINCIPAL_KINDS } from './principal.js';
import { holds } from './random-cases-for-spec.js';
import type { Leaf } from './resource.js';
import { tokenState } from './token-state.js';

const decide = ({ token, ...rest }: { token: TokenFacts; owner: OwnerFacts } & Asked & Circumstances): Decision => decideCompiled({ token: compiled(token), ...rest });
const hangsOnUnread = ({ token, ...rest }: { token: TokenFacts; owner: OwnerFacts } & Asked & Circumstances): boolean => hangsCompiled({ token: compiled(token), ...rest });

/** Few modules, functions and features, so that grants and operations often meet. */
const FEATURES = ['zoneedit', 'popaccts', 'mysql'];
const PANEL_NAMES = ['DNS', 'DNSSEC', 'Email'].flatMap((module) => ['read_it', 'change_it', 'show_key'].map((name) => `${module}::${name}`));
const NOW = instant(1_800_000_000_000);

const anyFeatures = fc.subarray(FEATURES);
/** A catalogue as data: what each panel operation is differs from run to run, and some are unknown. */
const anyCatalogue = fc
  .tuple(...PANEL_NAMES.map((name) => fc.option(fc.record({ access: fc.constantFrom('read', 'write', 'secret'), features: anyFeatures }), { freq: 5 }).map((facts): OperationFacts =>
    facts ? { name, access: facts.access, features: facts.features, known: true } : unknownOperation(name),
  )))
  .map((panel) => new Map([...panel, ...MANAGEMENT_OPERATIONS.map((name) => managementOperation(name))].map((operation) => [operation.name, operation])));

const anyGrant: fc.Arbitrary<Grant> = fc
  .tuple(
    fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...FEATURES).map((feature) => ({ feature })) },
      { weight: 2, arbitrary: fc.constantFrom(...PANEL_NAMES).map((operation) => ({ operation })) },
      { weight: 2, arbitrary: fc.constantFrom('DNS::*', 'DNSSEC::*', 'Email::*').map((operation) => ({ operation })) },
      { weight: 1, arbitrary: fc.constantFrom(...MANAGEMENT_OPERATIONS).map((operation) => ({ operation })) },
      // The one that a tenant may not hold, and a service may: drawn often, since few makers and tokens meet over it.
      { weight: 1, arbitrary: fc.constant({ operation: 'Portcullis::edit_panel' }) },
    ),
    fc.constantFrom<{ access?: 'read' | 'write' }>({}, { access: 'read' }, { access: 'write' }),
  )
  .map(([selector, access]) => ({ ...selector, ...access }));

const anyInstant = fc.integer({ min: -2, max: 2 }).map((offset) => (NOW + offset) as Instant);
const ADDRESSES = ['192.0.2.1', '192.0.2.200', '198.51.100.1', '2001:db8::1'];
const anyAddress = fc.option(fc.constantFrom(...ADDRESSES), { freq: 6 });
const anyAllowlist = fc.oneof(
  { weight: 4, arbitrary: fc.constant<string[]>([]) },
  { weight: 3, arbitrary: fc.subarray([...ADDRESSES, '192.0.2.0/24', '192.0.2.0/25', '2001:db8::/32', '0.0.0.0/0', 'nonsense']) },
);
const anyRate = fc.option(fc.record({ requests: fc.integer({ min: 1, max: 3 }), seconds: fc.integer({ min: 1, max: 3 }) }), { freq: 1 });
const power = {
  form: fc.constant('token' as const),
  timeWindows: fc.constant([]),
  catalogueVersion: fc.constant(1),
  createdAt: fc.constant(fullAccess.createdAt),
  activeAt: fc.constant(fullAccess.activeAt),
  readOnly: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  ipAllowlist: anyAllowlist,
  rateLimit: anyRate,
  useQuota: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 1 }),
  kind: fc.constantFrom(...PRINCIPAL_KINDS),
  access: fc.constantFrom('full' as const, 'restricted' as const),
  grants: fc.array(anyGrant, { maxLength: 5 }),
};
type AnyToken = TokenFacts & Power;
const seldom = fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
const anyToken: fc.Arbitrary<AnyToken> = fc.record({
  ...power,
  expiresAt: fc.option(anyInstant, { freq: 3 }),
  revokedAt: fc.option(anyInstant, { freq: 1 }),
  notBefore: fc.option(anyInstant, { freq: 1 }),
  credentialEndsAt: fc.option(anyInstant, { freq: 1 }),
  exhausted: seldom,
});
const unending = { expiresAt: null, revokedAt: null, notBefore: null, credentialEndsAt: null, exhausted: false };
const liveToken: fc.Arbitrary<AnyToken> = fc.record(power).map((held) => ({ ...held, ...unending }));
const restrictedToken = liveToken.map((token): AnyToken => ({ ...token, access: 'restricted' }));

const mostly = <T>(often: T, ...seldom: T[]) => fc.oneof({ weight: 6, arbitrary: fc.constant(often) }, ...seldom.map((value) => ({ weight: 1, arbitrary: fc.constant(value) })));
const anyTenants = fc.tuple(mostly<'active' | 'suspended'>('active', 'suspended'), fc.array(mostly<'active' | 'suspended'>('active', 'suspended'), { maxLength: 2 }))
  .map(([own, above]): OwnerFacts['tenants'] => [own, ...above]);
const anyAccount = fc.record({ status: mostly<'active' | 'suspended' | 'removed'>('active', 'suspended', 'removed'), features: anyFeatures.map((features) => new Set(features)) });
const anyOwner: fc.Arbitrary<OwnerFacts> = fc.record({ tenants: anyTenants, account: fc.option(anyAccount, { freq: 4 }), policy: fc.constant(noPolicy.policy) });

const anyOperation = fc.tuple(anyCatalogue, fc.constantFrom(...PANEL_NAMES, ...MANAGEMENT_OPERATIONS)).map(([catalogue, name]) => catalogue.get(name)!);
/** From an address that most tokens may be used from, unless a law is about addresses. */
const allows = (token: TokenFacts, owner: OwnerFacts, operation: OperationFacts, ip: string | null = ADDRESSES[0]!) =>
  decide({ token, owner, operation, now: NOW, ip }).allowed;

/** Leaves and patterns over few names, so that they often meet. */
const RESOURCES = ['zone:example.com', 'record:a.example.com/TXT', 'record:a.example.com/*', 'mailbox:*@example.com', 'path:/a/**', 'database:al*', 'account:bob', 'not a resource'];
const LEAVES: Leaf[] = [
  { kind: 'zone', name: 'example.com' },
  { kind: 'record', zone: 'example.com', name: 'a.example.com', type: 'TXT' },
  { kind: 'record', zone: 'sub.example.com', name: 'b.sub.example.com', type: 'A' },
  { kind: 'mailbox', local: 'bob', domain: 'example.com' },
  { kind: 'path', path: '/a/b' },
  { kind: 'database', name: 'alice_wp' },
  { kind: 'unread', of: 'record', zone: 'example.com' },
  { kind: 'unread', of: 'name', zone: null, account: 'bob' },
];
const anyLeaves = fc.subarray(LEAVES);
const anyResources = fc.option(fc.subarray(RESOURCES, { minLength: 1 }), { nil: undefined });
const limitedToken = fc.tuple(restrictedToken, fc.array(anyResources, { minLength: 5, maxLength: 5 })).map(([token, resources]): AnyToken => ({
  ...token,
  grants: token.grants.map((grant, at) => (resources[at] === undefined ? grant : { ...grant, resources: resources[at] })),
}));
const withoutResources = (token: AnyToken): AnyToken => ({ ...token, grants: token.grants.map(({ resources: _, ...grant }) => grant as Grant) });
const reaches = (token: TokenFacts, owner: OwnerFacts, operation: OperationFacts, leaves: readonly Leaf[]) =>
  decide({ token, owner, operation, leaves, now: NOW, ip: ADDRESSES[0]! }).allowed;

describe('the laws of resources in grants', () => {
  it('a resource never adds anything, and what it leaves out is missing', () => {
    holds(fc.property(limitedToken, anyOwner, anyOperation, anyLeaves, (token, owner, operation, leaves) => {
      if (reaches(token, owner, operation, leaves)) expect(reaches(withoutResources(token), owner, operation, leaves)).toBe(true);
    }));
  });

  it('a call is allowed exactly when each thing that it touches is, and one that touches nothing in particular needs a grant for everything', () => {
    holds(fc.property(limitedToken, anyOwner, anyOperation, anyLeaves, (token, owner, operation, leaves) => {
      if (leaves.length > 0) return expect(reaches(token, owner, operation, leaves)).toBe(leaves.every((leaf) => reaches(token, owner, operation, [leaf])));
      const unlimited = { ...token, grants: token.grants.filter(({ resources }) => resources === undefined) };
      expect(reaches(token, owner, operation, [])).toBe(reaches(unlimited, owner, operation, []));
    }));
  });

  it('only what is unread can turn a no into a yes when it is read', () => {
    holds(fc.property(limitedToken, anyOwner, anyOperation, anyLeaves, fc.constantFrom(...LEAVES), (token, owner, operation, leaves, read) => {
      const question = { token, owner, operation, leaves, now: NOW, ip: ADDRESSES[0]! };
      if (decide(question).allowed || read.kind !== 'record' || read.zone !== 'example.com') return;
      const resolved = leaves.map((leaf) => (leaf.kind === 'unread' && leaf.of === 'record' ? read : leaf));
      const denial = decide(question);
      if (reaches(token, owner, operation, resolved) && !denial.allowed) expect([denial.code, hangsOnUnread(question)]).toEqual(['resource_not_granted', true]);
    }));
  });

  it('a token never hands out a grant that reaches further than its own', () => {
    const handed = fc.tuple(limitedToken, limitedToken, anyOwner, anyOperation, anyLeaves);
    holds(fc.property(handed, ([maker, made, owner, operation, leaves]) => {
      const bare = { readOnly: false, ipAllowlist: [], rateLimit: null, useQuota: null, kind: 'operator' as const };
      const [giver, receiver] = [{ ...maker, ...bare }, { ...made, ...bare }];
      if (exceeds(giver, receiver, catalogueOf([operation], { operationNamed: () => operation })) !== null) return;
      if (reaches(receiver, owner, operation, leaves)) expect(reaches(giver, owner, operation, leaves)).toBe(true);
    }));
  });
});

describe('the laws of deciding', () => {
  it('nothing is allowed without a grant or full access', () => {
    holds(fc.property(restrictedToken, anyOwner, anyOperation, (token, owner, operation) => {
      expect(allows({ ...token, grants: [] }, owner, operation)).toBe(false);
    }));
  });

  it('what is allowed is allowed by one grant alone', () => {
    holds(fc.property(restrictedToken, anyOwner, anyOperation, (token, owner, operation) => {
      const byOne = token.grants.some((grant) => allows({ ...token, grants: [grant] }, owner, operation));
      expect(allows(token, owner, operation)).toBe(byOne);
    }));
  });

  it('order never matters: not of grants, tenants or features', () => {
    const reverse = (owner: OwnerFacts): OwnerFacts => ({
      policy: owner.policy,
      tenants: [...owner.tenants].reverse() as unknown as OwnerFacts['tenants'],
      account: owner.account && { ...owner.account, features: new Set([...owner.account.features].reverse()) },
    });
    holds(fc.property(anyToken, anyOwner, anyOperation, (token, owner, operation) => {
      const turned = { ...token, grants: [...token.grants].reverse() };
      const turnedOperation = { ...operation, features: [...operation.features].reverse() };
      expect(allows(turned, reverse(owner), turnedOperation)).toBe(allows(token, owner, operation));
    }));
  });

  it('a further grant never takes anything away', () => {
    holds(fc.property(anyToken, anyGrant, anyOwner, anyOperation, (token, grant, owner, operation) => {
      if (allows(token, owner, operation)) expect(allows({ ...token, grants: [...token.grants, grant] }, owner, operation)).toBe(true);
    }));
  });

  it('a narrower access never adds anything', () => {
    const narrowings = [{ access: 'read' }, { access: 'write' }] as const;
    holds(fc.property(restrictedToken, anyOwner, anyOperation, fc.constantFrom(...narrowings), (token, owner, operation, narrowing) => {
      const narrowed = { ...token, grants: token.grants.map((grant) => (grant.access === 'read' ? grant : { ...grant, ...narrowing })) };
      if (allows(narrowed, owner, operation)) expect(allows(token, owner, operation)).toBe(true);
      if (allows(token, owner, operation)) expect(allows({ ...token, access: 'full', kind: 'operator' }, owner, operation)).toBe(true);
    }));
  });

  it('reading grants allow nothing but reading', () => {
    holds(fc.property(restrictedToken, anyOwner, anyOperation, (token, owner, operation) => {
      const narrowed = { ...token, grants: token.grants.map((grant) => ({ ...grant, access: 'read' as const })) };
      if (allows(narrowed, owner, operation)) expect(operation.access).toBe('read');
    }));
  });

  it('a secret is allowed by its own name or by full access, and an unknown operation by full access only', () => {
    holds(fc.property(restrictedToken, anyOwner, anyOperation, (token, owner, operation) => {
      if (!allows(token, owner, operation)) return;
      expect(operation.known).toBe(true);
      if (operation.access === 'secret') expect(token.grants).toContainEqual(expect.objectContaining({ operation: operation.name }));
    }));
  });

  it('a revoked, expired, exhausted, replaced or early token, a suspended tenant, and a suspended or removed account are never allowed anything', () => {
    holds(fc.property(anyToken, anyOwner, anyOperation, (token, owner, operation) => {
      const over = (at: number | null) => at !== null && at <= NOW;
      const early = token.notBefore !== null && token.notBefore > NOW;
      const dead = token.revokedAt !== null || over(token.expiresAt) || over(token.credentialEndsAt) || token.exhausted || early;
      const stopped = owner.tenants.includes('suspended') || (owner.account !== null && owner.account.status !== 'active');
      if (dead || stopped || (token.kind === 'account' && owner.account === null)) expect(allows(token, owner, operation)).toBe(false);
    }));
  });

  it('a feature that the account lost is never used', () => {
    holds(fc.property(anyToken, anyOwner, anyOperation, (token, owner, operation) => {
      fc.pre(owner.account !== null && operation.features.length > 0);
      if (allows(token, owner, operation)) expect(operation.features.some((feature) => owner.account!.features.has(feature))).toBe(true);
    }));
  });

  it('a condition never allows more: not reading only, not an address list, not a beginning', () => {
    holds(fc.property(anyToken, anyOwner, anyOperation, anyAddress, anyAllowlist, anyInstant, (token, owner, operation, ip, ipAllowlist, notBefore) => {
      for (const condition of [{ readOnly: true }, { ipAllowlist }, { notBefore }, { exhausted: true }, { credentialEndsAt: notBefore }]) {
        const free = { ...token, readOnly: false, ipAllowlist: [], notBefore: null, exhausted: false, credentialEndsAt: null };
        if (allows({ ...free, ...condition }, owner, operation, ip)) expect(allows(free, owner, operation, ip)).toBe(true);
      }
    }));
  });

  it('a token for certain addresses is used from these only, and a reading token reads only', () => {
    holds(fc.property(anyToken, anyOwner, anyOperation, anyAddress, (token, owner, operation, ip) => {
      if (!allows(token, owner, operation, ip)) return;
      if (token.readOnly) expect(operation.access).toBe('read');
      if (token.ipAllowlist.length > 0) expect(ip !== null && addressAllowed(token.ipAllowlist, ip)).toBe(true);
    }));
  });

  it('every denial says what is missing in one sentence that no panel client misreads', () => {
    holds(fc.property(anyToken, anyOwner, anyOperation, (token, owner, operation) => {
      const decision = decide({ token, owner, operation, now: NOW, ip: null });
      if (!decision.allowed) expect(decision.missing).toMatch(/^[^\]["\n]+\.$/);
    }));
  });
});

describe('the law of handing on', () => {
  it('a token that does not outlive its maker has ended whenever its maker has', () => {
    holds(fc.property(anyToken, anyToken, anyInstant, (parent, child, now) => {
      fc.pre(outlives(parent, child) === null);
      if (tokenState({ ...parent, revokedAt: null }, now) === 'expired') expect(tokenState({ ...child, revokedAt: null }, now)).toBe('expired');
    }));
  });

  it('a token that does not exceed its maker is allowed nothing that its maker is not', () => {
    holds(fc.property(liveToken, liveToken, anyCatalogue, anyTenants, anyAccount, fc.boolean(), (parent, child, catalogue, tenants, account, withCatalogue) => {
      if (exceeds(parent, child, withCatalogue ? catalogueOf([...catalogue.values()]) : emptyCatalogue) !== null) return;
      // A maker above the account has no account of its own.
      const ownerOf = (token: TokenFacts): OwnerFacts => ({ tenants, account: token.kind === 'account' ? account : null, ...noPolicy });
      for (const operation of catalogue.values()) {
        for (const ip of ADDRESSES) {
          if (!allows(child, ownerOf(child), operation, ip)) continue;
          expect({ operation, ip, allowed: allows(parent, ownerOf(parent), operation, ip) }).toEqual({ operation, ip, allowed: true });
        }
      }
    }));
  });

  it('a token may always be handed on as it is', () => {
    holds(fc.property(liveToken, (token) => {
      fc.pre(token.kind !== 'service' || token.access !== 'full');
      const grants = token.grants.filter((grant) => !('operation' in grant) || !isManagement(grant.operation) || mayEverHold(token.kind, grant.operation));
      // A range that cannot be read covers nothing, itself included.
      const ipAllowlist = token.ipAllowlist.filter((range) => range !== 'nonsense');
      expect(exceeds({ ...token, grants, ipAllowlist }, { ...token, grants, ipAllowlist }, emptyCatalogue)).toBeNull();
    }));
  });
});
