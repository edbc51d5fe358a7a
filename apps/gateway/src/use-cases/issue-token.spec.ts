import { DEFAULT_POLICY } from '@portcullis/access';
import { PLATFORM_TENANT_ID, refused, shard, type Result, type TenantId } from '@portcullis/kernel';
import { issueToken, type NewToken } from './issue-token.js';
import type { AuthorisedCall } from './authorise-call.js';
import type { Denied, Origin, Services } from './ports.js';

const TENANT: TenantId = `ten_${'1'.repeat(22)}`;
const origin: Origin = { requestId: `req_${'1'.repeat(22)}`, ip: '192.0.2.1' };
const caller: AuthorisedCall['caller'] = { kind: 'tenant', tokenId: `tok_${'1'.repeat(22)}`, publicId: 'abcdefgh', tenantId: TENANT, accountId: null, shard: 7, ...origin };
const wanted: NewToken = {
  ...{ kind: 'service', name: 'ci', description: '', labels: {}, access: 'restricted', grants: [{ operation: 'DNS::*' }], readOnly: false },
  ...{ notBefore: null, expiresAt: null, ipAllowlist: [], rateLimit: null, useQuota: null, timeWindows: [], confirmEscalating: false },
};

const call = (tenantId: TenantId, status: 'active' | 'suspended' = 'active') => ({
  caller: { ...caller, tenantId },
  target: { tenant: { id: tenantId, slug: 'here', status, policy: DEFAULT_POLICY, ancestors: [], hosts: [], panelKind: 'cpanel' as const, panelUrl: null, whmUrl: null, upstream: null }, account: null, shard: shard(7) },
  origin,
  repeatable: null,
});
const sealKeys = { current: 'k1', keys: new Map([['k1', new Uint8Array(32)]]), retired: new Set<string>(), learn: () => undefined };

/** A tokens service that gives this answer, and what was written down and asked meanwhile. */
async function issuing(answer: Result<never, { code: string; detail: string }>, of: ReturnType<typeof call>, token = wanted) {
  const denials: [string, Denied][] = [];
  let asked = 0;
  const services: Services = {
    call: (async () => {
      asked += 1;
      return answer;
    }) as Services['call'],
  };
  const record = async (tenantId: string, denied: Denied) => {
    denials.push([tenantId, denied]);
    return null;
  };
  const result = await issueToken({ services, denials: { record }, sealKeys, randomBytes: (count) => new Uint8Array(count) })(of, token);
  return { result, denials, asked };
}

const denial = (missing: string): Denied => ({
  ...origin,
  tokenId: caller.tokenId,
  publicId: 'abcdefgh',
  accountId: null,
  operation: 'Portcullis::create_token',
  code: 'exceeds_caller',
  missing,
  grant: null,
});

describe('who asks for a token with more power than its own', () => {
  it('is told in its own trail, when the tokens service refuses', async () => {
    const answer = refused({ code: 'exceeds_caller', detail: 'the calling token does not hold operation DNS::* itself' });
    const { result, denials } = await issuing(answer, call(TENANT));
    expect(result).toEqual(answer);
    expect(denials).toEqual([[TENANT, denial('the calling token does not hold operation DNS::* itself')]]);
  });

  it.each<NewToken['kind']>(['service', 'tenant', 'account'])('and when it is a %s token in the platform, which is not even asked for', async (kind) => {
    const { result, denials, asked } = await issuing(refused({ code: 'name_taken', detail: 'not asked' }), call(PLATFORM_TENANT_ID), { ...wanted, kind });
    expect(result).toMatchObject({ ok: false, refusal: { code: 'exceeds_caller' } });
    expect(denials).toEqual([[PLATFORM_TENANT_ID, denial(expect.stringContaining('the platform tenant') as string)]]);
    expect(asked).toBe(0);
  });
});

describe('who is refused a token for another reason', () => {
  it('is not told of as if it had reached for power', async () => {
    const taken = refused({ code: 'name_taken', detail: 'a token named ci is already there' });
    expect(await issuing(taken, call(TENANT))).toEqual({ result: taken, denials: [], asked: 1 });
    expect(await issuing(taken, call(TENANT, 'suspended'))).toMatchObject({ result: { refusal: { code: 'owner_suspended' } }, denials: [], asked: 0 });
  });
});
