import { lastChange, recordChange, type ChangeTarget } from '@portcullis/authority';
import type { RandomBytes, TenantId } from '@portcullis/kernel';
import { appendToOutbox } from '@portcullis/platform/outbox';
import type { Transaction } from '@portcullis/platform/postgres';
import { Not } from 'typeorm';
import type { Account, Tenant } from '../domain/tenancy.js';
import type { TenancyTransaction } from '../use-cases/ports.js';
import { AccountEntity, DirectoryEntity, FeatureListEntity, TenantEntity } from './entities.js';
import { toAccount, toTenant } from './rows.js';

/** The writes of one tenant, inside one transaction of Postgres. */
export function tenancyTransaction(tx: Transaction, tenantId: TenantId, randomBytes: RandomBytes): TenancyTransaction {
  const { manager } = tx;
  const target = (kind: ChangeTarget['kind'], id: string): ChangeTarget => ({ kind, tenantId, id });

  const findTenant = async (id: TenantId): Promise<Tenant | null> => {
    const row = await manager.findOneBy(TenantEntity, { id });
    return row ? toTenant(row) : null;
  };
  const findAccount = async (id: Account['id']): Promise<Account | null> => {
    const row = await manager.findOneBy(AccountEntity, { tenantId, id });
    return row ? toAccount(row) : null;
  };
  /** False when a key leads to another tenant already. */
  const addToDirectory = async (kind: 'slug' | 'host', keys: readonly string[], tenant: Tenant): Promise<boolean> => {
    const { rootId, shard } = tenant;
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(DirectoryEntity)
      .values(keys.map((key) => ({ kind, key, tenantId, rootId, shard })))
      .orIgnore()
      .returning('key')
      .execute();
    return (inserted.raw as unknown[]).length === keys.length;
  };

  return {
    findTenant: () => findTenant(tenantId),

    async findParent(id) {
      // Seen as that tenant, and only for this statement.
      await tx.query(`SELECT set_config('app.tenant', $1, true)`, [id]);
      const parent = await findTenant(id);
      await tx.query(`SELECT set_config('app.tenant', $1, true)`, [tenantId]);
      return parent;
    },

    async insertTenant(tenant) {
      if (!(await addToDirectory('slug', [tenant.slug], tenant))) return false;
      await manager.insert(TenantEntity, {
        ...tenant,
        ancestors: [...tenant.ancestors],
        hosts: [...tenant.hosts],
        createdAt: new Date(tenant.createdAt),
      });
      return true;
    },

    async updateTenant(fields) {
      const { hosts, ...rest } = fields;
      const updated = await manager.update(TenantEntity, { id: tenantId }, { ...rest, ...(hosts && { hosts: [...hosts] }) });
      return updated.affected === 1 ? findTenant(tenantId) : null;
    },

    async replaceHosts(tenant, hosts) {
      await manager.delete(DirectoryEntity, { kind: 'host', tenantId });
      return hosts.length === 0 || addToDirectory('host', hosts, tenant);
    },

    async findFeatureList(name) {
      const row = await manager.findOneBy(FeatureListEntity, { tenantId, name });
      return row ? row.features : null;
    },

    async putFeatureList(name, features) {
      await manager.upsert(FeatureListEntity, { tenantId, name, features: [...features] }, ['tenantId', 'name']);
    },

    findAccount,

    async insertAccount(account) {
      const inserted = await manager
        .createQueryBuilder()
        .insert()
        .into(AccountEntity)
        .values({ ...account, domains: [...account.domains], createdAt: new Date(account.createdAt) })
        .orIgnore()
        .returning('id')
        .execute();
      return (inserted.raw as unknown[]).length === 1;
    },

    async updateAccount(id, fields) {
      const { domains, ...rest } = fields;
      const updated = await manager.update(
        AccountEntity,
        { tenantId, id, status: Not('removed') },
        { ...rest, ...(domains && { domains: [...domains] }) },
      );
      return updated.affected === 1 ? findAccount(id) : null;
    },

    tell: (shard, subject, type, time, data) =>
      appendToOutbox(tx, { service: 'permissions', shard, tenantId, type, subject, time, data }, randomBytes),
    recordChange: (shard, kind, id) => recordChange(tx, 'permissions', shard, target(kind, id)),
    lastChange: (shard, kind, id) => lastChange(tx, 'permissions', shard, target(kind, id)),
  };
}
