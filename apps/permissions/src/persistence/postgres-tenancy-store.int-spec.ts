import { newId, PLATFORM_TENANT_ID, shardOfRoot } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld } from '@portcullis/testkit';
import { MAX_TENANT_DEPTH } from '../domain/tenancy.js';
import { createAccount } from '../use-cases/create-account.js';
import { createTenant } from '../use-cases/create-tenant.js';
import { deleteAccount } from '../use-cases/delete-account.js';
import { editAccount } from '../use-cases/edit-account.js';
import { editTenant } from '../use-cases/edit-tenant.js';
import { putFeatureList } from '../use-cases/put-feature-list.js';
import { putPanel } from '../use-cases/put-panel.js';
import { putTenantUpstream } from '../use-cases/put-tenant-upstream.js';
import { putUpstream } from '../use-cases/put-upstream.js';
import { caller, tenancyForSpec, type TenancyForSpec } from './tenancy-for-spec.js';

let tenancy: TenancyForSpec;
let { deps, store, tenant, account, rev } = {} as TenancyForSpec;

beforeAll(async () => {
  tenancy = await tenancyForSpec(await integrationWorld());
  ({ deps, store, tenant, account, rev } = tenancy);
});
afterAll(() => tenancy?.close());

describe('tenants', () => {
  it('are found by slug and by id, in the shard of their root', async () => {
    const root = await tenant();
    const child = await tenant(root.id);
    expect(await store.locate(root.slug)).toEqual({ tenantId: root.id, shard: shardOfRoot(root.id) });
    expect(await store.locate(child.id)).toEqual({ tenantId: child.id, shard: shardOfRoot(root.id) });
    expect(await store.locate('nobody')).toBeNull();
  });

  it('tell the status of every tenant above them', async () => {
    const root = await tenant();
    const child = await tenant(root.id);
    const grandchild = await tenant(child.id);
    await editTenant(deps)({ caller, tenantId: root.id, expectedVersion: null, name: null, status: 'suspended' });
    expect(await store.readOwner(grandchild.id, null)).toMatchObject({
      tenant: { id: grandchild.id, status: 'active' },
      ancestors: [
        { id: root.id, status: 'suspended' },
        { id: child.id, status: 'active' },
      ],
      account: null,
    });
  });

  it('tell where their panel is, of what kind, and as whom the gateway acts there', async () => {
    const { id: tenantId } = await tenant();
    const untold = { hosts: [], panelKind: 'cpanel', panelUrl: null, whmUrl: null, upstream: null };
    expect(await store.readOwner(tenantId, null)).toMatchObject({ tenant: untold });
    const seen = async () => (await store.readOwner(tenantId, null))?.tenant;
    await putPanel(deps)({ caller, tenantId, kind: 'cpanel', url: 'https://p.example', whmUrl: 'https://w.example', hosts: ['facts.example.com'] });
    expect(await seen()).toMatchObject({ panelKind: 'cpanel', panelUrl: 'https://p.example', whmUrl: 'https://w.example', hosts: ['facts.example.com'] });
    const upstream = { scheme: 'whm', user: 'root', keyId: 'k1', sealed: 'AAAA' } as const;
    await putTenantUpstream(deps)({ caller, tenantId, upstream });
    await putPanel(deps)({ caller, tenantId, kind: 'powerdns', url: 'https://d.example', whmUrl: null, hosts: [] });
    expect(await seen()).toMatchObject({ panelKind: 'powerdns', panelUrl: 'https://d.example', whmUrl: null, upstream });
  });

  it('have no address of WHM where the panel is a PowerDNS', async () => {
    const { id: tenantId } = await tenant();
    const put = putPanel(deps)({ caller, tenantId, kind: 'powerdns', url: 'https://d.example', whmUrl: 'https://w.example', hosts: [] });
    await expect(put).rejects.toThrow(/check constraint/);
    expect(await store.findTenant(tenantId)).toMatchObject({ panelKind: 'cpanel', panelUrl: null, whmUrl: null });
  });

  it('tell an account its domains, the main one first', async () => {
    const { id: tenantId } = await tenant();
    const { wanted } = await account(tenantId, 'alice', { domains: ['main.example', 'added.example'] });
    expect((await store.readOwner(tenantId, wanted.id))?.account?.domains).toEqual(['main.example', 'added.example']);
  });

  it('can be suspended, but not the platform, whose operators alone could lift it', async () => {
    const edit = editTenant(deps);
    const before = await rev(PLATFORM_TENANT_ID);
    const refusal = await edit({ caller, tenantId: PLATFORM_TENANT_ID, expectedVersion: null, name: 'Renamed', status: 'suspended' });
    expect(refusal).toMatchObject({ ok: false, refusal: { code: 'invalid_request' } });
    expect(await store.findTenant(PLATFORM_TENANT_ID)).toMatchObject({ name: 'Platform', status: 'active' });
    expect(await rev(PLATFORM_TENANT_ID)).toBe(before);
    expect(await edit({ caller, tenantId: PLATFORM_TENANT_ID, expectedVersion: null, name: 'Platform', status: 'active' })).toMatchObject({ ok: true });
    expect(await edit({ caller, tenantId: (await tenant()).id, expectedVersion: null, name: null, status: 'suspended' })).toMatchObject({ ok: true });
  });

  it('give a slug to one of twenty who want it at once, and nothing of the others stays', async () => {
    const create = createTenant(deps);
    const ids = Array.from({ length: 20 }, () => newId('ten', randomBytes));
    const all = await Promise.all(ids.map((id) => create({ caller, id, slug: 'wanted', name: 'A tenant', parentId: null, idempotency: null })));
    expect(all.filter((result) => result.ok)).toHaveLength(1);
    const found = await Promise.all(ids.map((id) => store.findTenant(id)));
    expect(found.filter(Boolean)).toHaveLength(1);
  });

  it('nest to a bound, under parents that exist', async () => {
    let parent = await tenant();
    for (let depth = 2; depth <= MAX_TENANT_DEPTH; depth++) parent = await tenant(parent.id);
    const deeper = { caller, id: newId('ten', randomBytes), slug: 'too-deep', name: 'x', parentId: parent.id, idempotency: null };
    expect(await createTenant(deps)(deeper)).toMatchObject({ ok: false, refusal: { code: 'parent_unknown' } });
    const orphan = { ...deeper, slug: 'orphan', parentId: newId('ten', randomBytes) };
    expect(await createTenant(deps)(orphan)).toMatchObject({ ok: false, refusal: { code: 'parent_unknown' } });
    expect(await store.locate('too-deep')).toBeNull();
  });

  it('share no host name: a refused panel changes nothing', async () => {
    const [one, two] = [await tenant(), await tenant()];
    const put = putPanel(deps);
    expect(await put({ caller, tenantId: one.id, kind: 'cpanel', whmUrl: null, url: 'https://p1.example', hosts: ['cp.example.com'] })).toMatchObject({ ok: true });
    const before = await rev(two.id);
    const taken = await put({ caller, tenantId: two.id, kind: 'cpanel', whmUrl: null, url: 'https://p2.example', hosts: ['own.example.com', 'cp.example.com'] });
    expect(taken).toMatchObject({ ok: false, refusal: { code: 'host_taken' } });
    expect(await store.findTenant(two.id)).toMatchObject({ panelUrl: null, hosts: [] });
    expect(await rev(two.id)).toBe(before);
    expect(await put({ caller, tenantId: one.id, kind: 'cpanel', whmUrl: null, url: 'https://p1.example', hosts: [] })).toMatchObject({ ok: true });
    expect(await put({ caller, tenantId: two.id, kind: 'cpanel', whmUrl: null, url: 'https://p2.example', hosts: ['cp.example.com'] })).toMatchObject({ ok: true });
  });
});

describe('accounts', () => {
  it('are read with the features of their list as it is today', async () => {
    const { id: tenantId } = await tenant();
    const { wanted } = await account(tenantId);
    const features = async () => (await store.readOwner(tenantId, wanted.id))?.account?.features;
    expect(await features()).toEqual(['zoneedit']);
    await putFeatureList(deps)({ caller, tenantId, name: 'default', features: ['popaccts', 'cron', 'cron'] });
    expect(await features()).toEqual(['cron', 'popaccts']);
  });

  it('are found by user name until they are removed; the next one with the name is another account', async () => {
    const { id: tenantId } = await tenant();
    const old = await account(tenantId);
    expect((await account(tenantId)).result).toMatchObject({ ok: false, refusal: { code: 'name_taken' } });
    await deleteAccount(deps)({ caller, tenantId, accountId: old.wanted.id, expectedVersion: null });
    expect(await store.readOwner(tenantId, 'alice')).toBeNull();
    expect(await store.readOwner(tenantId, old.wanted.id)).toMatchObject({ account: { status: 'removed', upstream: null } });

    const next = await account(tenantId);
    expect(next.result.ok).toBe(true);
    expect((await store.readOwner(tenantId, 'alice'))?.account?.id).toBe(next.wanted.id);
  });

  it('are never named as an id is, so that a name cannot stand in for another account', async () => {
    const { id: tenantId } = await tenant();
    const { wanted } = await account(tenantId);
    await expect(account(tenantId, 'acc_0123456789abcdefghijkl')).rejects.toThrow(/check constraint/);
    expect((await store.readOwner(tenantId, wanted.id))?.account?.username).toBe('alice');
    expect(await store.readOwner(tenantId, 'acc_0123456789abcdefghijkl')).toBeNull();
  });

  it('are listed in pages that fit into one message, however many domains they have', async () => {
    const { id: tenantId } = await tenant();
    await putFeatureList(deps)({ caller, tenantId, name: 'default', features: [] });
    const domains = Array.from({ length: 1000 }, (_, i) => `${'d'.repeat(60)}.site-${i}.example`);
    for (let i = 0; i < 30; i++) {
      const wanted = { caller, tenantId, id: newId('acc', randomBytes), username: `user${i}`, domains, featureList: 'default', idempotency: null };
      expect(await createAccount(deps)(wanted)).toMatchObject({ ok: true });
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof store.listAccounts>> = await store.listAccounts(tenantId, { status: null, username: null }, 200, cursor);
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(600_000);
      seen.push(...page!.items.map(({ username }) => username));
      cursor = page!.next;
    } while (cursor !== null);
    expect(seen).toEqual(Array.from({ length: 30 }, (_, i) => `user${29 - i}`));
  });

  it('answer a second removal with the change that removed them', async () => {
    const { id: tenantId } = await tenant();
    const { wanted } = await account(tenantId);
    const remove = deleteAccount(deps);
    const first = await remove({ caller, tenantId, accountId: wanted.id, expectedVersion: null });
    const second = await remove({ caller, tenantId, accountId: wanted.id, expectedVersion: null });
    expect(first.ok && second.ok && second.value.change).toEqual(first.ok && first.value.change);
    expect(await remove({ caller, tenantId, accountId: newId('acc', randomBytes), expectedVersion: null })).toMatchObject({ ok: false });
  });

  it('number every edit that could take power, and none that refuses', async () => {
    const { id: tenantId } = await tenant();
    const { wanted } = await account(tenantId);
    const before = await rev(tenantId);
    const edit = editAccount(deps);
    const place = { caller, tenantId, accountId: wanted.id, expectedVersion: null };
    await edit({ ...place, status: 'suspended', domains: null, featureList: null });
    await edit({ ...place, status: 'active', domains: ['example.net'], featureList: null });
    await putUpstream(deps)({ ...place, upstream: { scheme: 'cpanel', user: 'alice', keyId: 'k1', sealed: 'AAAA' } });
    expect(await edit({ ...place, status: null, domains: null, featureList: 'nosuch' })).toMatchObject({ ok: false });
    expect(await rev(tenantId)).toBe(before + 3);
  });
});

describe('row-level security', () => {
  it('is forced on every table that is keyed by tenant, and shows nothing to a statement that names none', async () => {
    await account((await tenant()).id);
    const tables = await tenancy.database.transaction((tx) =>
      tx.query<{ relname: string; forced: boolean; owned: boolean }>(
        `SELECT c.relname, c.relforcerowsecurity AS forced, pg_get_userbyid(c.relowner) = current_user AS owned
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'permissions' AND c.relkind = 'r' ORDER BY 1`,
      ),
    );
    const exceptions = ['cell', 'change', 'directory', 'host_strikes', 'lease', 'migration', 'outbox', 'shard_counter'];
    expect(tables.filter((table) => !table.forced).map((table) => table.relname)).toEqual(exceptions);
    expect(tables.filter((table) => table.owned)).toEqual([]);
    for (const table of ['tenant', 'account', 'feature_list']) {
      expect(await tenancy.database.transaction((tx) => tx.query(`SELECT 1 FROM ${table}`))).toEqual([]);
    }
  });
});
