import type { OwnerFactsMessage } from '@portcullis/contracts';

type Owner = Pick<OwnerFactsMessage, 'tenant' | 'account'>;

/** Whether an owner of tokens is active, and every tenant above it. Anything but "active" counts against it. */
export function isActive({ tenant, account }: Owner): boolean {
  return [tenant, ...tenant.ancestors, ...(account ? [account] : [])].every(({ status }) => status === 'active');
}
