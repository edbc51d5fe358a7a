import { decide, managementOperation, within, type ManagementOperation } from '@portcullis/access';
import { permissionsRpc, type Caller, type OwnerFactsMessage } from '@portcullis/contracts';
import { granted, refused, shard as shardNumber, shardOfRoot, type Result, type Shard } from '@portcullis/kernel';
import type { DenialLog, Origin, Services } from './ports.js';
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

export interface AuthorisedCall {
  readonly caller: Caller;
  /** The credential that the caller presented, as a denial tells it. */
  readonly publicId: string;
  readonly target: Target;
}

export type AuthorisationRefusal = { readonly code: 'permission_denied' | 'not_found'; readonly detail: string };

/**
 * What is done to an account that was removed, addressed by its id: taking power a second time answers the change that took
 * it, and its tokens stay visible. By user name it is nobody's any more, and for every other operation it is not there.
 */
const REACHES_REMOVED: readonly ManagementOperation[] = [
  'Portcullis::delete_account',
  'Portcullis::revoke_token',
  'Portcullis::read_token',
  'Portcullis::list_tokens',
];

/** May this token do this management operation to that target? */
export function authoriseCall(deps: { services: Services; denials: DenialLog }) {
  return async (
    presented: PresentedToken,
    operation: ManagementOperation,
    ref: TargetRef,
    origin: Origin,
  ): Promise<Result<AuthorisedCall, AuthorisationRefusal>> => {
    const { token, owner, now, facts } = presented;
    const decision = decide({ token, owner, operation: managementOperation(operation), now, ip: origin.ip });
    if (!decision.allowed) {
      const { code, missing } = decision;
      const { id: tokenId, publicId, accountId } = facts;
      await deps.denials.record(facts.tenantId, { ...origin, tokenId, publicId, accountId, operation, code, missing });
      return refused({ code: 'permission_denied', detail: missing });
    }

    const target = await readTarget(deps.services, ref, presented, origin);
    // What belongs to somebody else and what does not exist get one answer, from the same reads.
    if (!target || !mayReach(presented, target) || (isRemoved(target) && !REACHES_REMOVED.includes(operation))) {
      return refused({ code: 'not_found', detail: 'there is no such tenant or account' });
    }
    const { kind, id: tokenId, tenantId, accountId, publicId } = facts;
    return granted({ caller: { kind, tokenId, tenantId, accountId, shard: presented.shard, ...origin }, publicId, target });
  };
}

/**
 * Asks the same two questions whether or not there is such a tenant: how long the answer takes must not tell what belongs to
 * somebody else from what does not exist.
 */
async function readTarget(services: Services, ref: TargetRef, presented: PresentedToken, origin: Origin): Promise<Target | null> {
  // The directory is in every cell, so any shard will do; the slug spreads the load.
  const anywhere = { shard: shardOfRoot(ref.tenant), tenantId: ref.tenant, requestId: origin.requestId };
  const found = await services.call(permissionsRpc.findTenant, { tenant: ref.tenant }, anywhere);
  const { tenantId } = found.ok ? found.value : presented.facts;
  const shard = found.ok ? shardNumber(found.value.shard) : presented.shard;
  const scope = { shard, tenantId, requestId: origin.requestId };
  const read = await services.call(permissionsRpc.readOwner, { tenantId, account: ref.account }, scope);
  if (!found.ok || !read.ok) return null;
  return { tenant: read.value.tenant, account: read.value.account, shard };
}

function isRemoved({ account }: Target): boolean {
  return account?.status === 'removed';
}

function mayReach({ facts }: PresentedToken, { tenant, account }: Target): boolean {
  return within(
    { kind: facts.kind, tenantId: facts.tenantId, accountId: facts.accountId },
    { tenantId: tenant.id, tenantAncestors: tenant.ancestors.map(({ id }) => id), accountId: account?.id ?? null },
  );
}
