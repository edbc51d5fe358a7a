import { newId, PLATFORM_TENANT_ID, type TenantId } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld } from '@portcullis/testkit';
import { createHash } from 'node:crypto';
import { createTenant } from '../use-cases/create-tenant.js';
import { deleteAccount } from '../use-cases/delete-account.js';
import { caller, tenancyForSpec, type TenancyForSpec } from './tenancy-for-spec.js';

let tenancy: TenancyForSpec;
let { deps, store, tenant, account, told } = {} as TenancyForSpec;

beforeAll(async () => {
  tenancy = await tenancyForSpec(await integrationWorld());
  ({ deps, store, tenant, account, told } = tenancy);
});
afterAll(() => tenancy?.close());

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const key = (name: string, body = 'body') => ({ keyHash: hash(name), requestHash: hash(body) });

/** As a gateway sends it: each time with another new id. */
const makeTenant = (slug: string, parentId: TenantId | null, idempotency = key(slug)) =>
  createTenant(deps)({ caller, id: newId('ten', randomBytes), slug, name: 'A tenant', parentId, idempotency });

describe('a repeated create', () => {
  it.each([
    ['at the top', () => Promise.resolve(null)],
    ['below the platform, which is the top', () => Promise.resolve(PLATFORM_TENANT_ID)],
    ['below a parent', async () => (await tenant()).id],
  ])('of a tenant %s makes one, told once', async (where, parent) => {
    const slug = `repeated-${where.length}`;
    const parentId = await parent();
    const first = await makeTenant(slug, parentId);
    expect(first).toMatchObject({ ok: true, value: { replayed: false, tenant: { slug } } });
    const made = first.ok ? first.value.tenant : null;
    expect(await makeTenant(slug, parentId)).toEqual({ ok: true, value: { replayed: true, tenant: made } });
    expect((await store.locate(slug))?.tenantId).toBe(made?.id);
    expect(await told(made!.id)).toHaveLength(1);
  });

  it('of an account makes one, and is still known when that was removed', async () => {
    const { id: tenantId } = await tenant();
    const first = (await account(tenantId, 'alice', { idempotency: key('alice') })).result;
    const again = () => account(tenantId, 'alice', { idempotency: key('alice') });
    expect(first).toMatchObject({ ok: true, value: { replayed: false } });
    const made = first.ok ? first.value.account : null;
    expect((await again()).result).toEqual({ ok: true, value: { replayed: true, account: made } });
    await deleteAccount(deps)({ caller, tenantId, accountId: made!.id, expectedVersion: null });
    expect((await again()).result).toMatchObject({ ok: true, value: { replayed: true, account: { id: made!.id, status: 'removed' } } });
  });

  it('is refused under a key that another request had', async () => {
    const { id: tenantId } = await tenant();
    await account(tenantId, 'alice', { idempotency: key('k') });
    const other = await account(tenantId, 'bob', { idempotency: key('k', 'another body') });
    expect(other.result).toMatchObject({ ok: false, refusal: { code: 'idempotency_key_reused' } });
    await makeTenant('one', tenantId, key('t'));
    expect(await makeTenant('two', tenantId, key('t', 'another body'))).toMatchObject({ refusal: { code: 'idempotency_key_reused' } });
    expect(await store.locate('two')).toBeNull();
  });

  it('after a refusal is asked anew', async () => {
    const { id: tenantId } = await tenant();
    const wanted = { featureList: 'later', idempotency: key('refused') };
    expect((await account(tenantId, 'alice', wanted)).result).toMatchObject({ refusal: { code: 'feature_list_unknown' } });
    const { result } = await account(tenantId, 'alice', { ...wanted, featureList: 'default' });
    expect(result).toMatchObject({ ok: true, value: { replayed: false } });
  });

  it('of twenty tenants at once makes one, and refuses nobody for the name', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => makeTenant('at-once', null)));
    const made = new Set(all.flatMap((result) => (result.ok ? [result.value.tenant.id] : [])));
    expect(made.size).toBe(1);
    for (const result of all) if (!result.ok) expect(result.refusal.code).toBe('idempotency_in_progress');
  });
});
