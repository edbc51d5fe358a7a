import { granted, type Result } from '@portcullis/kernel';
import { settling, type Settling } from '@portcullis/platform/nats';
import type { Authority } from './authority.js';
import type { RecordedChange } from './change-log.js';
import type { Receipt, ReceiptOwner } from './receipt.js';

/** What a call has come to: whose power it took, what it changed, and what is answered beside the receipt. */
export interface Taken<Reply, Changes extends readonly RecordedChange[] | null> {
  readonly owner: ReceiptOwner;
  /** Null: nothing, so there is no receipt. None: what is asked for was done long ago. */
  readonly changes: Changes;
  readonly reply: Reply;
}

type Enforced<Reply, Changes> = Reply & { enforcement: Receipt | (null extends Changes ? null : never) };

/**
 * What a handler answers to a call that may have taken power, after its commit: the reply with its receipt, once what was taken is gone
 * everywhere. The call holds no work slot meanwhile.
 */
export function enforced<Value, Refusal, Reply, Changes extends readonly RecordedChange[] | null>(
  authority: Pick<Authority, 'enforce'>,
  { respondAsync }: { readonly respondAsync: boolean },
  result: Result<Value, Refusal>,
  taken: (value: Value) => Taken<Reply, Changes>,
): Result<Enforced<Reply, Changes>, Refusal> | Settling<Result<Enforced<Reply, Changes>, Refusal>> {
  if (!result.ok) return result;
  const { owner, changes, reply } = taken(result.value);
  const answer = (enforcement: Receipt | null): Result<Enforced<Reply, Changes>, Refusal> => granted({ ...reply, enforcement } as Enforced<Reply, Changes>);
  return changes === null ? answer(null) : settling(authority.enforce(owner, changes, respondAsync).then(answer));
}
