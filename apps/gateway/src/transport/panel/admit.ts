import { replies, type PanelReply } from '@portcullis/cpanel';
import type { Result } from '@portcullis/kernel';
import type { PanelJudgement } from '../../use-cases/judge-panel-call.js';
import type { Spent } from '../../use-cases/spend-allowance.js';
import type { CallSlots, Place, Slot } from './call-slots.js';
import type { HeldBody } from './held-body.js';

/** What anybody may make us keep, as on `/v1`. */
const STRANGERS_BYTES = 65_536;
/** What a good token's call is held up to. Only longer ones are sent on while they come. */
const HELD_BYTES = 524_288;
const LONGEST_WAIT_MS = 2_000;

export type Forward = Extract<PanelJudgement, { verdict: 'forward' }>;

export interface Admitted {
  readonly to: Forward;
  /** To be given back when the call has ended. */
  readonly slot: Slot;
}

/** What is asked about one call. */
export interface Examiners {
  /** @param paid whether the call has taken its one of what bounds its token */
  readonly judge: (paid: boolean) => Promise<PanelJudgement>;
  /** Takes one of everything that bounds the token, or answers the call. */
  readonly pay: (judged: Forward) => Promise<Result<Spent, PanelReply>>;
}

/**
 * Lets a call in, or answers it. Its last judgement comes after everything that a client, a busy panel or a busy authority can
 * draw out: a call that was opened before a revoke, its body held back or its turn not come, is judged by what holds after it.
 * However often it is judged, it pays once, and one that is not sent gets back what it paid.
 */
export async function admit(body: HeldBody, slots: CallSlots, { judge, pay }: Examiners): Promise<Admitted | PanelReply> {
  let judged: PanelJudgement;
  let limitBytes = STRANGERS_BYTES;
  for (;;) {
    if (!(await body.readUpTo(limitBytes))) return replies.malformed(400);
    judged = await judge(false);
    if (judged.verdict !== 'forward') return replyTo(judged);
    if (body.complete || limitBytes === HELD_BYTES) break;
    limitBytes = HELD_BYTES;
  }
  const paid = await pay(judged);
  if (!paid.ok) return paid.refusal;

  const place = placeOf(judged);
  let slot: Slot | null = null;
  let admitted = false;
  try {
    slot = slots.take(place);
    if (slot && !paid.value.waited) {
      admitted = true;
      return { to: judged, slot };
    }
    slot ??= await slots.wait(place, AbortSignal.timeout(LONGEST_WAIT_MS));
    if (!slot) return replies.busy();
    const again = await judge(true);
    if (again.verdict !== 'forward') return replyTo(again);
    // The tenant has moved to another panel meanwhile, where this slot counts for nothing.
    if (placeOf(again).panel !== place.panel) return replies.busy();
    admitted = true;
    return { to: again, slot };
  } finally {
    if (!admitted) {
      slot?.free();
      paid.value.giveBack();
    }
  }
}

function placeOf({ panelUrl, accountId }: Forward): Place {
  return { panel: new URL(panelUrl).origin, account: accountId };
}

function replyTo(judged: Exclude<PanelJudgement, Forward>): PanelReply {
  return judged.verdict === 'bad_credentials' ? replies.badCredentials() : replies.denied(judged.missing);
}
