import type { Leaf } from '@portcullis/access';
import type { PanelReply } from '@portcullis/cpanel';
import { granted, refused, type Result } from '@portcullis/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { allowsAsWell } from '../../use-cases/judge-panel-call.js';
import type { Forward, Serve } from '../../use-cases/panel-asked.js';
import type { Origin } from '../../use-cases/ports.js';
import { isSamePlace } from './admit.js';
import { askPanel, type PanelAnswer, type Question } from './ask-panel.js';
import type { Instead, Reading } from './conversation.js';
import { Unsent, warnOfUnreached } from './connections.js';
import { forward, isRefusal } from './forward.js';
import { guardUpload } from './guard-upload.js';
import type { HeldBody } from './held-body.js';
import type { PanelWorks } from './panel-works.js';
import { sendJudged, UNSENT } from './send-judged.js';
import { sendPanelReply } from './send-panel-reply.js';
import type { PanelSpeech } from './speech.js';
import type { Pass } from './upstream-gate.js';

export interface CallToSend {
  readonly to: Forward;
  readonly pass: Pass;
  readonly origin: Origin;
  readonly reading: Reading;
  readonly body: HeldBody;
  /** Answers the call: it is not sent after all. */
  readonly refuse: (answer: PanelReply) => FastifyReply;
  /** The token was used; a second time does nothing. */
  readonly used: () => void;
  /** Judges it once more, with what stands at its lines, if that was read, and takes the grants for one call that it rests on. */
  readonly again: (lines: readonly Leaf[] | null) => Promise<Forward | Serve | PanelReply>;
}

/** Sends a call that was let in, unless what stands at its lines forbids it. */
export async function sendCall(works: PanelWorks, request: FastifyRequest, reply: FastifyReply, call: CallToSend): Promise<FastifyReply> {
  if (!call.to.readFirst) return sendAsItCame(works, request, reply, call, null);
  const found = await readLines(works, request, reply, call);
  if (!found.ok) return call.refuse(found.refusal);
  const { to, lines, instead } = found.value;
  return instead === null ? sendAsItCame(works, request, reply, { ...call, to }, lines) : doInstead(works, request, reply, { ...call, to }, lines, instead);
}

async function sendAsItCame(works: PanelWorks, request: FastifyRequest, reply: FastifyReply, call: CallToSend, lines: readonly Leaf[] | null): Promise<FastifyReply> {
  const { reading, body, pass, origin, used } = call;
  const { speech, path } = reading;
  let { to } = call;
  const held = body.release();
  const again = async (): Promise<Forward | Serve | PanelReply> => {
    const judged = await call.again(lines);
    if ('verdict' in judged && judged.verdict === 'forward') to = judged;
    return judged;
  };
  const streams = held === null && request.body instanceof Readable;
  const cut = streams
    ? guardUpload(request, reply, {
        ...{ speech, elapsedMs: works.gateway.elapsedMs, onChange: (listener) => works.gateway.onChange(to.presented.shard, listener) },
        watch: reading.watch?.((more) => allowsAsWell(to, origin.ip, more)) ?? null,
        isCurrent: () => to.presented.isCurrent(),
        again: async () => {
          const before = to;
          const judged = await again();
          if ('status' in judged) return judged;
          return isSamePlace(before, judged) ? null : speech.busy();
        },
      })
    : () => null;
  let begun = false;
  const sent = await sendJudged({ to, again, busy: () => speech.busy() }, async (judged) => {
    // What streams is gone with the request that it was for.
    if (streams && begun) return UNSENT;
    begun = true;
    const mayGo = goesWhileCurrent(judged, used);
    return forward(request, reply, { ...{ credential: judged.credential, path, body: held, speech, cut, mayGo }, tell: (status) => tell(works, pass, status, request) }, works.connections, works.log);
  });
  if (!sent.ok) return call.refuse(sent.refusal);
  used();
  return reply;
}

/** The last look at what was judged; the token was used when that lets the call go. */
export function goesWhileCurrent({ presented }: Forward, used: () => void): () => boolean {
  return () => {
    const goes = presented.isCurrent();
    if (goes) used();
    return goes;
  };
}

/** What stands at the lines, and the judgement of it: taken after reading, so that a revoke meanwhile is heard. */
async function readLines(works: PanelWorks, request: FastifyRequest, reply: FastifyReply, call: CallToSend): Promise<Result<{ to: Forward; lines: readonly Leaf[]; instead: Instead | null }, PanelReply>> {
  const { speech, lines } = call.reading;
  if (lines === null) return refused(speech.denied('What stands at the lines that this call names cannot be read here.'));
  const asked = await askJudged(works, request, reply, call, null, lines.question, () => undefined);
  if (!asked.ok) return asked;
  const { answer } = asked.value;
  if (!isUsable(answer)) return refused(withoutAnswer(answer, speech));
  const read = lines.resolve(answer.body);
  if (!read.ok) return refused(speech.denied(read.refusal));
  const { leaves, instead } = read.value;
  const judged = await call.again(leaves);
  if ('status' in judged) return refused(judged);
  // What was read at one place tells nothing of the lines at another.
  return judged.verdict === 'forward' && isSamePlace(asked.value.to, judged) ? granted({ to: judged, lines: leaves, instead }) : refused(speech.busy());
}

async function doInstead(works: PanelWorks, request: FastifyRequest, reply: FastifyReply, call: CallToSend, lines: readonly Leaf[], instead: Instead): Promise<FastifyReply> {
  const { speech } = call.reading;
  const asked = await askJudged(works, request, reply, call, lines, instead.question, call.used);
  if (!asked.ok) return call.refuse(asked.refusal);
  call.used();
  const { to, answer } = asked.value;
  if (!isUsable(answer)) return sendPanelReply(reply, withoutAnswer(answer, speech));
  if (instead.check !== null) {
    // The edit is made: how it went is looked at, whatever has become of the token.
    const after = await ask(works, request, reply, { to, pass: call.pass }, instead.check.question, () => true);
    const mismatch = after === null || after === UNSENT ? 'it could not be read back' : instead.check.mismatch(after.body);
    if (mismatch !== null) works.log.error('an edit may have hit another line than the one that was judged', { requestId: request.id, tokenId: to.presented.facts.id, mismatch });
  }
  if (instead.reply !== null) return sendPanelReply(reply, instead.reply(answer.body));
  return reply.status(200).header('content-type', answer.type).header('cache-control', 'no-store').send(answer.body);
}

function isUsable(answer: PanelAnswer | null): answer is PanelAnswer {
  return answer?.status === 200;
}

function withoutAnswer(answer: PanelAnswer | null, speech: PanelSpeech): PanelReply {
  return answer !== null && isRefusal(answer.status) ? speech.upstreamRefusedGateway() : speech.upstreamFailed();
}

/** Asks while what was judged holds. The refusal: the panel was not asked. */
function askJudged(works: PanelWorks, request: FastifyRequest, reply: FastifyReply, { to, pass, again, reading }: CallToSend, lines: readonly Leaf[] | null, question: Question, used: () => void): Promise<Result<{ to: Forward; answer: PanelAnswer | null }, PanelReply>> {
  const call = { to, again: () => again(lines), busy: () => reading.speech.busy() };
  return sendJudged<PanelAnswer | null>(call, (judged) => ask(works, request, reply, { to: judged, pass }, question, goesWhileCurrent(judged, used)));
}

/** Null: no usable answer came; why is in the log. */
async function ask(works: PanelWorks, request: FastifyRequest, reply: FastifyReply, { to, pass }: Pick<CallToSend, 'to' | 'pass'>, question: Question, mayGo: () => boolean): Promise<PanelAnswer | null | typeof UNSENT> {
  const client = new AbortController();
  reply.raw.once('close', () => client.abort());
  try {
    const answer = await askPanel(works.connections, to.credential, question, { client: client.signal, mayGo });
    tell(works, pass, answer.status, request);
    return answer;
  } catch (error) {
    if (error instanceof Unsent) return UNSENT;
    if (!client.signal.aborted) warnOfUnreached(works.log, request.id, error);
    return null;
  }
}

export function tell({ log }: PanelWorks, pass: Pass, status: number, request: FastifyRequest): void {
  if (pass.tell(status)) log.error('a panel does not take the credential that is kept for it: it is not sent again for a while', { requestId: request.id, upstreamStatus: status });
}
