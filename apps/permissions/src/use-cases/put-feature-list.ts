import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { granted, refused, type Clock, type Result, type TenantId } from '@portcullis/kernel';
import type { TenancyStore } from './ports.js';

export interface PutFeatureList {
  readonly caller: Caller;
  readonly tenantId: TenantId;
  readonly name: string;
  readonly features: readonly string[];
}

export interface FeatureList {
  readonly name: string;
  readonly features: readonly string[];
}

/** Every edit counts as one that may take power: nobody compares old and new to find out. */
export function putFeatureList(deps: { store: TenancyStore; clock: Clock }) {
  return async (
    request: PutFeatureList,
  ): Promise<Result<{ featureList: FeatureList; change: RecordedChange }, { code: 'not_found'; detail: string }>> => {
    const now = deps.clock.now();
    const featureList = { name: request.name, features: [...new Set(request.features)].sort() };
    return deps.store.commit(request.tenantId, async (tx) => {
      const tenant = await tx.findTenant();
      if (!tenant) return refused({ code: 'not_found', detail: 'there is no such tenant' });
      await tx.putFeatureList(featureList.name, featureList.features);
      await tx.tell(tenant.shard, featureList.name, 'feature_list.updated', now, { by: request.caller, ...featureList });
      return granted({ featureList, change: await tx.recordChange(tenant.shard, 'feature_list', featureList.name) });
    });
  };
}
