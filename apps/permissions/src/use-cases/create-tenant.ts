import type { Caller } from '@portcullis/contracts';
import { assert, granted, PLATFORM_TENANT_ID, refused, shardOfRoot, type Clock, type Result, type TenantId } from '@portcullis/kernel';
import { MAX_TENANT_DEPTH, placeBelow, type Tenant } from '../domain/tenancy.js';
import type { RepeatableRequest, RepeatRefusal, TenancyStore } from './ports.js';

export interface CreateTenant {
  readonly caller: Caller;
  readonly id: TenantId;
  readonly slug: string;
  readonly name: string;
  readonly parentId: TenantId | null;
  readonly idempotency: RepeatableRequest | null;
}

export type CreateTenantRefusal = { readonly code: 'name_taken' | 'parent_unknown'; readonly detail: string } | RepeatRefusal;

export function createTenant(deps: { store: TenancyStore; clock: Clock }) {
  return async (request: CreateTenant): Promise<Result<{ tenant: Tenant; replayed: boolean }, CreateTenantRefusal>> => {
    const now = deps.clock.now();
    return deps.store.commit(request.id, async (tx) => {
      // A repeated request names another new id: what the first one made is known where both of them know to look.
      const keeper = request.parentId ?? PLATFORM_TENANT_ID;
      const before = await tx.recall(keeper, request.idempotency);
      if (!before.ok) return before;
      if (before.value !== null) {
        const made = await tx.findOtherTenant(before.value as TenantId);
        assert(made, 'a tenant that was made stays');
        return granted({ tenant: made, replayed: true });
      }

      // The platform is nobody's parent: a tenant made by an operator is a root of its own, in a shard of its own.
      const parentId = request.parentId === PLATFORM_TENANT_ID ? null : request.parentId;
      const parent = parentId === null ? null : await tx.findOtherTenant(parentId);
      if (parentId !== null && !parent) return refused({ code: 'parent_unknown', detail: 'there is no such parent tenant' });
      if (parent && parent.ancestors.length + 1 >= MAX_TENANT_DEPTH) {
        return refused({ code: 'parent_unknown', detail: `tenants nest at most ${MAX_TENANT_DEPTH} deep` });
      }

      const tenant: Tenant = {
        id: request.id,
        ...placeBelow(request.id, parent, shardOfRoot),
        slug: request.slug,
        name: request.name,
        status: 'active',
        ...{ panelKind: 'cpanel', panelUrl: null, whmUrl: null, hosts: [], upstream: null },
        policy: null,
        version: 1,
        createdAt: now,
      };
      if (!(await tx.insertTenant(tenant))) return refused({ code: 'name_taken', detail: `a tenant named ${request.slug} is already there` });
      await tx.tell(tenant.shard, tenant.id, 'tenant.created', now, { by: request.caller, slug: tenant.slug, parentId: tenant.parentId });
      await tx.remember(keeper, request.idempotency, tenant.id);
      return granted({ tenant, replayed: false });
    });
  };
}
