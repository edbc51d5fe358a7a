import { lastChange, recordChange, type Target } from '@portcullis/authority';
import { assert, granted, refused, type RandomBytes, type TenantId } from '@portcullis/kernel';
import { recall, remember } from '@portcullis/platform/idempotency';
import { appendToOutbox } from '@portcullis/platform/outbox';
import type { Transaction } from '@portcullis/platform/postgres';
import { Not } from 'typeorm';
import type { Account, Tenant } from '../domain/tenancy.js';
import type { TenancyTransaction } from '../use-cases/ports.js';
import { AccountEntity, DirectoryEntity, FeatureListEntity, TenantEntity } from './entities.js';
import { toAccount, toTenant } from './rows.js';

const nextVersion = (): string => 'version + 1';

/** The writes of one tenant, inside one transaction of Postgres. */
export function tenancyTransaction(tx: Transaction, tenantId: TenantId, randomBytes: RandomBytes): TenancyTransaction {
  const { manager } = tx;
  const target = (kind: Target['kind'], id: string): Target => ({ kind, tenantId, id });

  const findTenant = async (id: TenantId): Promise<Tenant | null> => {
    const row = await manager.findOneBy(TenantEntity, { id });
    return row ? toTenant(row) : null;
  };
  const findAccount = async (id: Account['id']): Promise<Account | null> => {
    const row = await manager.findOneBy(AccountEntity, { tenantId, id });
    return row ? toAccount(row) : null;
  };
  /** Sees that tenant's rows instead, for as long as this. */
  const asTenant = async <T>(id: TenantId, work: () => Promise<T>): Promise<T> => {
    await tx.query(`SELECT set_config('app.tenant', $1, true)`, [id]);
    const result = await work();
    await tx.query(`SELECT set_config('app.tenant', $1, true)`, [tenantId]);
    return result;
  };
  /** Those that lead to no other tenant already. */
  const addToDirectory = async (kind: 'slug' | 'host', keys: readonly string[], tenant: Tenant): Promise<readonly string[]> => {
    if (keys.length === 0) return [];
    const { rootId, shard } = tenant;
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(DirectoryEntity)
      .values(keys.map((key) => ({ kind, key, tenantId, rootId, shard })))
      .orIgnore()
      .returning('key')
      .execute();
    return (inserted.raw as { key: string }[]).map(({ key }) => key);
  };

  return {
    async recall(keeper, request) {
      const before = await asTenant(keeper, () => recall(tx, keeper, request));
      if (before.ok) return granted(before.value?.id ?? null);
      const { code, detail } = before.refusal;
      assert(code !== 'secret_already_shown', 'nothing made here has a secret');
      return refused({ code, detail });
    },
    remember: (keeper, request, made) => asTenant(keeper, () => remember(tx, keeper, request, made)),

    findTenant: () => findTenant(tenantId),
    findOtherTenant: (id) => asTenant(id, () => findTenant(id)),

    async insertTenant(tenant) {
      if ((await addToDirectory('slug', [tenant.slug], tenant)).length === 0) return false;
      await manager.insert(TenantEntity, {
        ...tenant,
        ancestors: [...tenant.ancestors],
        hosts: [...tenant.hosts],
        createdAt: new Date(tenant.createdAt),
      });
      return true;
    },

    async updateTenant(fields, expected) {
      const { hosts, ...rest } = fields;
      const updated = await manager.update(
        TenantEntity,
        { id: tenantId, ...(expected !== null && { version: expected }) },
        { ...rest, ...(hosts && { hosts: [...hosts] }), version: nextVersion },
      );
      const tenant = await findTenant(tenantId);
      return updated.affected === 1 || !tenant ? tenant : 'stale';
    },

    async putPolicy(policy) {
      const updated = await manager.update(TenantEntity, { id: tenantId }, { policy });
      return updated.affected === 1 ? findTenant(tenantId) : null;
    },

    async replaceHosts(tenant, hosts) {
      await manager.delete(DirectoryEntity, { kind: 'host', tenantId });
      return (await addToDirectory('host', hosts, tenant)).length === hosts.length;
    },

    async takeFreeHosts(tenant, hosts) {
      await manager.delete(DirectoryEntity, { kind: 'host', tenantId });
      return addToDirectory('host', hosts, tenant);
    },

    async findFeatureList(name) {
      const row = await manager.findOneBy(FeatureListEntity, { tenantId, name });
      return row ? row.features : null;
    },

    async putFeatureList(name, features) {
      // `upsert` would set the key's columns as well, which this role may not.
      await manager
        .createQueryBuilder()
        .insert()
        .into(FeatureListEntity)
        .values({ tenantId, name, features: [...features] })
        .orUpdate(['features'], ['tenant_id', 'name'])
        .execute();
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

    async updateAccount(id, fields, expected) {
      const { domains, ...rest } = fields;
      const updated = await manager.update(
        AccountEntity,
        { tenantId, id, status: Not('removed'), ...(expected !== null && { version: expected }) },
        { ...rest, ...(domains && { domains: [...domains] }), version: nextVersion },
      );
      const account = await findAccount(id);
      if (updated.affected === 1) return account;
      return account && account.status !== 'removed' ? 'stale' : null;
    },

    async resealUpstream(id, from, to) {
      const [table, values] = id === null ? ['tenant', []] : ['account', [id]];
      const replaced = await tx.query(
        `UPDATE ${table} SET upstream = upstream || $4 WHERE tenant_id = $1 ${id === null ? '' : 'AND id = $5'}
         AND upstream ->> 'keyId' = $2 AND upstream ->> 'sealed' = $3 RETURNING tenant_id`,
        [tenantId, from.keyId, from.sealed, JSON.stringify({ keyId: to.keyId, sealed: to.sealed }), ...values],
      );
      return replaced.length === 1;
    },

    tell: (shard, subject, type, time, data) =>
      appendToOutbox(tx, { service: 'permissions', shard, tenantId, type, subject, time, data }, randomBytes),
    recordChange: (shard, kind, id) => recordChange(tx, 'permissions', shard, target(kind, id)),
    lastChange: (shard, kind, id) => lastChange(tx, 'permissions', shard, [target(kind, id)]),
  };
}
