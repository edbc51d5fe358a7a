import { permissionsRpc } from '@portcullis/contracts';
import { assert } from '@portcullis/kernel';
import { isActive } from '../domain/owner-standing.js';
import type { AuthorisedCall } from './authorise-call.js';
import type { Origin, Services } from './ports.js';

export type Place = Pick<AuthorisedCall, 'target'> & { readonly origin: Origin };
type Owner = `acc_${string}` | null;

/**
 * Tells of owners in a call's target, accounts or with null the tenant itself, whether all that their tokens depend on is
 * active. The standing of accounts that the call did not name is asked for once, however many there are.
 */
export async function activeOwners(services: Services, { target, origin }: Place, owners: readonly Owner[]): Promise<(owner: Owner) => boolean> {
  const { tenant, account, shard } = target;
  if (!isActive({ tenant, account: null })) return () => false;
  const statuses = new Map<Owner, string>(account ? [[account.id, account.status]] : []);
  const asked = [...new Set(owners)].filter((owner) => owner !== null && !statuses.has(owner)) as `acc_${string}`[];
  if (asked.length > 0) {
    const scope = { shard, tenantId: tenant.id, requestId: origin.requestId };
    const read = await services.call(permissionsRpc.readAccountStatuses, { tenantId: tenant.id, accountIds: asked }, scope);
    assert(read.ok, 'the contract knows no refusal');
    for (const { id, status } of read.value.accounts) statuses.set(id, status);
  }
  return (owner) => owner === null || statuses.get(owner) === 'active';
}
