import { tokensRpc, type ReplyOf, type RequestOf } from '@portcullis/contracts';
import type { Result } from '@portcullis/kernel';
import { policyOf } from '../domain/policy-of.js';
import type { PowerTakingCall } from './authorise-call.js';
import type { DenialLog, Services } from './ports.js';
import { toldIfReaching, type Refusal } from './reach-for-power.js';

type EditRequest = RequestOf<typeof tokensRpc.editToken>;

/** Edits a token of the call's target. Whoever would give it more than the calling token holds is told of in the trail. */
export function editToken({ services, denials }: { services: Services; denials: DenialLog }) {
  return async (
    call: PowerTakingCall,
    edit: Pick<EditRequest, 'tokenId' | 'expectedVersion' | 'changes' | 'confirmEscalating'>,
  ): Promise<Result<ReplyOf<typeof tokensRpc.editToken>, Refusal>> => {
    const { caller, target, origin, respondAsync } = call;
    const { tenant, account, shard } = target;
    const request = { caller, respondAsync, tenantId: tenant.id, accountId: account?.id ?? null, ...edit, policy: policyOf(tenant) };
    const edited = await services.call(tokensRpc.editToken, request, { shard, tenantId: tenant.id, requestId: origin.requestId });
    return toldIfReaching(denials, call, 'Portcullis::edit_token', edited);
  };
}
