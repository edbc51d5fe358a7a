import type { Result } from '@portcullis/kernel';
import type { DenialLog, Origin } from './ports.js';
import type { PresentedToken } from './presented-token.js';
import type { SpendRefusal, Spent, spendAllowance } from './spend-allowance.js';

/** What a call at one of our doors takes of its token's bounds. That there was none left is written down before it is answered. */
export function chargeCall({ spend, denials }: { spend: ReturnType<typeof spendAllowance>; denials: DenialLog }) {
  return async (presented: PresentedToken, operation: string, origin: Origin): Promise<Result<Spent, SpendRefusal>> => {
    const spent = await spend(presented, origin.requestId);
    if (!spent.ok) {
      const { id: tokenId, publicId, accountId, tenantId } = presented.facts;
      const { code, detail: missing } = spent.refusal;
      await denials.record(tenantId, { ...origin, tokenId, publicId, accountId, operation, code, missing, grant: null });
    }
    return spent;
  };
}
