import type { OperationGrant } from '@portcullis/access';
import { auditRpc, tokensRpc, type EventData, type TokenView } from '@portcullis/contracts';
import { assert, granted, isId, refused, type DenialId, type Result } from '@portcullis/kernel';
import type { AuthorisedCall } from './authorise-call.js';
import type { Origin, Services } from './ports.js';

export interface FoundDenial {
  readonly id: DenialId;
  readonly time: string;
  readonly denied: EventData['request.denied'];
  /** What would have helped; null: nothing that could be given. */
  readonly missing: OperationGrant | null;
  /** The token as it is now; null: it is no longer kept. */
  readonly token: TokenView | null;
}

export type DenialCall = AuthorisedCall & { readonly origin: Origin };
type Refusal = { readonly code: 'not_found'; readonly detail: string };

const NONE: Refusal = { code: 'not_found', detail: 'there is no such denial, or it is longer ago than seven days' };

/** A denial by its code, in the trail of the call's target, with the token as it is now. One of another account is not there. */
export function findDenial({ services }: { services: Services }) {
  return async ({ target: { tenant, account, shard }, origin: { requestId } }: DenialCall, id: DenialId): Promise<Result<FoundDenial, Refusal>> => {
    const scope = { shard, tenantId: tenant.id, requestId };
    const found = await services.call(auditRpc.findDenial, { tenantId: tenant.id, denial: id }, scope);
    assert(found.ok, 'nothing here is refused');
    const { entry } = found.value;
    if (entry === null) return refused(NONE);
    // The trail gives back what a gateway has told it.
    const denied = entry.data as unknown as EventData['request.denied'];
    if (account !== null && denied.accountId !== account.id) return refused(NONE);
    assert(isId('tok', denied.tokenId), 'denials are of tokens');
    const read = await services.call(tokensRpc.readToken, { tenantId: tenant.id, accountId: account?.id ?? null, tokenId: denied.tokenId }, scope);
    const { grant } = denied;
    const missing = grant !== null && grant.operation !== undefined ? { operation: grant.operation, ...(grant.resources && { resources: grant.resources }) } : null;
    return granted({ id, time: entry.time, denied, missing, token: read.ok ? read.value.token : null });
  };
}
