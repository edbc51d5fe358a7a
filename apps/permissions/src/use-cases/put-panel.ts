import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { assert, granted, refused, type Clock, type Result, type TenantId } from '@portcullis/kernel';
import type { PanelKind, Tenant } from '../domain/tenancy.js';
import type { TenancyStore } from './ports.js';

export interface PutPanel {
  readonly caller: Caller;
  readonly tenantId: TenantId;
  readonly kind: PanelKind;
  readonly url: string;
  readonly whmUrl: string | null;
  readonly hosts: readonly string[];
}

/** Where the panel is bounds what a token can reach, so it is a change like any other. */
export function putPanel(deps: { store: TenancyStore; clock: Clock }) {
  return async (
    request: PutPanel,
  ): Promise<Result<{ tenant: Tenant; change: RecordedChange }, { code: 'not_found' | 'host_taken'; detail: string }>> => {
    const now = deps.clock.now();
    const { kind, url, whmUrl } = request;
    const hosts = [...new Set(request.hosts)];
    return deps.store.commit(request.tenantId, async (tx) => {
      const tenant = await tx.updateTenant({ panelKind: kind, panelUrl: url, whmUrl, hosts }, null);
      if (!tenant) return refused({ code: 'not_found', detail: 'there is no such tenant' });
      assert(tenant !== 'stale', 'no version was expected');
      if (!(await tx.replaceHosts(tenant, hosts))) {
        return refused({ code: 'host_taken', detail: 'a host name leads to another tenant' });
      }
      await tx.tell(tenant.shard, tenant.id, 'panel.updated', now, { by: request.caller, kind, url, whmUrl, hosts });
      return granted({ tenant, change: await tx.recordChange(tenant.shard, 'tenant', tenant.id) });
    });
  };
}
