import { permissionsRpc, type OwnerFactsMessage } from '@portcullis/contracts';
import { assert, shard as shardNumber, type Shard } from '@portcullis/kernel';
import type { Services } from './ports.js';
import type { PresentedToken } from './presented-token.js';

/** Whom a management call is about: the tenant by slug or id, the account by user name or id. */
export interface TargetRef {
  readonly tenant: string;
  readonly account: string | null;
}

export interface Target {
  readonly tenant: OwnerFactsMessage['tenant'];
  readonly account: OwnerFactsMessage['account'];
  readonly shard: Shard;
}

/** Null: there is no such tenant or account. Takes as long for one that is not there. */
export async function readTarget(services: Services, { facts: { tenantId }, shard }: Pick<PresentedToken, 'facts' | 'shard'>, named: TargetRef, requestId: string): Promise<Target | null> {
  const read = await services.call(permissionsRpc.readTarget, { ...named, callerTenantId: tenantId }, { shard, tenantId, requestId });
  assert(read.ok, 'nothing here is refused');
  const { target } = read.value;
  return target && { tenant: target.owner.tenant, account: target.owner.account, shard: shardNumber(target.shard) };
}
