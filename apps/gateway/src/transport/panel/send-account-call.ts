import { readWhmOutcome, type AccountEffect, type PanelReply, type WhmOutcome } from '@portcullis/cpanel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Forward, Serve } from '../../use-cases/panel-asked.js';
import type { Origin } from '../../use-cases/ports.js';
import { askPanel, type PanelAnswer, type Question } from './ask-panel.js';
import { isUnconnected } from './checked-connect.js';
import { Unsent, warnOfUnreached } from './connections.js';
import { isRefusal } from './forward.js';
import type { PanelWorks } from './panel-works.js';
import { goesWhileCurrent, tell } from './send-call.js';
import { sendJudged, UNSENT } from './send-judged.js';
import { sendPanelReply } from './send-panel-reply.js';
import type { PanelSpeech } from './speech.js';
import type { Pass } from './upstream-gate.js';

export interface AccountCall {
  readonly to: Forward;
  readonly pass: Pass;
  readonly origin: Origin;
  readonly speech: PanelSpeech;
  readonly effect: AccountEffect;
  /** The call as it came. */
  readonly question: Question;
  readonly refuse: (answer: PanelReply) => FastifyReply;
  /** The token was used; a second time does nothing. */
  readonly used: () => void;
  /** Judges it once more. */
  readonly again: () => Promise<Forward | Serve | PanelReply>;
  /** Gives back what the call occupies. */
  readonly release: () => void;
}

/**
 * Sends a call that makes or ends an account, or its power, and lets the same follow here. A client that leaves ends nothing: what
 * the panel makes of the call has to be heard.
 */
export async function sendAccountCall(works: PanelWorks, request: FastifyRequest, reply: FastifyReply, call: AccountCall): Promise<FastifyReply> {
  const { to, origin, speech, effect, refuse, used, release } = call;
  try {
    // Its answer would say nothing.
    if (request.method === 'HEAD') return await refuse(speech.methodNotAllowed());
    const underWay = await works.gateway.followAccountEffect(effect, { presented: to.presented, accounts: to.accounts, origin });
    if (!underWay.ok) return await refuse(speech.denied(underWay.refusal));
    const asked = await sendJudged({ to, again: call.again, busy: () => speech.busy() }, (judged) => ask(works, request, { ...call, to: judged }));
    if (!asked.ok) return await refuse(asked.refusal);
    used();
    const { outcome, answer } = asked.value.answer;
    const problem = await settled(works, () => underWay.value.settle(outcome), request, call);
    if (problem !== null) works.log.error('an account may not be the same on the panel and here', { ...about(request, call), problem });
    const { receiptId } = underWay.value;
    if (receiptId !== null && outcome !== 'refused') void reply.header('portcullis-receipt', receiptId);
    if (!('type' in answer)) return await sendPanelReply(reply, answer);
    return await reply.status(answer.status).header('content-type', answer.type).header('cache-control', 'no-store').send(answer.body);
  } finally {
    release();
  }
}

/** What came of it on the panel, and what the client is told. */
async function ask(works: PanelWorks, request: FastifyRequest, { to, pass, speech, question, used }: AccountCall): Promise<{ outcome: WhmOutcome; answer: PanelAnswer | PanelReply } | typeof UNSENT> {
  try {
    const answer = await askPanel(works.connections, to.credential, question, { client: new AbortController().signal, mayGo: goesWhileCurrent(to, used) });
    const { status, body } = answer;
    tell(works, pass, status, request);
    if (isRefusal(status)) return { outcome: 'refused', answer: speech.upstreamRefusedGateway() };
    if (status >= 300 && status < 400) return { outcome: 'refused', answer: speech.upstreamFailed() };
    return { outcome: status === 200 ? readWhmOutcome(body) : status < 500 ? 'refused' : 'unclear', answer };
  } catch (error) {
    if (error instanceof Unsent) return UNSENT;
    warnOfUnreached(works.log, request.id, error);
    const { code = '' } = error as { code?: string };
    const answer = /^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/.test(code) ? speech.upstreamTimedOut() : speech.upstreamFailed();
    return { outcome: isUnconnected(error) ? 'refused' : 'unclear', answer };
  }
}

/** The panel has done what it has done: that an authority is away now changes nothing of its answer. */
async function settled(works: PanelWorks, settle: () => Promise<string | null>, request: FastifyRequest, call: AccountCall): Promise<string | null> {
  try {
    return await settle();
  } catch (error) {
    works.log.error('what a panel did to an account could not be followed here', { ...about(request, call), err: error });
    return null;
  }
}

function about({ id: requestId }: FastifyRequest, { to, effect }: AccountCall) {
  const { id: tokenId, tenantId } = to.presented.facts;
  return { requestId, tokenId, tenantId, effect: effect.kind, username: effect.username };
}
