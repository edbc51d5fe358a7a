import type { PanelReply } from '@portcullis/cpanel';
import { Fault } from '@portcullis/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Transform, type Readable } from 'node:stream';
import type { PanelSpeech } from './speech.js';
import type { Passage, StreamWatch } from './upload-watch.js';

export interface UploadGuard {
  /** Null: nothing in the body decides anything. */
  readonly watch: StreamWatch | null;
  /** Whether what was judged holds at this very moment. */
  readonly isCurrent: () => boolean;
  /** Judges it again. Null: it may go on. */
  readonly again: () => Promise<PanelReply | null>;
  /** Hears of each change that may be one of its token's. */
  readonly onChange: (listener: () => void) => () => void;
  readonly speech: PanelSpeech;
  /** Monotonic. */
  readonly elapsedMs: () => number;
}

/** Where memory may not answer for longer, each judgement costs a read of both authorities. */
const READ_THROUGH_MS = 1_000;

/**
 * Looks at a body that is sent on while it comes. It is cut off before the first byte of what is not allowed in it, and as soon as its token
 * is worth nothing any more (rule V10): the panel is left with half a request, which it drops.
 * @returns what the client is answered, once it was cut; null: it was not
 */
export function guardUpload(request: FastifyRequest, reply: FastifyReply, { watch, isCurrent, again, onChange, speech, elapsedMs }: UploadGuard): () => PanelReply | null {
  let cut: PanelReply | null = null;
  let judging: Promise<void> | null = null;
  let notBeforeMs = 0;

  const end = (answer: PanelReply): void => {
    cut ??= answer;
    guard.destroy(new Error('the rest of the body may not go on'));
  };
  const judge = async (): Promise<void> => {
    try {
      const answer = await again();
      if (answer !== null) end(answer);
    } catch (error) {
      end(error instanceof Fault && error.retryable ? speech.unavailable() : speech.gatewayFailed());
    }
    notBeforeMs = isCurrent() ? 0 : elapsedMs() + READ_THROUGH_MS;
    judging = null;
  };
  /** Null: what was judged holds. */
  const settle = (): Promise<void> | null => {
    if (judging === null && !isCurrent() && elapsedMs() >= notBeforeMs) judging = judge();
    return judging;
  };
  const pass = async (look: (by: StreamWatch) => Passage, unwatched: Buffer, done: (error: Error | null, bytes?: Buffer) => void): Promise<void> => {
    await settle();
    if (cut !== null) return;
    const passage = watch === null ? { send: unwatched } : look(watch);
    if ('send' in passage) return done(null, passage.send);
    end(speech.denied(passage.refusal));
  };
  const guard = new Transform({
    transform: (chunk: Buffer, _encoding, done) => void pass((by) => by.push(chunk), chunk, done),
    flush: (done) => void pass((by) => by.end(), Buffer.alloc(0), done),
  });

  // Whoever reads it may have gone before it is cut.
  guard.on('error', () => undefined);
  reply.raw.once('close', onChange(() => void settle()));
  const source = request.body as Readable;
  source.once('error', (error) => guard.destroy(error));
  request.body = source.pipe(guard);
  return () => cut;
}
