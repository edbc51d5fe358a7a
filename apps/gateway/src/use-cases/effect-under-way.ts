import type { Caller, CallScope, Receipt } from '@portcullis/contracts';
import type { WhmOutcome } from '@portcullis/cpanel';
import { shard as shardNumber, type RandomBytes } from '@portcullis/kernel';
import { callerOf } from './authorise-call.js';
import type { NamedAccount } from './panel-asked.js';
import type { Origin, Services } from './ports.js';
import type { PresentedToken } from './presented-token.js';

export interface AccountEffectDeps {
  readonly services: Services;
  readonly randomBytes: RandomBytes;
}

/** A call that was judged and paid for, and that the panel is about to hear of. */
export interface EffectCall {
  readonly presented: PresentedToken;
  /** Whom the call names, as the judgement found them. */
  readonly accounts: readonly NamedAccount[];
  readonly origin: Origin;
}

/** An effect on an account that the panel may hear of now. */
export interface EffectUnderWay {
  /** Of the power that was taken already; null: none was. */
  readonly receiptId: Receipt['id'] | null;
  /**
   * To be called once, with what the panel made of it. Answers what operators need to know; null: all is as it should be.
   * @throws Fault when an authority cannot be reached
   */
  readonly settle: (outcome: WhmOutcome) => Promise<string | null>;
}

/** As whom permissions is asked about that account. */
export function askingAbout({ presented, origin }: EffectCall, { tenantId, shard }: Pick<NamedAccount, 'tenantId' | 'shard'>): { caller: Caller; scope: CallScope } {
  return { caller: callerOf(presented, origin), scope: { shard: shardNumber(shard), tenantId, requestId: origin.requestId } };
}
