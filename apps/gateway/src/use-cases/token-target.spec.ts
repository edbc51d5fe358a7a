import { granted, refused, instant } from '@portcullis/kernel';
import { ACCOUNT, accountFacts, AT, authorities, origin, SHARD, tenantFacts, TENANT, tokenFacts } from './authorities-for-spec.js';
import type { PresentedToken } from './presented-token.js';
import { tokenTarget } from './token-target.js';

const RESELLER = `ten_${'2'.repeat(22)}` as const;
const presented = {
  ...{ facts: tokenFacts({ kind: 'tenant', accountId: null }), ownerFacts: { tenant: tenantFacts(), account: null, at: AT } },
  ...{ shard: SHARD, now: instant(Date.parse(AT)), target: null },
} as unknown as PresentedToken;
const bob = { tenantId: RESELLER, accountId: ACCOUNT, shard: SHARD, username: 'bob', status: 'active' };

describe('whose tokens a call is about', () => {
  it('is its caller, where it names nobody', async () => {
    expect(await tokenTarget(authorities({}).services, presented, null, origin)).toEqual({ tenant: tenantFacts(), account: null, shard: SHARD });
  });

  it('is the account that it names, on the caller or on a reseller below', async () => {
    const owner = { tenant: tenantFacts('active', RESELLER), account: accountFacts(), at: AT };
    const { services, asked } = authorities({ find_account: granted({ account: bob }), read_owner: granted(owner) });
    expect(await tokenTarget(services, presented, 'bob', origin)).toEqual({ tenant: owner.tenant, account: owner.account, shard: SHARD });
    expect(asked.map(({ request }) => request)).toEqual([{ tenantId: TENANT, username: 'bob' }, { tenantId: RESELLER, account: ACCOUNT }]);
  });

  it('is nobody, where the caller has no such account, or it is gone meanwhile', async () => {
    expect(await tokenTarget(authorities({ find_account: granted({ account: null }) }).services, presented, 'bob', origin)).toBeNull();
    const gone = { find_account: granted({ account: bob }), read_owner: refused({ code: 'not_found', detail: 'there is none' }) };
    expect(await tokenTarget(authorities(gone).services, presented, 'bob', origin)).toBeNull();
  });
});
