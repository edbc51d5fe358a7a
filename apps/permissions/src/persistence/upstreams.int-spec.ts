import type { AccountId, TenantId } from '@portcullis/kernel';
import { integrationWorld } from '@portcullis/testkit';
import { putTenantUpstream } from '../use-cases/put-tenant-upstream.js';
import { putUpstream } from '../use-cases/put-upstream.js';
import { resealUpstream } from '../use-cases/reseal-upstream.js';
import type { KeptUpstream } from '../use-cases/ports.js';
import { caller, tenancyForSpec, type TenancyForSpec } from './tenancy-for-spec.js';

let tenancy: TenancyForSpec;
let { deps, store, tenant, account, rev, told } = {} as TenancyForSpec;

beforeAll(async () => {
  tenancy = await tenancyForSpec(await integrationWorld());
  ({ deps, store, tenant, account, rev, told } = tenancy);
});
afterAll(() => tenancy?.close());

const sealedUnder = (keyId: string, sealed = `under ${keyId}`) => ({ keyId, sealed });

async function accountWith(keyId: string | null, tenantId: TenantId, name: string): Promise<AccountId> {
  const { id: accountId } = (await account(tenantId, name)).wanted;
  if (keyId !== null) await putUpstream(deps)({ caller, tenantId, accountId, upstream: { scheme: 'cpanel', user: name, ...sealedUnder(keyId) } });
  return accountId;
}

async function tenantWith(keyId: string): Promise<TenantId> {
  const { id: tenantId } = await tenant();
  expect(await putTenantUpstream(deps)({ caller, tenantId, upstream: { scheme: 'whm', user: 'root', ...sealedUnder(keyId) } })).toMatchObject({ ok: true });
  return tenantId;
}

/** Everything that is left, and in how many pages it came. */
async function left(notUnder: string, limit = 200): Promise<{ items: KeptUpstream[]; pages: number }> {
  const items: KeptUpstream[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const page: Awaited<ReturnType<typeof store.listUpstreams>> = await store.listUpstreams(notUnder, limit, cursor);
    items.push(...page!.items);
    cursor = page!.next;
    pages += 1;
  } while (cursor !== null);
  return { items, pages };
}

describe('panel credentials under an old key', () => {
  const old: { tenantId: TenantId; accountId: AccountId | null }[] = [];
  beforeAll(async () => {
    for (let t = 0; t < 3; t++) {
      const { id: tenantId } = await tenant();
      for (const name of ['a', 'b']) old.push({ tenantId, accountId: await accountWith(t === 0 ? 'k0' : 'k1', tenantId, name) });
      await accountWith('k2', tenantId, 'new');
      await accountWith(null, tenantId, 'none');
    }
    // Of tenants themselves: of one with accounts, of one without, and one that is under the new key.
    await putTenantUpstream(deps)({ caller, tenantId: old[0]!.tenantId, upstream: { scheme: 'whm', user: 'root', ...sealedUnder('k1') } });
    old.push({ tenantId: old[0]!.tenantId, accountId: null }, { tenantId: await tenantWith('k0'), accountId: null });
    await tenantWith('k2');
  });
  const places = (items: readonly KeptUpstream[]) => items.map(({ tenantId, accountId }) => `${tenantId} ${accountId}`).sort();

  it('are found in all tenants, whatever the page, and those under the new key are not', async () => {
    for (const limit of [1, 2, 200]) expect(places((await left('k2', limit)).items)).toEqual(places(old.map((place) => ({ ...place, sealed: sealedUnder('') }))));
    expect((await left('k2')).items.every(({ sealed }) => sealed.sealed === `under ${sealed.keyId}`)).toBe(true);
    expect((await store.listUpstreams('k1', 1, (await store.listUpstreams('k2', 1, null))!.next))).toBeNull();
  });

  it('are looked for in a bounded number of tenants at a time, and going on from there finds the rest', async () => {
    const statement = { name: 'one_tenant_at_a_time', text: 'SELECT * FROM list_upstreams($1, $2, $3, $4, $5)' };
    const found: (string | null)[] = [];
    let from: string | null = '';
    let looks = 0;
    while (from !== null) {
      const rows: { tenant_id: string; account_id: string | null }[] = await tenancy.database.read(statement, ['k2', from, '', 10, 1]);
      const last = rows.at(-1)?.account_id === null ? rows.pop() : undefined;
      expect(new Set(rows.map(({ tenant_id }) => tenant_id)).size).toBeLessThanOrEqual(1);
      found.push(...rows.map(({ account_id }) => account_id));
      from = last?.tenant_id ?? null;
      looks += 1;
    }
    // Five of ours, and the platform.
    expect(looks).toBe(6);
    expect(found.sort()).toEqual(old.map(({ accountId }) => accountId ?? 'tenant').sort());
  });

  it('are replaced by the same under another key, which changes no power and is told to nobody', async () => {
    const [place] = old;
    const about = place!.accountId!;
    const [before, events] = [await rev(place!.tenantId), await told(about)];
    const reseal = resealUpstream(deps);
    expect(await reseal({ ...place!, from: sealedUnder('k0'), to: sealedUnder('k2') })).toEqual({ ok: true, value: { replaced: true } });
    expect((await store.readOwner(place!.tenantId, place!.accountId))?.account?.upstream).toEqual({ scheme: 'cpanel', user: 'a', ...sealedUnder('k2') });
    expect([await rev(place!.tenantId), await told(about)]).toEqual([before, events]);
    expect((await left('k2')).items).toHaveLength(old.length - 1);
  });

  it('of a tenant itself are replaced like those of accounts, which stay as they are', async () => {
    const place = old.at(-2)!;
    const { tenantId } = place;
    const [before, events, version] = [await rev(tenantId), await told(tenantId), (await store.findTenant(tenantId))!.version];
    const reseal = resealUpstream(deps);
    expect(await reseal({ ...place, from: sealedUnder('k0'), to: sealedUnder('k2') })).toEqual({ ok: true, value: { replaced: false } });
    expect(await reseal({ ...place, from: sealedUnder('k1'), to: sealedUnder('k2') })).toEqual({ ok: true, value: { replaced: true } });
    expect(await store.readOwner(tenantId, old[1]!.accountId)).toMatchObject({
      tenant: { upstream: { scheme: 'whm', user: 'root', ...sealedUnder('k2') } },
      account: { upstream: sealedUnder('k0') },
    });
    expect([await rev(tenantId), await told(tenantId), (await store.findTenant(tenantId))!.version]).toEqual([before, events, version]);
    expect(places((await left('k2')).items)).not.toContain(`${tenantId} null`);
  });

  it('stay as they are when somebody set another one in the meantime', async () => {
    const place = old[2]!;
    const upstream = { scheme: 'cpanel' as const, user: 'a', ...sealedUnder('k1', 'set anew') };
    const accountId = place.accountId!;
    await putUpstream(deps)({ caller, tenantId: place.tenantId, accountId, upstream });
    const reseal = resealUpstream(deps)({ ...place, from: sealedUnder('k1'), to: sealedUnder('k2') });
    expect(await reseal).toEqual({ ok: true, value: { replaced: false } });
    expect((await store.readOwner(place.tenantId, accountId))?.account?.upstream).toEqual(upstream);
  });
});

describe('the panel credential of a tenant', () => {
  it('is a numbered change, and told with its scheme and user and nothing of the secret', async () => {
    const { id: tenantId } = await tenant();
    const before = await rev(tenantId);
    const put = putTenantUpstream(deps);
    expect(await put({ caller, tenantId, upstream: { scheme: 'whm', user: 'root', ...sealedUnder('k1', 'hidden') } })).toMatchObject({
      ok: true,
      value: { tenant: { id: tenantId, version: 2 }, change: { rev: String(before + 1) } },
    });
    const [, event] = await told(tenantId);
    expect(event).toEqual({ type: 'upstream.updated', data: { by: caller, scheme: 'whm', user: 'root' } });
    expect(await put({ caller, tenantId: `ten_${'0'.repeat(22)}`, upstream: { scheme: 'whm', user: 'root', ...sealedUnder('k1') } })).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    });
  });
});
