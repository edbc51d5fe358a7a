import { newId } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld } from '@portcullis/testkit';
import { deleteAccount } from '../use-cases/delete-account.js';
import { editAccount } from '../use-cases/edit-account.js';
import { editTenant } from '../use-cases/edit-tenant.js';
import { putPanel } from '../use-cases/put-panel.js';
import { putTenantUpstream } from '../use-cases/put-tenant-upstream.js';
import { putUpstream } from '../use-cases/put-upstream.js';
import { caller, tenancyForSpec, type TenancyForSpec } from './tenancy-for-spec.js';

let tenancy: TenancyForSpec;
let { deps, store, tenant, account, rev, told } = {} as TenancyForSpec;

beforeAll(async () => {
  tenancy = await tenancyForSpec(await integrationWorld());
  ({ deps, store, tenant, account, rev, told } = tenancy);
});
afterAll(() => tenancy?.close());

const stale = { ok: false, refusal: { code: 'precondition_failed' } };

describe('a version', () => {
  it('of a tenant rises with each edit of what is shown of it', async () => {
    const { id: tenantId } = await tenant();
    const version = async () => (await store.findTenant(tenantId))?.version;
    expect(await version()).toBe(1);
    await editTenant(deps)({ caller, tenantId, expectedVersion: null, name: 'Renamed', status: null });
    expect(await version()).toBe(2);
    await putPanel(deps)({ caller, tenantId, kind: 'cpanel', url: 'https://panel.example', whmUrl: null, hosts: [] });
    expect(await version()).toBe(3);
    await putTenantUpstream(deps)({ caller, tenantId, upstream: { scheme: 'whm', user: 'root', keyId: 'k1', sealed: 'AAAA' } });
    expect(await version()).toBe(4);
    await tenant(tenantId);
    expect(await version()).toBe(4);
  });

  it('of an account rises with each edit of what is shown of it, its removal too', async () => {
    const { id: tenantId } = await tenant();
    const { id: accountId } = (await account(tenantId)).wanted;
    const version = async () => (await store.findAccount(tenantId, accountId))?.version;
    expect(await version()).toBe(1);
    await editAccount(deps)({ caller, tenantId, accountId, expectedVersion: null, status: 'suspended', domains: null, featureList: null });
    expect(await version()).toBe(2);
    await putUpstream(deps)({ caller, tenantId, accountId, upstream: { scheme: 'cpanel', user: 'alice', keyId: 'k1', sealed: 'AAAA' } });
    expect(await version()).toBe(3);
    await deleteAccount(deps)({ caller, tenantId, accountId, expectedVersion: null });
    expect(await version()).toBe(4);
  });
});

describe('an edit that expects a version', () => {
  it('of a tenant is done when it is that one, and otherwise changes, tells and numbers nothing', async () => {
    const { id: tenantId } = await tenant();
    const edit = (expectedVersion: number, name: string) => editTenant(deps)({ caller, tenantId, expectedVersion, name, status: null });
    expect(await edit(1, 'First')).toMatchObject({ ok: true, value: { tenant: { name: 'First', version: 2 } } });
    const [before, events] = [await rev(tenantId), await told(tenantId)];
    expect(await edit(1, 'Second')).toMatchObject(stale);
    expect(await edit(3, 'Third')).toMatchObject(stale);
    expect(await store.findTenant(tenantId)).toMatchObject({ name: 'First', version: 2 });
    expect([await rev(tenantId), await told(tenantId)]).toEqual([before, events]);
    expect(await editTenant(deps)({ caller, tenantId: newId('ten', randomBytes), expectedVersion: 1, name: 'x', status: null })).toMatchObject({
      refusal: { code: 'not_found' },
    });
  });

  it('of an account is done for one of twenty who all saw the same', async () => {
    const { id: tenantId } = await tenant();
    const { id: accountId } = (await account(tenantId)).wanted;
    const edit = (n: number) =>
      editAccount(deps)({ caller, tenantId, accountId, expectedVersion: 1, status: null, domains: [`n${n}.example`], featureList: null });
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => edit(n)));
    const [done, ...others] = all.filter((result) => result.ok);
    expect(others).toEqual([]);
    expect(await store.findAccount(tenantId, accountId)).toEqual(done!.ok && done!.value.account);
    for (const result of all) if (!result.ok) expect(result).toMatchObject(stale);
  });

  it('removes no account that was changed in the meantime; once removed, every repeat says so', async () => {
    const { id: tenantId } = await tenant();
    const { id: accountId } = (await account(tenantId)).wanted;
    await editAccount(deps)({ caller, tenantId, accountId, expectedVersion: 1, status: 'suspended', domains: null, featureList: null });
    const remove = (expectedVersion: number) => deleteAccount(deps)({ caller, tenantId, accountId, expectedVersion });
    expect(await remove(1)).toMatchObject(stale);
    expect(await store.findAccount(tenantId, accountId)).toMatchObject({ status: 'suspended', version: 2 });
    expect(await remove(2)).toMatchObject({ ok: true, value: { account: { status: 'removed', version: 3 } } });
    expect(await remove(2)).toMatchObject({ ok: true, value: { account: { status: 'removed', version: 3 } } });
  });
});
