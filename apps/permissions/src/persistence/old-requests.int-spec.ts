import { integrationWorld } from '@portcullis/testkit';
import { forgetOldRequests } from './old-requests.js';
import { tenancyForSpec, type TenancyForSpec } from './tenancy-for-spec.js';

let tenancy: TenancyForSpec;
beforeAll(async () => {
  tenancy = await tenancyForSpec(await integrationWorld());
});
afterAll(() => tenancy?.close());

describe('requests that nobody may repeat any more', () => {
  const keep = (tenantId: string, made: string, age: string) =>
    tenancy.database.inTenant(tenantId, (tx) =>
      tx.query(
        `INSERT INTO idempotency (tenant_id, key_hash, request_hash, made, created_at)
         VALUES ($1, sha256(convert_to($2, 'UTF8')), sha256('request'), $2, clock_timestamp() - $3::interval)`,
        [tenantId, made, age],
      ),
    );
  const kept = (tenantId: string) => tenancy.database.inTenant(tenantId, (tx) => tx.query('SELECT made FROM idempotency WHERE tenant_id = $1', [tenantId]));

  it.each([1, 2, 1000])('are dropped of every tenant, looking at %d at once, and younger ones stay', async (tenantsAtOnce) => {
    const tenants = [await tenancy.tenant(), await tenancy.tenant(), await tenancy.tenant()].map(({ id }) => id);
    for (const tenantId of tenants) {
      await keep(tenantId, 'old', '24 hours');
      await keep(tenantId, 'young', '23 hours 59 minutes');
    }
    await forgetOldRequests(tenancy.database, tenantsAtOnce);
    for (const tenantId of tenants) expect(await kept(tenantId)).toEqual([{ made: 'young' }]);
  });
});
