import type { Caller } from '@portcullis/contracts';
import { granted, PLATFORM_TENANT_ID, refused, shardOfRoot, type Clock, type Result, type TenantId } from '@portcullis/kernel';
import { MAX_TENANT_DEPTH, placeBelow, type Tenant } from '../domain/tenancy.js';
import type { TenancyStore } from './ports.js';

export interface CreateTenant {
  readonly caller: Caller;
  readonly id: TenantId;
  readonly slug: string;
  readonly name: string;
  readonly parentId: TenantId | null;
}

export function createTenant(deps: { store: TenancyStore; clock: Clock }) {
  return async (request: CreateTenant): Promise<Result<Tenant, { code: 'name_taken' | 'parent_unknown'; detail: string }>> => {
    const now = deps.clock.now();
    return deps.store.commit(request.id, async (tx) => {
      // The platform is nobody's parent: a tenant made by an operator is a root of its own, in a shard of its own.
      const parentId = request.parentId === PLATFORM_TENANT_ID ? null : request.parentId;
      const parent = parentId === null ? null : await tx.findParent(parentId);
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
        panelUrl: null,
        hosts: [],
        createdAt: now,
      };
      if (!(await tx.insertTenant(tenant))) return refused({ code: 'name_taken', detail: `a tenant named ${request.slug} is already there` });
      await tx.tell(tenant.shard, tenant.id, 'tenant.created', now, { by: request.caller, slug: tenant.slug, parentId: tenant.parentId });
      return granted(tenant);
    });
  };
}
