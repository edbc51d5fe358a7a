import type { PanelReply } from '@portcullis/cpanel';
import type { Result } from '@portcullis/kernel';
import type { Forward, PanelJudgement, Serve } from '../../use-cases/panel-asked.js';
import type { Spent } from '../../use-cases/spend-allowance.js';
import type { CallSlots, Place } from './call-slots.js';
import type { HeldBody } from './held-body.js';
import type { Pass, UpstreamGate } from './upstream-gate.js';
import { zoneAt, type ZoneQueue } from './zone-queue.js';

/** What anybody may make us keep, as on `/v1`. */
const STRANGERS_BYTES = 65_536;
/** What a good token's call is held up to. Only longer ones are sent on while they come. */
const HELD_BYTES = 524_288;
const LONGEST_WAIT_MS = 2_000;
/** For edits of the same zone by others, each of which may take the panel a while. Some clients give up after 10 s. */
const LONGEST_TURN_MS = 6_000;

export interface Admitted {
  readonly to: Forward | Serve;
  /** For what the panel says of the credential; null where no panel is asked. */
  readonly pass: Pass | null;
  /** Gives back what the call occupies, when it has ended. A second time does nothing. */
  readonly release: () => void;
  /** Gives back what it paid: it is refused after all. */
  readonly giveBack: () => void;
}

/** What bounds the calls of all clients together. */
export interface Gates {
  readonly slots: CallSlots;
  readonly gate: UpstreamGate;
  readonly zones: ZoneQueue;
}

type Judged = Extract<PanelJudgement, { verdict: 'live' | 'forward' | 'serve' }>;

/** What is asked about one call, and how it is answered where the answer is no. */
export interface Examiners {
  /**
   * @param paid whether the call has taken its one of what bounds its token
   * @param ready false: more of the body is to come, so that only the token can be judged
   */
  readonly judge: (paid: boolean, ready: boolean) => Promise<Judged | PanelReply>;
  /** Takes one of everything that bounds the token, or answers the call. */
  readonly pay: (judged: Forward | Serve) => Promise<Result<Spent, PanelReply>>;
  /** Takes the grants for one call that it rests on, and has it judged after that; or answers the call. */
  readonly take: (judged: Forward | Serve) => Promise<Forward | Serve | PanelReply>;
  /** What nobody else may edit meanwhile. */
  readonly edits: (judged: Forward) => readonly string[];
  readonly upstreamRefused: () => PanelReply;
  readonly busy: () => PanelReply;
  readonly unreadable: () => PanelReply;
}

/**
 * Lets a call in, or answers it. Its last judgement comes after everything that a client, a busy panel or a busy authority can
 * draw out: a call that was opened before a revoke, its body held back or its turn not come, is judged by what holds after it.
 * However often it is judged, it pays once, and one that is not sent gets back what it paid.
 */
export async function admit(body: HeldBody, { slots, gate, zones }: Gates, { judge, pay, take, edits, busy, unreadable, upstreamRefused }: Examiners): Promise<Admitted | PanelReply> {
  let limitBytes = STRANGERS_BYTES;
  let judged: Judged | PanelReply;
  for (;;) {
    if (!(await body.readUpTo(limitBytes))) return unreadable();
    judged = await judge(false, body.complete || limitBytes === HELD_BYTES);
    if ('status' in judged) return judged;
    if (judged.verdict !== 'live') break;
    limitBytes = HELD_BYTES;
  }
  const paid = await pay(judged);
  if (!paid.ok) return paid.refusal;

  const held: (() => void)[] = [];
  let admitted = false;
  const release = (): void => {
    for (const free of held.splice(0)) free();
  };
  const giveBack = (): void => paid.value.giveBack();
  try {
    let waited = paid.value.waited;
    let pass: Pass | null = null;
    if (judged.verdict === 'forward') {
      const { credential } = judged;
      const place = placeOf(judged);
      const queued = edits(judged);
      if (queued.length > 0) {
        const turn = await zones.enter(queued.map((name) => zoneAt(credential.panel, name)), credential.holder, AbortSignal.timeout(LONGEST_TURN_MS));
        if (turn === null) return busy();
        held.push(() => turn.end());
        waited = true;
      }
      const entered = await gate.enter({ panel: credential.panel, credential: credential.name, tenant: credential.tenant }, AbortSignal.timeout(LONGEST_WAIT_MS));
      if (!entered.ok) return entered.refusal.because === 'credential_refused' ? upstreamRefused() : busy();
      pass = entered.value;
      held.push(() => entered.value.end());
      let slot = slots.take(place);
      waited ||= pass.waited || slot === null;
      slot ??= await slots.wait(place, AbortSignal.timeout(LONGEST_WAIT_MS));
      if (slot === null) return busy();
      const own = slot;
      held.push(() => own.free());
    }
    if (waited) {
      const again = await judge(true, true);
      if ('status' in again) return again;
      // The tenant has moved to another panel meanwhile, or the credential was set anew: what was waited for counts for nothing.
      if (again.verdict === 'live' || !isSamePlace(judged, again)) return busy();
      judged = again;
    }
    // What is read first is judged by what was read, and takes what it needs then.
    if (judged.verdict === 'serve' || !judged.readFirst) {
      const settled = await take(judged);
      if ('status' in settled) return settled;
      if (!isSamePlace(judged, settled)) return busy();
      judged = settled;
    }
    admitted = true;
    return { to: judged, pass, release, giveBack };
  } finally {
    if (!admitted) {
      release();
      giveBack();
    }
  }
}

function placeOf({ credential: { panelUrl, holder } }: Forward): Place {
  return { panel: new URL(panelUrl).origin, account: holder };
}

/** Whether both are sent to the same panel with the same credential. */
export function isSamePlace(one: Forward | Serve, other: Forward | Serve): boolean {
  if (one.verdict === 'serve' || other.verdict === 'serve') return one.verdict === other.verdict;
  return placeOf(one).panel === placeOf(other).panel && one.credential.name === other.credential.name;
}
