import { RECEIPT_OF, type Receipt } from '@portcullis/contracts';
import { refused, type Result } from '@portcullis/kernel';
import type { AuthorisedCall } from './authorise-call.js';
import type { Origin, Services } from './ports.js';

/** What became of a call that took power. Each authority keeps its own, and an id does not say whose it is: both are asked at once. */
export function readReceipt({ services }: { services: Services }) {
  return async (
    { target, origin }: AuthorisedCall & { readonly origin: Origin },
    receiptId: `rcp_${string}`,
  ): Promise<Result<{ receipt: Receipt }, { code: 'not_found'; detail: string }>> => {
    const { tenant, account, shard } = target;
    const request = { tenantId: tenant.id, accountId: account?.id ?? null, receiptId };
    const scope = { shard, tenantId: tenant.id, requestId: origin.requestId };
    const answers = await Promise.allSettled(Object.values(RECEIPT_OF).map((contract) => services.call(contract, request, scope)));
    for (const answer of answers) if (answer.status === 'fulfilled' && answer.value.ok) return answer.value;
    // Whoever did not answer may be the one that keeps it.
    for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
    return refused({ code: 'not_found', detail: 'there is no such receipt' });
  };
}
