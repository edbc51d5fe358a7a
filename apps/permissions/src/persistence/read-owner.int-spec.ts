import { integrationWorld } from '@portcullis/testkit';
import { editTenant } from '../use-cases/edit-tenant.js';
import { caller, tenancyForSpec, type TenancyForSpec } from './tenancy-for-spec.js';

let tenancy: TenancyForSpec;
let { deps, store, tenant, account } = {} as TenancyForSpec;

beforeAll(async () => {
  tenancy = await tenancyForSpec(await integrationWorld());
  ({ deps, store, tenant, account } = tenancy);
});
afterAll(() => tenancy?.close());

describe('what is told of an owner', () => {
  it('comes with how far the history of its shard had come, and with the name of the feature list', async () => {
    const { id: tenantId } = await tenant();
    const { wanted } = await account(tenantId);
    expect(await store.readOwner(tenantId, wanted.id)).toMatchObject({ stamp: { rev: await tenancy.rev(tenantId) }, account: { featureList: 'default', features: ['zoneedit'] } });
    const changed = await editTenant(deps)({ caller, tenantId, expectedVersion: null, name: null, status: 'suspended' });
    const stamp = changed.ok && { epoch: Number(changed.value.change.epoch), rev: Number(changed.value.change.rev) };
    expect(await store.readOwner(tenantId, null)).toMatchObject({ stamp, tenant: { status: 'suspended' }, account: null });
  });

  it.each(['recovering', 'moving'])('is not told while its shard is %s', async (state) => {
    const { id: tenantId } = await tenant();
    const setState = (to: string) => tenancy.database.transaction((tx) => tx.query('UPDATE shard_counter SET state = $1', [to]));
    await setState(state);
    await expect(store.readOwner(tenantId, null)).rejects.toMatchObject({ name: 'Fault', kind: 'unavailable' });
    await setState('serving');
    expect(await store.readOwner(tenantId, null)).not.toBeNull();
  });

  it('is not told by a database that was brought back from older, before it has found that out', async () => {
    const { id: tenantId } = await tenant();
    const setTimeline = (sql: string) => tenancy.database.transaction((tx) => tx.query(`UPDATE cell SET timeline = ${sql}`));
    await setTimeline("'0000FFFF'");
    await expect(store.readOwner(tenantId, null)).rejects.toMatchObject({ name: 'Fault', kind: 'unavailable' });
    await setTimeline('left(pg_walfile_name(pg_current_wal_lsn()), 8)');
    expect(await store.readOwner(tenantId, null)).not.toBeNull();
  });
});
