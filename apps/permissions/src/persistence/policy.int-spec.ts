import { DEFAULT_POLICY, type TenantPolicy } from '@portcullis/access';
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

const slow: TenantPolicy = { ...DEFAULT_POLICY, rateLimit: { requests: 10, seconds: 60 }, deadTokenDays: 400 };
const brief: TenantPolicy = { ...DEFAULT_POLICY, rateLimit: { requests: 1000, seconds: 60 }, deadTokenDays: 7 };

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
      value: { policy: brief, effective: { ...DEFAULT_POLICY, rateLimit: slow.rateLimit, deadTokenDays: 7 } },
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

  it('keeps every part, and narrows the lists of those below it', async () => {
    const root = await tenant();
    const child = await tenant(root.id);
    const put = putPolicy(deps);
    const whole: TenantPolicy = {
      ...{ rateLimit: { requests: 9, seconds: 60 }, deadTokenDays: 9, longestLifeSeconds: 3600, expiryRequired: true, ipAllowlistRequired: true },
      ...{ ipAllowlist: ['192.0.2.0/24'], tokensPerAccount: 3, presets: ['monitoring'], idleSeconds: 7200, tokenRateLimit: { requests: 1, seconds: 60 } },
    };
    expect(await put({ caller, tenantId: root.id, policy: whole })).toMatchObject({ value: { policy: whole, effective: whole } });
    const wider: TenantPolicy = { ...DEFAULT_POLICY, ipAllowlist: ['192.0.2.128/25', '10.0.0.0/8'], presets: ['backup', 'monitoring'], tokensPerAccount: 99 };
    const held = { ...whole, ipAllowlist: ['192.0.2.128/25'] };
    expect(await put({ caller, tenantId: child.id, policy: wider })).toMatchObject({ value: { policy: wider, effective: held } });
    expect(await store.readOwner(child.id, null)).toMatchObject({ tenant: { policy: wider }, ancestors: [{ policy: whole }] });
  });

  it('that is older than a part lays nothing down in it, wherever it is read', async () => {
    const root = await tenant();
    const child = await tenant(root.id);
    await tenancy.keepPolicy(root.id, { rateLimit: slow.rateLimit, deadTokenDays: 400 });
    expect(await store.findTenant(root.id)).toMatchObject({ policy: slow });
    expect((await store.readOwner(root.id, null))?.tenant.policy).toEqual(slow);
    expect((await store.readOwner(child.id, null))?.ancestors).toEqual([{ id: root.id, status: 'active', policy: slow }]);
    expect(await store.listTenants(root.id, 10, null)).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ id: root.id, policy: slow })]) as unknown });
    expect(await putPolicy(deps)({ caller, tenantId: child.id, policy: DEFAULT_POLICY })).toMatchObject({ value: { effective: { rateLimit: slow.rateLimit, presets: null } } });
  });

  it.each<Partial<TenantPolicy>>([
    ...[{ rateLimit: slow.rateLimit }, { longestLifeSeconds: 60 }, { expiryRequired: true }, { ipAllowlist: ['192.0.2.7'] }, { ipAllowlistRequired: true }],
    ...[{ tokensPerAccount: 1 }, { presets: [] }, { idleSeconds: 3600 }, { tokenRateLimit: slow.rateLimit }],
  ])('binds nobody of the platform: whoever could would lock every operator out (%j)', async (parts) => {
    const put = putPolicy(deps);
    const policy = { ...DEFAULT_POLICY, ...parts };
    expect(await put({ caller, tenantId: PLATFORM_TENANT_ID, policy })).toMatchObject({ ok: false, refusal: { code: 'invalid_request' } });
  });

  it('of the platform says how long its ended tokens stay', async () => {
    expect(await putPolicy(deps)({ caller, tenantId: PLATFORM_TENANT_ID, policy: { ...DEFAULT_POLICY, deadTokenDays: 400 } })).toMatchObject({ ok: true });
  });

  it('is laid down for nobody who is not there', async () => {
    const put = putPolicy(deps)({ caller, tenantId: newId('ten', randomBytes), policy: brief });
    expect(await put).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });
});
