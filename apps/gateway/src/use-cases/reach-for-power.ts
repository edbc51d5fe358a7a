import type { ManagementOperation } from '@portcullis/access';
import type { Code } from '@portcullis/contracts';
import type { Result } from '@portcullis/kernel';
import type { AuthorisedCall } from './authorise-call.js';
import type { DenialLog, Origin } from './ports.js';

export type Refusal = { readonly code: Code; readonly detail: string };
export type ReachingCall = Pick<AuthorisedCall, 'caller'> & { readonly origin: Origin };

/** Reaching for power is worth a line in the caller's trail, wherever it was refused. Answers what it was given. */
export async function toldIfReaching<Value, R extends Refusal>(
  denials: DenialLog,
  { caller, origin }: ReachingCall,
  operation: ManagementOperation,
  outcome: Result<Value, R>,
): Promise<Result<Value, R>> {
  if (!outcome.ok && outcome.refusal.code === 'exceeds_caller') {
    const { tokenId, publicId, accountId, tenantId } = caller;
    const { code, detail: missing } = outcome.refusal;
    await denials.record(tenantId, { ...origin, tokenId, publicId, accountId, operation, code, missing, grant: null });
  }
  return outcome;
}
