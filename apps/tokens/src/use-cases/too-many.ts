import type { TenantPolicy } from '@portcullis/access';
import type { Owner, TokenTransaction } from './ports.js';

/**
 * Whether the account has as many tokens as it may have at once. Asked last before one is made: until the commit all that make
 * tokens for this account wait for each other, else each of them would count the same ones.
 */
export async function tooMany(tx: Pick<TokenTransaction, 'countLive'>, { tenantId, accountId }: Owner, { tokensPerAccount: most }: TenantPolicy): Promise<TooMany | null> {
  if (most === null || accountId === null || (await tx.countLive({ tenantId, accountId })) < most) return null;
  return { code: 'policy_forbids', detail: most === 0 ? 'the policy lets accounts have no tokens' : `the policy lets an account have ${most} ${most === 1 ? 'token' : 'tokens'} at once, and it has as many: revoke one first` };
}

export interface TooMany {
  readonly code: 'policy_forbids';
  readonly detail: string;
}
