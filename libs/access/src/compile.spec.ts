import { toRfc3339 } from '@portcullis/kernel';
import * as fc from 'fast-check';
import { decide } from './decide.js';
import { catalogueOf, compiled, fullAccess, noPolicy, now } from './facts-for-spec.js';
import type { OwnerFacts } from './facts.js';
import type { Grant } from './grant.js';
import type { OperationFacts } from './operation.js';
import { holds } from './random-cases-for-spec.js';
import type { Leaf } from './resource.js';

const CASES = 1_000;

const EDIT: OperationFacts = { name: 'DNS::edit', access: 'write', features: ['zoneedit'], known: true };
const CATALOGUE = catalogueOf([EDIT]);
const owner: OwnerFacts = { tenants: ['active'], account: { status: 'active', features: new Set(['zoneedit']) }, ...noPolicy };
const allows = (grants: readonly Grant[], leaves: readonly Leaf[]): boolean =>
  decide({ token: compiled({ ...fullAccess, access: 'restricted', grants }, CATALOGUE), owner, operation: EDIT, leaves, now, ip: null }).allowed;

const HOSTS = [...Array(12).keys()].map((host) => `h${host}.example.com`);
const LEAVES: Leaf[] = [
  ...HOSTS.map((name): Leaf => ({ kind: 'record', zone: 'example.com', name, type: 'TXT' })),
  ...HOSTS.slice(0, 3).map((name): Leaf => ({ kind: 'record', zone: null, name, type: 'A' })),
  { kind: 'zone', name: 'example.com' },
  { kind: 'mailbox', local: 'bob', domain: 'example.com' },
  { kind: 'path', path: '/a/b' },
  { kind: 'database', name: 'alice_wp', account: 'alice' },
  { kind: 'cron_line', command: 'true' },
  { kind: 'unread', of: 'record', zone: 'example.com' },
];
const anyResource = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...HOSTS).map((name) => `record:${name}/TXT`) },
  { weight: 2, arbitrary: fc.constantFrom('zone:example.com', 'record:h1.example.com/*', 'mailbox:*@example.com', 'mailbox:bob@example.com', 'path:/a/**', 'path:/a/b', 'database:alice_*', 'account:alice', 'account:*', 'cron_line:true', 'nonsense') },
);
const anyGrant: fc.Arbitrary<Grant> = fc
  .record({
    selector: fc.constantFrom({ operation: 'DNS::edit' }, { operation: 'DNS::edit' }, { operation: 'DNS::*' }, { feature: 'zoneedit' }),
    resources: fc.option(fc.array(anyResource, { minLength: 1, maxLength: 3 }), { freq: 40, nil: undefined }),
    access: fc.constantFrom('read' as const, undefined, undefined, undefined),
    ended: fc.constantFrom(true, false, false, false),
  })
  .map(({ selector, resources, access, ended }): Grant => ({ ...selector, ...(resources && { resources }), ...(access && { access }), ...(ended && { until: toRfc3339(now) }) }));

describe('a token with many grants', () => {
  it('may do what one of them alone allows, thing by thing, and nothing else', () => {
    let allowed = 0;
    const enough = holds(
      fc.property(fc.array(anyGrant, { maxLength: 30 }), fc.array(fc.constantFrom(...LEAVES), { minLength: 1, maxLength: 3 }), (grants, leaves) => {
        const alone = leaves.every((leaf) => grants.some((grant) => allows([grant], [leaf])));
        expect(allows(grants, leaves)).toBe(alone);
        if (alone) allowed++;
      }),
      CASES,
    );
    // Else it would be a test of refusals.
    if (enough) expect(allowed).toBeGreaterThan(CASES / 20);
  });

  it('may do what is about everything by one of them that is', () => {
    const limited = HOSTS.map((name): Grant => ({ operation: 'DNS::edit', resources: [`record:${name}/TXT`] }));
    expect(allows(limited, [])).toBe(false);
    expect(allows([...limited, { operation: 'DNS::edit' }], [])).toBe(true);
    expect(allows([...limited, { operation: 'DNS::edit' }], [{ kind: 'database', name: 'alice_wp' }])).toBe(true);
  });
});
