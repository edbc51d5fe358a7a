import type { AccountId, TenantId } from '@portcullis/kernel';
import { integrationWorld } from '@portcullis/testkit';
import { deleteAccount } from '../use-cases/delete-account.js';
import { editAccount } from '../use-cases/edit-account.js';
import { putPanel, type PutPanel } from '../use-cases/put-panel.js';
import { caller, tenancyForSpec, type TenancyForSpec } from './tenancy-for-spec.js';

let tenancy: TenancyForSpec;
let { deps, store, tenant, account } = {} as TenancyForSpec;

beforeAll(async () => {
  tenancy = await tenancyForSpec(await integrationWorld());
  ({ deps, store, tenant, account } = tenancy);
});
afterAll(() => tenancy?.close());

const ours = 'https://panel.example:2083';

async function onPanel(parent: TenantId | null = null, panel: Partial<PutPanel> = {}): Promise<TenantId> {
  const { id: tenantId } = await tenant(parent);
  expect(await putPanel(deps)({ caller, tenantId, kind: 'cpanel', url: ours, whmUrl: null, hosts: [], ...panel })).toMatchObject({ ok: true });
  return tenantId;
}

const named = async (tenantId: TenantId, username: string) => (await account(tenantId, username)).wanted.id;
const found = async (tenantId: TenantId, username: string) => (await store.findAccountOnPanel(tenantId, username))?.accountId ?? null;

describe('an account that is found by its user name', () => {
  it('is the own one, or one of any tenant below on the same panel, and says where it is', async () => {
    const provider = await onPanel();
    const reseller = await onPanel(provider, { url: `${ours}/` });
    const below = await onPanel(reseller);
    const ids = [await named(provider, 'own'), await named(reseller, 'next'), await named(below, 'deep')];
    for (const [i, username] of ['own', 'next', 'deep'].entries()) expect(await found(provider, username)).toBe(ids[i]);
    await editAccount(deps)({ caller, tenantId: below, accountId: ids[2]!, expectedVersion: null, status: 'suspended', domains: null, featureList: null });
    const { shard } = (await store.locate(provider))!;
    expect(await store.findAccountOnPanel(provider, 'deep')).toEqual({ tenantId: below, accountId: ids[2], shard, username: 'deep', status: 'suspended' });
    expect(await found(provider, 'nobody')).toBeNull();
  });

  it("is never another provider's, nor one of a tenant above or beside, though the panel is the same", async () => {
    const provider = await onPanel();
    const [reseller, beside] = [await onPanel(provider), await onPanel(provider)];
    const stranger = await onPanel();
    await named(stranger, 'strange');
    await named(await onPanel(stranger), 'stranger-still');
    await named(provider, 'above');
    await named(beside, 'beside');
    for (const username of ['strange', 'stranger-still']) expect(await found(provider, username)).toBeNull();
    for (const username of ['above', 'beside']) expect(await found(reseller, username)).toBeNull();
  });

  it('is one of another panel or another kind of panel only where it is the own one', async () => {
    const provider = await onPanel();
    const elsewhere = await onPanel(provider, { url: 'https://other.example:2083' });
    const names = await onPanel(provider, { kind: 'powerdns' });
    const { id: unset } = await tenant(provider);
    for (const [at, username] of [[elsewhere, 'else'], [names, 'names'], [unset, 'unset']] as const) {
      const id = await named(at, username);
      expect(await found(provider, username)).toBeNull();
      expect(await found(at, username)).toBe(id);
    }
    // Two tenants whose panels nobody told share none.
    const { id: untold } = await tenant();
    await named((await tenant(untold)).id, 'untold');
    expect(await found(untold, 'untold')).toBeNull();
  });

  it('is the own one before others, then the one of the first slug, and never a removed one', async () => {
    const provider = await onPanel();
    // Slugs count up: the later one is last in order, for as long as they have the same number of digits.
    const resellers = [await onPanel(provider), await onPanel(provider)];
    const slugs = await Promise.all(resellers.map(async (id) => (await store.findTenant(id))!.slug));
    const order = slugs[0]! < slugs[1]! ? resellers : resellers.reverse();
    const homes = [provider, ...order];
    const ids: AccountId[] = [];
    for (const home of homes) ids.push(await named(home, 'alice'));
    for (const [i, home] of homes.entries()) {
      expect(await found(provider, 'alice')).toBe(ids[i]);
      await deleteAccount(deps)({ caller, tenantId: home, accountId: ids[i]!, expectedVersion: null });
    }
    expect(await found(provider, 'alice')).toBeNull();
    const again = await named(provider, 'alice');
    expect(await found(provider, 'alice')).toBe(again);
  });

  it('is not found for a tenant that is not there', async () => expect(await found(`ten_${'0'.repeat(22)}`, 'alice')).toBeNull());
});
