import { replies, type PanelReply } from '@portcullis/cpanel';
import type { PanelJudgement } from '../../use-cases/judge-panel-call.js';
import type { CallSlots, Place, Slot } from './call-slots.js';
import type { HeldBody } from './held-body.js';

/** What anybody may make us keep, as on `/v1`. */
const STRANGERS_BYTES = 65_536;
/** What a good token's call is held up to. Only longer ones are sent on while they come. */
const HELD_BYTES = 524_288;
const LONGEST_WAIT_MS = 2_000;

type Forward = Extract<PanelJudgement, { verdict: 'forward' }>;

export interface Admitted {
  readonly to: Forward;
  /** To be given back when the call has ended. */
  readonly slot: Slot;
}

/**
 * Lets a call in, or answers it. Its last judgement comes after everything that a client or a busy panel can draw out: a call
 * that was opened before a revoke, its body held back or its turn not come, is judged by what holds after it.
 */
export async function admit(body: HeldBody, slots: CallSlots, judge: () => Promise<PanelJudgement>): Promise<Admitted | PanelReply> {
  let judged: PanelJudgement;
  let limitBytes = STRANGERS_BYTES;
  for (;;) {
    if (!(await body.readUpTo(limitBytes))) return replies.malformed(400);
    judged = await judge();
    if (judged.verdict !== 'forward') return replyTo(judged);
    if (body.complete || limitBytes === HELD_BYTES) break;
    limitBytes = HELD_BYTES;
  }
  const place = placeOf(judged);
  const atOnce = slots.take(place);
  if (atOnce) return { to: judged, slot: atOnce };

  const slot = await slots.wait(place, AbortSignal.timeout(LONGEST_WAIT_MS));
  if (!slot) return replies.busy();
  let admitted = false;
  try {
    const again = await judge();
    if (again.verdict !== 'forward') return replyTo(again);
    // The tenant has moved to another panel meanwhile, where this slot counts for nothing.
    if (placeOf(again).panel !== place.panel) return replies.busy();
    admitted = true;
    return { to: again, slot };
  } finally {
    if (!admitted) slot.free();
  }
}

function placeOf({ panelUrl, accountId }: Forward): Place {
  return { panel: new URL(panelUrl).origin, account: accountId };
}

function replyTo(judged: Exclude<PanelJudgement, Forward>): PanelReply {
  return judged.verdict === 'bad_credentials' ? replies.badCredentials() : replies.denied(judged.missing);
}
