import { DEFAULT_POLICY, MANAGEMENT_OPERATIONS, type ManagementOperation } from '@portcullis/access';
import type { OwnerFactsMessage } from '@portcullis/contracts';
import { instant, shard } from '@portcullis/kernel';
import { decidingToken, noPolicy } from './authorities-for-spec.js';
import { authoriseCall } from './authorise-call.js';
import type { PresentedToken } from './presented-token.js';

const AT = '2026-11-23T10:00:00.000Z';
const TENANT = `ten_${'1'.repeat(22)}` as const;
const ACCOUNT = `acc_${'1'.repeat(22)}` as const;
const origin = { requestId: `req_${'1'.repeat(22)}`, ip: '192.0.2.1' } as const;

const policy = DEFAULT_POLICY;
const ownerOf = (status: 'active' | 'suspended' | 'removed'): OwnerFactsMessage => ({
  tenant: { id: TENANT, slug: 'provider', status: 'active', policy, ancestors: [], hosts: [], panelKind: 'cpanel', panelUrl: null, whmUrl: null, upstream: null },
  account: { id: ACCOUNT, username: 'alice', status, domains: [], featureList: 'default', features: [], upstream: null },
  stamp: { epoch: 1, rev: 0 },
  at: AT,
});

const operator: PresentedToken = {
  token: decidingToken({ kind: 'operator' }),
  owner: { tenants: ['active'], account: null, ...noPolicy },
  shard: shard(22),
  facts: {
    ...{ id: `tok_${'1'.repeat(22)}`, publicId: 'operator', kind: 'operator', form: 'token', tenantId: 'ten_platform', accountId: null, name: 'first' },
    ...{ access: 'full', grants: [], readOnly: false, notBefore: null, expiresAt: null, ipAllowlist: [], rateLimit: null, useQuota: null, timeWindows: [] },
    ...{ catalogueVersion: 1, createdAt: AT, activeAt: AT },
    ...{ usesDrawn: 0, credentialEndsAt: null, revokedAt: null },
  },
  ownerFacts: { tenant: { id: 'ten_platform', slug: 'platform', status: 'active', policy, ancestors: [], hosts: [], panelKind: 'cpanel', panelUrl: null, whmUrl: null, upstream: null }, account: null },
  ...{ now: instant(Date.parse(AT)), earliest: instant(Date.parse(AT)), isCurrent: () => true },
};

const reaches = async (status: 'active' | 'suspended' | 'removed', operation: ManagementOperation) => {
  const denials = { record: async () => null };
  const { tenant, account } = ownerOf(status);
  return (await authoriseCall({ denials })(operator, operation, { tenant, account, shard: shard(7) }, origin)).ok;
};
const reached = async (status: 'active' | 'suspended' | 'removed') => {
  const all = await Promise.all(MANAGEMENT_OPERATIONS.map(async (operation) => ((await reaches(status, operation)) ? operation : null)));
  return all.filter((operation) => operation !== null).sort();
};

it('is refused alike for a target that is not there and for one of somebody else', async () => {
  const { tenant, account } = ownerOf('active');
  const stranger: PresentedToken = { ...operator, facts: { ...operator.facts, kind: 'tenant', tenantId: `ten_${'2'.repeat(22)}` } };
  const authorise = (target: { tenant: typeof tenant; account: typeof account; shard: ReturnType<typeof shard> } | null) =>
    authoriseCall({ denials: { record: async () => null } })(stranger, 'Portcullis::read_token', target, origin);
  const none = await authorise(null);
  expect(none).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  expect(await authorise({ tenant, account, shard: shard(7) })).toEqual(none);
});

it('says with which of its secrets the caller came', async () => {
  const { tenant, account } = ownerOf('active');
  const authorised = await authoriseCall({ denials: { record: async () => null } })(operator, 'Portcullis::read_token', { tenant, account, shard: shard(7) }, origin);
  expect(authorised).toMatchObject({ ok: true, value: { caller: { tokenId: operator.facts.id, publicId: 'operator' } } });
});

describe('an account that was removed, addressed by its id', () => {
  it('is there for taking power once more and for looking at its tokens and its trail, and for nothing else', async () => {
    expect(await reached('removed')).toEqual([
      'Portcullis::delete_account',
      'Portcullis::explain',
      'Portcullis::list_tokens',
      'Portcullis::read_audit',
      'Portcullis::read_receipt',
      'Portcullis::read_token',
      'Portcullis::revoke_token',
      'Portcullis::revoke_tokens',
    ]);
  });

  it.each(['active', 'suspended'] as const)('is there for every operation while it is %s', async (status) => {
    expect(await reached(status)).toEqual([...MANAGEMENT_OPERATIONS].sort());
  });
});
