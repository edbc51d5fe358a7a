import { decide, managementOperation, missingGrant, within, type Grant, type ManagementOperation } from '@portcullis/access';
import type { Caller } from '@portcullis/contracts';
import { granted, refused, type Result } from '@portcullis/kernel';
import type { DenialLog, Origin } from './ports.js';
import type { PresentedToken } from './presented-token.js';
import type { Target } from './read-target.js';
import { tellDenial, type ToldDenial } from './told-denial.js';

export interface AuthorisedCall {
  readonly caller: Caller;
  readonly target: Target;
}

/** A call that may take power. */
export interface PowerTakingCall extends AuthorisedCall {
  readonly origin: Origin;
  /** Whether it is answered before what it takes is gone everywhere. */
  readonly respondAsync: boolean;
}

export type AuthorisationRefusal =
  | { readonly code: 'permission_denied'; readonly detail: string; readonly denial: ToldDenial | null }
  | { readonly code: 'not_found'; readonly detail: string; readonly denial: null };

/**
 * What is done to an account that was removed, addressed by its id: taking power a second time answers the change that took
 * it, and its tokens and its trail stay visible. By user name it is nobody's any more, and for every other operation it is not there.
 */
const REACHES_REMOVED: readonly ManagementOperation[] = [
  'Portcullis::delete_account',
  'Portcullis::revoke_token',
  'Portcullis::revoke_tokens',
  'Portcullis::read_token',
  'Portcullis::list_tokens',
  'Portcullis::explain',
  'Portcullis::read_receipt',
  'Portcullis::read_audit',
];

/** May this token do this management operation to that target? Null: there is none. `once`: the grants for one call that this takes. */
export function authoriseCall(deps: { denials: DenialLog }) {
  return async (
    presented: PresentedToken,
    operation: ManagementOperation,
    target: Target | null,
    origin: Origin,
  ): Promise<Result<AuthorisedCall & { readonly once: readonly Grant[] }, AuthorisationRefusal>> => {
    const { token, owner, now, earliest } = presented;
    const question = { token, owner, operation: managementOperation(operation), now, earliest, ip: origin.ip };
    const decision = decide(question);
    if (!decision.allowed) {
      const { code, missing } = decision;
      const denial = await tellDenial(deps.denials, presented, origin, { operation, code, missing, grant: missingGrant(question) });
      return refused({ code: 'permission_denied', detail: missing, denial });
    }

    // What belongs to somebody else and what does not exist get one answer, from the same reads.
    if (!target || !mayReach(presented, target) || (isRemoved(target) && !REACHES_REMOVED.includes(operation))) {
      return refused({ code: 'not_found', detail: 'there is no such tenant or account', denial: null });
    }
    return granted({ caller: callerOf(presented, origin), target, once: decision.once });
  };
}

/** Who asks, as the other services and the trail are told. */
export function callerOf({ facts, shard }: Pick<PresentedToken, 'facts' | 'shard'>, { requestId, ip }: Origin): Caller {
  const { kind, id: tokenId, tenantId, accountId, publicId } = facts;
  return { kind, tokenId, publicId, tenantId, accountId, shard, requestId, ip };
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
