import { permissionsRpc } from '@portcullis/contracts';
import { assert, shard as shardNumber } from '@portcullis/kernel';
import type { Origin, Services } from './ports.js';
import type { PresentedToken } from './presented-token.js';
import type { Target } from './read-target.js';

/** Whose tokens a call is about: the caller's own, or those of the account that it names. Null: the caller has no such account. */
export async function tokenTarget(services: Services, { facts, ownerFacts, shard }: PresentedToken, account: string | null, { requestId }: Origin): Promise<Target | null> {
  if (account === null) return { tenant: ownerFacts.tenant, account: ownerFacts.account, shard };
  const found = await services.call(permissionsRpc.findAccount, { tenantId: facts.tenantId, username: account }, { shard, tenantId: facts.tenantId, requestId });
  assert(found.ok, 'the contract knows no refusal');
  if (found.value.account === null) return null;
  const { tenantId, accountId, shard: place } = found.value.account;
  const read = await services.call(permissionsRpc.readOwner, { tenantId, account: accountId }, { shard: shardNumber(place), tenantId, requestId });
  return read.ok ? { tenant: read.value.tenant, account: read.value.account, shard: shardNumber(place) } : null;
}
