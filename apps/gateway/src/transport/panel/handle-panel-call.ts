import { leafText, type Grant, type Leaf } from '@portcullis/access';
import type { PanelReply } from '@portcullis/cpanel';
import { assert, granted, isId, refused, type Result } from '@portcullis/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Gateway } from '../../gateway.js';
import type { Forward, PanelJudgement, Serve } from '../../use-cases/panel-asked.js';
import type { Origin } from '../../use-cases/ports.js';
import { useOf } from '../../use-cases/presented-token.js';
import type { Spent } from '../../use-cases/spend-allowance.js';
import { inWords } from '../../use-cases/told-denial.js';
import { clientOf } from '../client.js';
import { limitHeaders } from '../limit-headers.js';
import { admit } from './admit.js';
import type { Conversation, Reading } from './conversation.js';
import { HeldBody } from './held-body.js';
import { queuedAs } from './line-calls.js';
import type { PanelWorks } from './panel-works.js';
import { sendAccountCall } from './send-account-call.js';
import { sendCall } from './send-call.js';
import { sendPanelReply } from './send-panel-reply.js';
import type { PanelSpeech } from './speech.js';

const METHODS = ['GET', 'HEAD', 'POST'];

/** One call, from its head to its answer, whatever kind of panel it is meant for. */
export async function handlePanelCall(works: PanelWorks, request: FastifyRequest, reply: FastifyReply, conversation: Conversation, methods: readonly string[] = METHODS): Promise<FastifyReply> {
  const { gateway } = works;
  const { id: requestId } = request;
  assert(isId('req', requestId), 'request ids are made by the server');
  const client = clientOf(request);
  const origin: Origin = { requestId, ip: client.ip };
  const body = new HeldBody(request.body);
  let reading: Reading | null = null;
  const speech = (): PanelSpeech => reading?.speech ?? conversation.speech;

  const taken: Grant[] = [];
  const judge = async (paid: boolean, ready: boolean, lines: readonly Leaf[] | null = null, asked = false): Promise<Exclude<PanelJudgement, { verdict: 'bad_credentials' | 'denied' }> | PanelReply> => {
    if (ready) reading ??= conversation.read(body.held(), body.complete);
    const judged = await gateway.judgePanelCall(conversation.caller, reading?.asked ?? null, origin, { taken: { paid, grants: taken, asked }, lines });
    if (judged.verdict === 'bad_credentials') return speech().badCredentials();
    if (judged.verdict !== 'denied') return judged;
    const { missing, denial } = judged;
    if (denial !== null) void reply.header('portcullis-denial', denial.code);
    return reading?.refusal ?? speech().denied(inWords(missing, denial));
  };
  const pay = (judged: Forward | Serve): Promise<Result<Spent, PanelReply>> => payFor(gateway, judged, origin, reply, speech());
  const take = async (judged: Forward | Serve, lines: readonly Leaf[] | null = null): Promise<Forward | Serve | PanelReply> => {
    const settled = await gateway.takeGrants(judged, taken, origin, async (): Promise<Result<Forward | Serve, PanelReply>> => {
      const again = await judge(true, true, lines, true);
      if ('status' in again) return refused(again);
      return again.verdict === 'live' ? refused(speech().busy()) : granted(again);
    });
    return settled.ok ? settled.value : settled.refusal;
  };
  const admitted = await admit(body, works, {
    ...{ judge, pay, take },
    edits: (judged) => (reading?.edits ?? []).map((name) => queuedAs(name, judged)),
    busy: () => speech().busy(),
    unreadable: () => speech().malformed(400),
    upstreamRefused: () => speech().upstreamRefusedGateway(),
  });
  if ('status' in admitted) return sendPanelReply(reply, admitted);
  assert(reading !== null, 'what was judged in full was read');
  const { to, pass, release, giveBack } = admitted;
  const { effect, serve } = reading as Reading;
  // Whatever becomes of the call, what it occupies is free when the exchange with the client has ended. An effect on an account
  // is seen to its end, whether or not the client stays.
  if (effect === null) reply.raw.once('close', release);
  const refuse = (answer: PanelReply): FastifyReply => {
    release();
    giveBack();
    return sendPanelReply(reply, answer);
  };
  if (!request.raw.socket.writable) return refuse(speech().malformed(400));
  // TRACE would show the client the panel's credential, and what others do is anybody's guess.
  if (!methods.includes(request.method)) return refuse(speech().methodNotAllowed());
  let isTold = false;
  const used = (): void => {
    if (isTold) return;
    isTold = true;
    gateway.uses.record(useOf(to.presented, client));
    works.log.info('a panel call was allowed', { requestId, ip: client.ip, ...told(to) });
  };
  if (to.verdict === 'serve' || pass === null) {
    assert(to.verdict === 'serve' && serve !== null, 'a request that is served here knows how');
    used();
    const served = await serve(to, origin);
    return sendPanelReply(reply.headers(served.headers), served.reply);
  }
  const again = async (lines: readonly Leaf[] | null): Promise<Forward | Serve | PanelReply> => {
    const judged = await judge(true, true, lines);
    if ('status' in judged) return judged;
    return judged.verdict === 'live' ? speech().busy() : take(judged, lines);
  };
  if (effect !== null) return sendAccountCall(works, request, reply, { ...{ to, pass, origin, speech: speech(), refuse, used, release, again: () => again(null) }, ...effect });
  return sendCall(works, request, reply, { ...{ to, pass, reading, body, origin, refuse, used }, again });
}

/** More than these say nothing new. */
const MOST_TOLD = 10;

/** What may be told of a call: never its parameters, which may hold secrets. Of what was denied the tenant's trail tells the same. */
function told({ presented: { facts }, calls }: Forward | Serve): Record<string, unknown> {
  return {
    ...{ tokenId: facts.id, tokenName: facts.name },
    operations: calls.slice(0, MOST_TOLD).map(({ operation }) => operation.name),
    resources: calls.flatMap(({ leaves }) => leaves).slice(0, MOST_TOLD).map(leafText),
  };
}

/** What the call costs its token; a reply where it has none of it left. The headers say how its limits stand, in both cases. */
async function payFor(gateway: Gateway, { presented, calls }: Forward | Serve, origin: Origin, reply: FastifyReply, speech: PanelSpeech): Promise<Result<Spent, PanelReply>> {
  const spent = await gateway.chargeCall(presented, calls[0]?.operation.name ?? 'panel', origin);
  if (spent.ok) {
    reply.headers(limitHeaders(spent.value.limits));
    return granted(spent.value);
  }
  const { code, detail, limits, retryAfterSeconds } = spent.refusal;
  if (code === 'token_exhausted') return refused(speech.badCredentials());
  reply.headers({ ...limitHeaders(limits), 'retry-after': String(retryAfterSeconds) });
  return refused(speech.denied(detail));
}
