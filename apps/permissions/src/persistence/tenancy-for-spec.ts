import type { TenantPolicy } from '@portcullis/access';
import type { Caller } from '@portcullis/contracts';
import { instant, newId, PLATFORM_TENANT_ID, shardOfRoot, type Clock, type TenantId } from '@portcullis/kernel';
import { Database } from '@portcullis/platform/postgres';
import { randomBytes } from '@portcullis/platform/runtime';
import { createAccount, type CreateAccount } from '../use-cases/create-account.js';
import { createTenant, type CreateTenant } from '../use-cases/create-tenant.js';
import { putFeatureList } from '../use-cases/put-feature-list.js';
import { AccountEntity, DirectoryEntity, FeatureListEntity, TenantEntity } from './entities.js';
import { PostgresTenancyStore } from './postgres-tenancy-store.js';

const clock: Clock = { now: () => instant(Date.parse('2026-11-23T10:00:00Z')) };
export const caller: Caller = {
  kind: 'operator',
  tokenId: newId('tok', randomBytes),
  publicId: 'abcdefgh',
  tenantId: PLATFORM_TENANT_ID,
  accountId: null,
  shard: shardOfRoot(PLATFORM_TENANT_ID),
  ip: '127.0.0.1',
  requestId: newId('req', randomBytes),
};

interface World {
  databaseUrl(service: 'permissions'): string;
  close(): Promise<void>;
}

/** The store on a database of its own, and what specs of it do all the time. */
export async function tenancyForSpec(world: World) {
  const database = await Database.open({
    url: world.databaseUrl('permissions'),
    name: 'test',
    entities: [TenantEntity, DirectoryEntity, FeatureListEntity, AccountEntity],
    onIdleError: () => undefined,
  });
  const store = new PostgresTenancyStore(database, randomBytes, () => undefined);
  const deps = { store, clock };
  let slugs = 0;

  return {
    database,
    store,
    deps,

    async tenant(parentId: TenantId | null = null): Promise<CreateTenant> {
      const wanted = { caller, id: newId('ten', randomBytes), slug: `t${++slugs}`, name: 'A tenant', parentId, idempotency: null };
      expect(await createTenant(deps)(wanted)).toMatchObject({ ok: true });
      return wanted;
    },

    async account(tenantId: TenantId, username = 'alice', fields: Partial<CreateAccount> = {}) {
      await putFeatureList(deps)({ caller, tenantId, name: 'default', features: ['zoneedit'] });
      const id = newId('acc', randomBytes);
      const wanted = { caller, tenantId, id, username, domains: ['example.com'], featureList: 'default', idempotency: null, ...fields };
      return { wanted, result: await createAccount(deps)(wanted) };
    },

    /** As an older version of the service would have written it. */
    async keepPolicy(tenantId: TenantId, policy: Partial<TenantPolicy>): Promise<void> {
      await database.inTenant(tenantId, (tx) => tx.manager.update(TenantEntity, { id: tenantId }, { policy }));
    },

    /** How many changes were numbered in the tenant's shard. */
    async rev(tenantId: TenantId): Promise<number> {
      const found = await store.locate(tenantId);
      const [row] = await database.transaction((tx) => tx.query<{ rev: string }>('SELECT rev FROM shard_counter WHERE shard = $1', [found!.shard]));
      return Number(row!.rev);
    },

    /** The types and data of what was told about a subject, in order. */
    async told(subject: string): Promise<{ type: string; data: Record<string, unknown> }[]> {
      return database.transaction((tx) => tx.query('SELECT type, data FROM outbox WHERE subject = $1 ORDER BY id', [subject]));
    },

    async close(): Promise<void> {
      await database.close();
      await world.close();
    },
  };
}
export type TenancyForSpec = Awaited<ReturnType<typeof tenancyForSpec>>;
