import { replies, type PanelReply, type PanelRequest, type Step } from '@portcullis/cpanel';
import type { Gateway } from '../../gateway.js';
import type { Origin } from '../../use-cases/ports.js';
import type { PresentedToken } from '../../use-cases/presented-token.js';

export interface TokenAnswer {
  readonly reply: PanelReply;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Answers a request that is about tokens alone, one call after another. A batch of UAPI stops at the first that fails, one of WHM
 * goes on.
 */
export async function answerTokenCalls(
  { serveTokens, tokenTarget }: Pick<Gateway, 'serveTokens' | 'tokenTarget'>,
  { envelope, calls }: PanelRequest,
  presented: PresentedToken,
  origin: Origin,
): Promise<TokenAnswer> {
  const steps: Step[] = [];
  const receipts: string[] = [];
  for (const call of calls) {
    const outcome = await serveTokens(call, presented, await tokenTarget(presented, call.account, origin), origin);
    steps.push({ command: call.function, outcome });
    if (outcome.ok && outcome.receiptId) receipts.push(outcome.receiptId);
    if (!outcome.ok && envelope.shape === 'uapi_batch') break;
  }
  const headers = receipts.length === 0 ? {} : { 'portcullis-receipt': receipts.join(', ') };
  const [first] = steps;
  if (envelope.shape === 'uapi_batch' || envelope.shape === 'whm_batch') return { reply: replies.answeredBatch(envelope, steps), headers };
  return { reply: replies.answered(envelope, first!.outcome), headers };
}
