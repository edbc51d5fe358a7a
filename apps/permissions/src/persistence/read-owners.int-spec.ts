import { DEFAULT_POLICY, type TenantPolicy } from '@portcullis/access';
import { newId, type AccountId, type TenantId } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { integrationWorld } from '@portcullis/testkit';
import { deleteAccount } from '../use-cases/delete-account.js';
import { editAccount } from '../use-cases/edit-account.js';
import { editTenant } from '../use-cases/edit-tenant.js';
import { putFeatureList } from '../use-cases/put-feature-list.js';
import { putPolicy } from '../use-cases/put-policy.js';
import { caller, tenancyForSpec, type TenancyForSpec } from './tenancy-for-spec.js';

let tenancy: TenancyForSpec;
let { deps, store, tenant, account } = {} as TenancyForSpec;

beforeAll(async () => {
  tenancy = await tenancyForSpec(await integrationWorld());
  ({ deps, store, tenant, account } = tenancy);
});
afterAll(() => tenancy?.close());

const idOf = async (tenantId: TenantId, username: string, featureList = 'default'): Promise<AccountId> => {
  const { wanted, result } = await account(tenantId, username, { featureList });
  expect(result).toMatchObject({ ok: true });
  return wanted.id;
};
const read = async (tenantId: TenantId, ids: readonly AccountId[], features: readonly string[] = []) => (await store.readOwners(tenantId, ids, features))!;

describe('what decides of many accounts', () => {
  it('is what decides of each of them', async () => {
    const root = await tenant();
    const { id: tenantId } = await tenant(root.id);
    await putFeatureList(deps)({ caller, tenantId, name: 'mail', features: ['popaccts', 'fwdaccts', 'spam'] });
    const ids = [await idOf(tenantId, 'active'), await idOf(tenantId, 'mailer', 'mail'), await idOf(tenantId, 'held'), await idOf(tenantId, 'gone')];
    const place = { caller, tenantId, expectedVersion: null };
    await editAccount(deps)({ ...place, accountId: ids[2]!, status: 'suspended', domains: null, featureList: null });
    await deleteAccount(deps)({ ...place, accountId: ids[3]! });
    const policy: TenantPolicy = { ...DEFAULT_POLICY, expiryRequired: true, ipAllowlist: ['192.0.2.0/24'] };
    await putPolicy(deps)({ caller, tenantId: root.id, policy });
    await editTenant(deps)({ caller, tenantId: root.id, expectedVersion: null, name: null, status: 'suspended' });
    const features = ['zoneedit', 'popaccts', 'spam', 'cron'];

    const owners = await read(tenantId, ids, features);
    expect(owners.ancestors).toEqual([{ id: root.id, status: 'suspended', policy }]);
    expect(owners.accounts.map(({ status }) => status).sort()).toEqual(['active', 'active', 'removed', 'suspended']);
    for (const id of ids) {
      const one = (await store.readOwner(tenantId, id))!;
      expect({ id: one.tenant.id, status: one.tenant.status, policy: one.tenant.policy }).toEqual(owners.tenant);
      expect(one.ancestors).toEqual(owners.ancestors);
      const { status, features: held } = one.account!;
      const expected = { id, status, features: features.filter((feature) => held.includes(feature)) };
      expect(owners.accounts.find((found) => found.id === id)).toEqual(expected);
    }
  });

  it('is what decides of the tenant itself where no account is asked about', async () => {
    const { id: tenantId } = await tenant();
    expect(await read(tenantId, [])).toMatchObject({ tenant: { id: tenantId, status: 'active', policy: null }, ancestors: [], accounts: [] });
    expect(await store.readOwners(newId('ten', randomBytes), [], [])).toBeNull();
  });

  it('says nothing of accounts that are not there, or of another tenant, be it above, below or beside', async () => {
    const root = await tenant();
    const [own, beside] = [await tenant(root.id), await tenant(root.id)];
    const below = await tenant(own.id);
    const ids: AccountId[] = [];
    for (const { id } of [root, own, beside, below]) ids.push(await idOf(id, 'alice'));
    expect((await read(own.id, [...ids, newId('acc', randomBytes)])).accounts).toEqual([{ id: ids[1]!, status: 'active', features: [] }]);
  });

  it('is found by key, however many others there are', async () => {
    const { id: tenantId } = await tenant();
    const ids: AccountId[] = [await idOf(tenantId, 'first')];
    for (let n = 0; n < 1500; n++) ids.push(newId('acc', randomBytes));
    await tenancy.database.inTenant(tenantId, (tx) =>
      tx.query(
        `INSERT INTO account (tenant_id, id, username, domains, feature_list, status, version, created_at)
         SELECT $1, id, 'user' || at, '{}', 'default', 'active', 1, now() FROM unnest($2::text[]) WITH ORDINALITY AS made (id, at)`,
        [tenantId, ids.slice(1)],
      ),
    );
    const scans = await tenancy.database.transaction(async (tx) => {
      const rows = await tx.query<{ accounts: unknown[] }>('SELECT * FROM read_owners($1, $2, $3)', [tenantId, ids.slice(0, 200), ['zoneedit']]);
      expect(rows[0]?.accounts).toHaveLength(200);
      return tx.query<{ relname: string; seq_scan: string; seq_tup_read: string; idx_scan: string }>(
        `SELECT relname, seq_scan, idx_scan FROM pg_stat_xact_user_tables WHERE relname IN ('account', 'tenant', 'feature_list') AND schemaname = 'permissions'`,
      );
    });
    expect(scans.map(({ relname }) => relname).sort()).toEqual(['account', 'feature_list', 'tenant']);
    expect(scans.filter(({ seq_scan }) => Number(seq_scan) > 0)).toEqual([]);
  });
});
