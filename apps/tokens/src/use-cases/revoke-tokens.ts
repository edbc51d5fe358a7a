import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { granted, type Clock, type Result, type Shard, type TenantId } from '@portcullis/kernel';
import type { RepeatableRequest, RepeatRefusal } from '@portcullis/platform/idempotency';
import { toText } from '../domain/rights.js';
import type { Owner, Selected, Selection, TokenStore, TokenTransaction } from './ports.js';

export interface RevokeTokens {
  readonly caller: Caller;
  readonly shard: Shard;
  readonly owner: Owner;
  /** Null: every token that was made before now. */
  readonly selection: Selection | null;
  /** What the caller asked for, as it was asked. */
  readonly where: Readonly<Record<string, unknown>>;
  readonly dryRun: boolean;
  readonly reason: string | null;
  readonly idempotency: RepeatableRequest | null;
}

export interface RevokedTokens {
  /** Null: all there were, and nobody counted them. */
  readonly count: number | null;
  readonly first: Selected['first'];
  /** One for all of them, or the newest there was when nothing was left to take; none when that is over long since. */
  readonly changes: readonly RecordedChange[];
}

export interface RevokeTokensDeps {
  readonly store: TokenStore;
  readonly clock: Clock;
  /** Has the tokens say themselves that they were cut off. Returns at once. */
  readonly afterCutOff: (tenantId: TenantId) => void;
}

/** Takes power only: it is asked of nobody what they hold. The caller's own token dies with the others when it is one of them. */
export function revokeTokens(deps: RevokeTokensDeps) {
  return async (request: RevokeTokens): Promise<Result<RevokedTokens, RepeatRefusal>> => {
    const { owner, shard, selection, idempotency } = request;
    const outcome = await deps.store.commit(owner.tenantId, async (tx): Promise<Result<RevokedTokens, RepeatRefusal>> => {
      if (request.dryRun) return granted({ ...(await tx.peekSelected(owner, selection ?? EVERY_ONE)), changes: [] });
      const before = await tx.recall(idempotency);
      if (!before.ok) return before;
      if (before.value) return granted({ count: countOf(before.value.id), first: [], changes: listed(await tx.newestChange(shard)) });

      const now = deps.clock.now();
      const by = { at: now, id: request.caller.tokenId, reason: request.reason };
      const { ids, ...done } = selection === null ? await cutOff(tx, owner, by) : await tx.revokeSelected(owner, selection, by);
      await tx.remember(idempotency, madeOf(done.count));
      // Who took the power of what is not there any more, and when, nobody knows: whatever has happened by now is waited for.
      if (done.count === 0) return granted({ ...done, changes: listed(await tx.newestChange(shard)) });

      const { caller, where, reason } = request;
      const told = { by: caller, accountId: owner.accountId, where, selection: selection && written(selection), count: done.count, tokens: ids, reason };
      await tx.tellOfOwner(owner, shard, 'tokens.revoked_in_bulk', now, told);
      return granted({ ...done, changes: [await tx.recordBarrier(owner, shard)] });
    });
    if (outcome.ok && selection === null && !request.dryRun) deps.afterCutOff(owner.tenantId);
    return outcome;
  };
}

const EVERY_ONE: Selection = { kind: null, createdBefore: null, label: null, selectors: null };

async function cutOff(tx: TokenTransaction, owner: Owner, by: Parameters<TokenTransaction['cutOff']>[1]): Promise<{ count: null; first: Selected['first']; ids: null }> {
  await tx.cutOff(owner, by);
  return { count: null, first: [], ids: null };
}

/** How a count is kept for whoever repeats the request. */
function madeOf(count: number | null): string {
  return count === null ? 'all' : String(count);
}
function countOf(made: string): number | null {
  return made === 'all' ? null : Number(made);
}

function listed(change: RecordedChange | null): RecordedChange[] {
  return change === null ? [] : [change];
}

function written({ createdBefore, selectors, ...rest }: Selection) {
  return { ...rest, createdBefore: toText(createdBefore), selectors: selectors && { ...selectors } };
}
