import type { Leaf } from '@portcullis/access';
import type { PanelReply } from '@portcullis/cpanel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Transform, type Readable } from 'node:stream';
import { allowsAsWell } from '../../use-cases/judge-panel-call.js';
import type { Forward, Serve } from '../../use-cases/panel-asked.js';
import type { Origin } from '../../use-cases/ports.js';
import { isSamePlace } from './admit.js';
import { askPanel, type PanelAnswer, type Question } from './ask-panel.js';
import type { Instead, Reading } from './conversation.js';
import { warnOfUnreached } from './connections.js';
import { forward, isRefusal } from './forward.js';
import type { HeldBody } from './held-body.js';
import type { PanelWorks } from './panel-works.js';
import { sendPanelReply } from './send-panel-reply.js';
import type { Passage, StreamWatch } from './upload-watch.js';
import type { Pass } from './upstream-gate.js';

export interface CallToSend {
  readonly to: Forward;
  readonly pass: Pass;
  readonly origin: Origin;
  readonly reading: Reading;
  readonly body: HeldBody;
  /** Answers the call: it is not sent after all. */
  readonly refuse: (answer: PanelReply) => FastifyReply;
  /** The token was used. */
  readonly used: () => void;
  /** Judges it once more, with what stands at its lines, and takes the grants for one call that it rests on. */
  readonly again: (lines: readonly Leaf[]) => Promise<Forward | Serve | PanelReply>;
}

/** Sends a call that was let in, unless what stands at its lines forbids it. */
export async function sendCall(works: PanelWorks, request: FastifyRequest, reply: FastifyReply, call: CallToSend): Promise<FastifyReply> {
  const { reading, body, pass, origin, refuse, used } = call;
  let { to } = call;
  let instead: Instead | null = null;
  if (to.readFirst) {
    const found = await readLines(works, request, reply, call);
    if ('status' in found) return refuse(found);
    ({ to, instead } = found);
  }
  used();
  if (instead !== null) return doInstead(works, request, reply, { ...call, to }, instead);

  const held = body.release();
  const cut = held === null && reading.watch !== null ? watchStream(request, reading.watch((more) => allowsAsWell(to, origin.ip, more))) : () => null;
  const { credential } = to;
  return forward(request, reply, { ...{ credential, path: reading.path, body: held, speech: reading.speech, cut }, tell: (status) => tell(works, pass, status, request) }, works.connections, works.log);
}

/** What stands at the lines, and the judgement of it: taken after reading, so that a revoke meanwhile is heard. */
async function readLines(works: PanelWorks, request: FastifyRequest, reply: FastifyReply, call: CallToSend): Promise<{ to: Forward; instead: Instead | null } | PanelReply> {
  const { speech, lines } = call.reading;
  if (lines === null) return speech.denied('What stands at the lines that this call names cannot be read here.');
  const answer = await ask(works, request, reply, call, lines.question);
  if (answer === null) return speech.upstreamFailed();
  if (answer.status !== 200) return isRefusal(answer.status) ? speech.upstreamRefusedGateway() : speech.upstreamFailed();
  const read = lines.resolve(answer.body);
  if (!read.ok) return speech.denied(read.refusal);
  const judged = await call.again(read.value.leaves);
  if ('status' in judged) return judged;
  // What was read at one place tells nothing of the lines at another.
  return judged.verdict === 'forward' && isSamePlace(call.to, judged) ? { to: judged, instead: read.value.instead } : speech.busy();
}

async function doInstead(works: PanelWorks, request: FastifyRequest, reply: FastifyReply, call: CallToSend, instead: Instead): Promise<FastifyReply> {
  const { speech } = call.reading;
  const answer = await ask(works, request, reply, call, instead.question);
  if (answer === null) return sendPanelReply(reply, speech.upstreamFailed());
  if (answer.status !== 200) return sendPanelReply(reply, isRefusal(answer.status) ? speech.upstreamRefusedGateway() : speech.upstreamFailed());
  if (instead.check !== null) {
    const after = await ask(works, request, reply, call, instead.check.question);
    const mismatch = after === null ? 'it could not be read back' : instead.check.mismatch(after.body);
    if (mismatch !== null) works.log.error('an edit may have hit another line than the one that was judged', { requestId: request.id, tokenId: call.to.presented.facts.id, mismatch });
  }
  if (instead.reply !== null) return sendPanelReply(reply, instead.reply(answer.body));
  return reply.status(200).header('content-type', answer.type).header('cache-control', 'no-store').send(answer.body);
}

/** Null: no usable answer came; why is in the log. */
async function ask(works: PanelWorks, request: FastifyRequest, reply: FastifyReply, { to, pass }: Pick<CallToSend, 'to' | 'pass'>, question: Question): Promise<PanelAnswer | null> {
  const client = new AbortController();
  reply.raw.once('close', () => client.abort());
  try {
    const answer = await askPanel(works.connections, to.credential, question, client.signal);
    tell(works, pass, answer.status, request);
    return answer;
  } catch (error) {
    if (!client.signal.aborted) warnOfUnreached(works.log, request.id, error);
    return null;
  }
}

export function tell({ log }: PanelWorks, pass: Pass, status: number, request: FastifyRequest): void {
  if (pass.tell(status)) log.error('a panel does not take the credential that is kept for it: it is not sent again for a while', { requestId: request.id, upstreamStatus: status });
}

/** Cuts the body off before the first byte of what is not allowed in it: the panel is left with half a request, which it drops. */
function watchStream(request: FastifyRequest, watch: StreamWatch): () => string | null {
  let cut: string | null = null;
  const pass = (passage: Passage, done: (error: Error | null, bytes?: Buffer) => void): void => {
    if ('send' in passage) return done(null, passage.send);
    cut = passage.refusal;
    done(new Error('the rest of the body is not allowed'));
  };
  const guard = new Transform({
    transform: (chunk: Buffer, _encoding, done) => pass(watch.push(chunk), done),
    flush: (done) => pass(watch.end(), done),
  });
  const source = request.body as Readable;
  source.once('error', (error) => guard.destroy(error));
  request.body = source.pipe(guard);
  return () => cut;
}
