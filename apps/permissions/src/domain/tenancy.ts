import { DEFAULT_POLICY, effectivePolicy, type TenantPolicy } from '@portcullis/access';
import type { AccountId, Instant, Shard, TenantId } from '@portcullis/kernel';

export type Status = 'active' | 'suspended';
/** What answers at the panel's address. */
export type PanelKind = 'cpanel' | 'powerdns';

/** A provider, or a reseller below one. */
export interface Tenant {
  readonly id: TenantId;
  readonly rootId: TenantId;
  readonly parentId: TenantId | null;
  /** From the root down to the parent; never changes. */
  readonly ancestors: readonly TenantId[];
  readonly shard: Shard;
  readonly slug: string;
  readonly name: string;
  readonly status: Status;
  readonly panelKind: PanelKind;
  readonly panelUrl: string | null;
  /** Where WHM answers; null: at `panelUrl`. */
  readonly whmUrl: string | null;
  readonly hosts: readonly string[];
  readonly upstream: SealedUpstream | null;
  /** Null: the default. */
  readonly policy: TenantPolicy | null;
  /** +1 with each edit of what a view of it shows. */
  readonly version: number;
  readonly createdAt: Instant;
}

/** How the gateway acts on the panel for an account or a tenant. Only the gateway can open `sealed`. */
export interface SealedUpstream {
  readonly scheme: 'cpanel' | 'whm' | 'powerdns';
  readonly user: string;
  readonly keyId: string;
  readonly sealed: string;
}

export interface Account {
  readonly id: AccountId;
  readonly tenantId: TenantId;
  readonly username: string;
  readonly domains: readonly string[];
  readonly featureList: string;
  readonly status: Status | 'removed';
  readonly upstream: SealedUpstream | null;
  /** +1 with each edit of what a view of it shows. */
  readonly version: number;
  readonly createdAt: Instant;
}

/** Tenants deeper than this would make every decision read a long chain. */
export const MAX_TENANT_DEPTH = 8;

/** Where a new tenant stands: at the top, or below a parent whose root and shard it shares for good. */
export function placeBelow(
  id: TenantId,
  parent: Tenant | null,
  shardOfRoot: (id: TenantId) => Shard,
): Pick<Tenant, 'rootId' | 'parentId' | 'ancestors' | 'shard'> {
  if (parent === null) return { rootId: id, parentId: null, ancestors: [], shard: shardOfRoot(id) };
  return { rootId: parent.rootId, parentId: parent.id, ancestors: [...parent.ancestors, parent.id], shard: parent.shard };
}

export interface PolicyInForce {
  /** As the tenant laid it down. */
  readonly policy: TenantPolicy;
  /** As it holds, with those of all tenants above. */
  readonly effective: TenantPolicy;
}

export function policyWithin(own: TenantPolicy | null, above: readonly (TenantPolicy | null)[]): PolicyInForce {
  const policy = own ?? DEFAULT_POLICY;
  return { policy, effective: effectivePolicy([policy, ...above.map((one) => one ?? DEFAULT_POLICY)]) };
}
