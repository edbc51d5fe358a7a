import { MANAGEMENT_OPERATIONS, type ManagementOperation } from '@portcullis/access';
import { permissionsRpc, type OwnerFactsMessage } from '@portcullis/contracts';
import { granted, instant, refused, shard } from '@portcullis/kernel';
import { authoriseCall } from './authorise-call.js';
import type { Services } from './ports.js';
import type { PresentedToken } from './presented-token.js';

const AT = '2026-11-23T10:00:00.000Z';
const TENANT = `ten_${'1'.repeat(22)}` as const;
const ACCOUNT = `acc_${'1'.repeat(22)}` as const;
const origin = { requestId: `req_${'1'.repeat(22)}`, ip: '192.0.2.1' } as const;

const policy = { rateLimit: null, deadTokenDays: 90 };
const ownerOf = (status: 'active' | 'suspended' | 'removed'): OwnerFactsMessage => ({
  tenant: { id: TENANT, slug: 'provider', status: 'active', policy, ancestors: [], panelUrl: null },
  account: { id: ACCOUNT, username: 'alice', status, features: [], upstream: null },
  at: AT,
});

/** A permissions service with one tenant and one account, addressed by id. */
const servicesWith = (status: 'active' | 'suspended' | 'removed'): Services => ({
  call: (async (contract: unknown, request: { tenant?: string; account?: string | null }) => {
    if (contract === permissionsRpc.findTenant) return granted({ tenantId: TENANT, shard: 7 });
    if (contract === permissionsRpc.readOwner && request.account === ACCOUNT) return granted(ownerOf(status));
    return refused({ code: 'not_found', detail: 'there is no such tenant or account' });
  }) as Services['call'],
});

const operator: PresentedToken = {
  token: {
    ...{ kind: 'operator', access: 'full', grants: [], readOnly: false, ipAllowlist: [] },
    ...{ notBefore: null, expiresAt: null, revokedAt: null, exhausted: false, credentialEndsAt: null },
  },
  owner: { tenants: ['active'], account: null },
  shard: shard(22),
  facts: {
    ...{ id: `tok_${'1'.repeat(22)}`, publicId: 'operator', kind: 'operator', form: 'token', tenantId: 'ten_platform', accountId: null, name: 'first' },
    ...{ access: 'full', grants: [], readOnly: false, notBefore: null, expiresAt: null, ipAllowlist: [], rateLimit: null, useQuota: null },
    ...{ usesDrawn: 0, credentialEndsAt: null, revokedAt: null, at: AT },
  },
  ownerFacts: { tenant: { id: 'ten_platform', slug: 'platform', status: 'active', policy, ancestors: [], panelUrl: null }, account: null, at: AT },
  now: instant(Date.parse(AT)),
};

const reaches = async (status: 'active' | 'suspended' | 'removed', operation: ManagementOperation) => {
  const denials = { record: async () => undefined };
  const authorise = authoriseCall({ services: servicesWith(status), denials });
  return (await authorise(operator, operation, { tenant: 'provider', account: ACCOUNT }, origin)).ok;
};
const reached = async (status: 'active' | 'suspended' | 'removed') => {
  const all = await Promise.all(MANAGEMENT_OPERATIONS.map(async (operation) => ((await reaches(status, operation)) ? operation : null)));
  return all.filter((operation) => operation !== null).sort();
};

describe('an account that was removed, addressed by its id', () => {
  it('is there for taking power once more and for looking at its tokens, and for nothing else', async () => {
    expect(await reached('removed')).toEqual([
      'Portcullis::delete_account',
      'Portcullis::list_tokens',
      'Portcullis::read_token',
      'Portcullis::revoke_token',
    ]);
  });

  it.each(['active', 'suspended'] as const)('is there for every operation while it is %s', async (status) => {
    expect(await reached(status)).toEqual([...MANAGEMENT_OPERATIONS].sort());
  });
});
