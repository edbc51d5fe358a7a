import { DEFAULT_POLICY, type TenantPolicy } from '@portcullis/access';
import { instant, shard, type AccountId, type TenantId } from '@portcullis/kernel';
import type { Account, Tenant } from '../domain/tenancy.js';
import type { AccountEntity, TenantEntity } from './entities.js';

/** Rows as Postgres gives them → the domain's records. */

/** A policy lays down nothing in parts that are younger than it. Null stays: nothing was ever laid down. */
export function toPolicy(kept: Partial<TenantPolicy> | null): TenantPolicy | null {
  return kept && { ...DEFAULT_POLICY, ...kept };
}

export function toTenant(row: TenantEntity): Tenant {
  return {
    id: row.id as TenantId,
    rootId: row.rootId as TenantId,
    parentId: row.parentId as TenantId | null,
    ancestors: row.ancestors as TenantId[],
    shard: shard(row.shard),
    slug: row.slug,
    name: row.name,
    status: row.status,
    panelKind: row.panelKind,
    panelUrl: row.panelUrl,
    whmUrl: row.whmUrl,
    hosts: row.hosts,
    upstream: row.upstream,
    policy: toPolicy(row.policy),
    version: row.version,
    createdAt: instant(row.createdAt.getTime()),
  };
}

export function toAccount(row: AccountEntity): Account {
  return {
    id: row.id as AccountId,
    tenantId: row.tenantId as TenantId,
    username: row.username,
    domains: row.domains,
    featureList: row.featureList,
    status: row.status,
    upstream: row.upstream,
    version: row.version,
    createdAt: instant(row.createdAt.getTime()),
  };
}
