import { granted } from '@portcullis/kernel';
import { unseal, upstreamOwner, type Sealed } from '../domain/upstream-seal.js';
import { ACCOUNT, authorities, callTo, sealKeys, TENANT } from './authorities-for-spec.js';
import { putTenantUpstream } from './put-tenant-upstream.js';
import { putUpstream } from './put-upstream.js';

let drawn = 0;
const randomBytes = (count: number): Uint8Array => new Uint8Array(count).fill(++drawn);
const done = granted({});

/** What `permissions` is told of it. */
async function kept(put: 'put_upstream' | 'put_tenant_upstream', upstream: object): Promise<Sealed & { scheme: string; user: string }> {
  const { services, asked } = authorities({ [put]: done });
  const deps = { services, sealKeys, randomBytes };
  await (put === 'put_upstream' ? putUpstream(deps)(callTo(), upstream as never) : putTenantUpstream(deps)(callTo({ account: null }), upstream as never));
  expect(JSON.stringify(asked)).not.toContain('SECRET');
  const { request } = asked[0] as { request: { tenantId: string; accountId?: string; upstream: Sealed & { scheme: string; user: string } } };
  expect([request.tenantId, request.accountId]).toEqual([TENANT, put === 'put_upstream' ? ACCOUNT : undefined]);
  return request.upstream;
}

const ofAccount = upstreamOwner({ tenantId: TENANT, accountId: ACCOUNT });
const ofTenant = upstreamOwner({ tenantId: TENANT, accountId: null });

describe('a panel credential', () => {
  it('of a tenant is sealed for the tenant: it opens for none of its accounts, nor an account\'s for it', async () => {
    const tenants = await kept('put_tenant_upstream', { scheme: 'whm', user: 'root', token: 'SECRET1' });
    expect(tenants).toMatchObject({ scheme: 'whm', user: 'root' });
    expect([unseal(sealKeys, tenants, ofTenant), unseal(sealKeys, tenants, ofAccount)]).toEqual(['SECRET1', null]);
    const accounts = await kept('put_upstream', { scheme: 'cpanel', user: 'alice', token: 'SECRET2' });
    expect([unseal(sealKeys, accounts, ofTenant), unseal(sealKeys, accounts, ofAccount)]).toEqual([null, 'SECRET2']);
  });

  it('of a PowerDNS needs no user', async () => {
    expect(await kept('put_upstream', { scheme: 'powerdns', token: 'SECRET3' })).toMatchObject({ scheme: 'powerdns', user: 'api' });
    expect(await kept('put_upstream', { scheme: 'powerdns', user: 'key-of-ns1', token: 'SECRET3' })).toMatchObject({ user: 'key-of-ns1' });
  });
});
