import type { PanelReply } from '@portcullis/cpanel';
import { granted, refused, type Result } from '@portcullis/kernel';
import type { Forward, Serve } from '../../use-cases/panel-asked.js';
import { isSamePlace } from './admit.js';

/** What was judged held no more when it was to go out: the panel has not heard of it. */
export const UNSENT = Symbol('unsent');

export interface JudgedCall {
  readonly to: Forward;
  /** Judges it once more, by the same bytes, and takes the grants for one call that it rests on. */
  readonly again: () => Promise<Forward | Serve | PanelReply>;
  readonly busy: () => PanelReply;
}

/**
 * Sends what was judged, which is looked at last of all when there is a connection (rule V11). Where it holds no more, it is judged from the
 * beginning and sent once more; a call that comes too late again is answered, and not sent.
 */
export async function sendJudged<Answer>({ to, again, busy }: JudgedCall, send: (to: Forward) => Promise<Answer | typeof UNSENT>): Promise<Result<{ readonly to: Forward; readonly answer: Answer }, PanelReply>> {
  const answer = await send(to);
  if (answer !== UNSENT) return granted({ to, answer });
  const judged = await again();
  if ('status' in judged) return refused(judged);
  // What is to be read first now would go out unread, and the place that was waited for is at one panel.
  if (judged.verdict !== 'forward' || judged.readFirst !== to.readFirst || !isSamePlace(to, judged)) return refused(busy());
  const second = await send(judged);
  return second === UNSENT ? refused(busy()) : granted({ to: judged, answer: second });
}
