import { DEFAULT_POLICY } from '@portcullis/access';
import { newId, PLATFORM_TENANT_ID } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld } from '@portcullis/testkit';
import { putPolicy } from '../use-cases/put-policy.js';
import { caller, tenancyForSpec, type TenancyForSpec } from './tenancy-for-spec.js';

let tenancy: TenancyForSpec;
let { deps, store, tenant, rev, told } = {} as TenancyForSpec;

beforeAll(async () => {
  tenancy = await tenancyForSpec(await integrationWorld());
  ({ deps, store, tenant, rev, told } = tenancy);
});
afterAll(() => tenancy?.close());

const slow = { rateLimit: { requests: 10, seconds: 60 }, deadTokenDays: 400 };
const brief = { rateLimit: { requests: 1000, seconds: 60 }, deadTokenDays: 7 };

describe('a policy', () => {
  it('is the default until one is laid down, and is read with those above', async () => {
    const root = await tenant();
    const child = await tenant(root.id);
    expect(await store.readOwner(child.id, null)).toMatchObject({ tenant: { policy: null }, ancestors: [{ id: root.id, policy: null }] });

    const put = putPolicy(deps);
    expect(await put({ caller, tenantId: root.id, policy: slow })).toMatchObject({ ok: true, value: { policy: slow, effective: slow } });
    expect(await store.readOwner(child.id, null)).toMatchObject({ tenant: { policy: null }, ancestors: [{ id: root.id, policy: slow }] });
    expect(await put({ caller, tenantId: child.id, policy: brief })).toMatchObject({
      ok: true,
      value: { policy: brief, effective: { rateLimit: slow.rateLimit, deadTokenDays: 7 } },
    });
    expect(await store.readOwner(child.id, null)).toMatchObject({ tenant: { policy: brief } });
    expect(await put({ caller, tenantId: root.id, policy: DEFAULT_POLICY })).toMatchObject({ ok: true });
    expect(await store.readOwner(child.id, null)).toMatchObject({ ancestors: [{ policy: DEFAULT_POLICY }] });
  });

  it('counts as a change of the tenant, and is told', async () => {
    const { id: tenantId } = await tenant();
    const before = await rev(tenantId);
    const result = await putPolicy(deps)({ caller, tenantId, policy: brief });
    expect(result).toMatchObject({ ok: true, value: { change: { authority: 'permissions', rev: String(before + 1) } } });
    expect((await told(tenantId)).at(-1)).toEqual({ type: 'policy.changed', data: { by: caller, policy: brief } });
    expect(await store.findTenant(tenantId)).toMatchObject({ version: 1 });
  });

  it('slows nobody of the platform down: whoever could would lock every operator out', async () => {
    const put = putPolicy(deps);
    expect(await put({ caller, tenantId: PLATFORM_TENANT_ID, policy: slow })).toMatchObject({ ok: false, refusal: { code: 'invalid_request' } });
    expect(await put({ caller, tenantId: PLATFORM_TENANT_ID, policy: { ...slow, rateLimit: null } })).toMatchObject({ ok: true });
  });

  it('is laid down for nobody who is not there', async () => {
    const put = putPolicy(deps)({ caller, tenantId: newId('ten', randomBytes), policy: brief });
    expect(await put).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });
});
