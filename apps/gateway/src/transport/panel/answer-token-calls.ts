import { replies, type PanelRequest, type Step } from '@portcullis/cpanel';
import type { Gateway } from '../../gateway.js';
import type { ServeHere } from './conversation.js';

/**
 * Answers a request that is about tokens alone from our own store, one call after another. A batch of UAPI stops at the first that
 * fails, one of WHM goes on.
 */
export function answerTokenCalls({ serveTokens, tokenTarget }: Pick<Gateway, 'serveTokens' | 'tokenTarget'>, { envelope, calls }: PanelRequest): ServeHere {
  return async ({ presented }, origin) => {
    const steps: Step[] = [];
    const receipts: string[] = [];
    for (const call of calls) {
      const outcome = await serveTokens(call, presented, await tokenTarget(presented, call.account, origin), origin);
      steps.push({ command: call.function, outcome });
      receipts.push(...(outcome.receipts ?? []));
      if (!outcome.ok && envelope.shape === 'uapi_batch') break;
    }
    const headers = receipts.length === 0 ? {} : { 'portcullis-receipt': receipts.join(', ') };
    const [first] = steps;
    if (envelope.shape === 'uapi_batch' || envelope.shape === 'whm_batch') return { reply: replies.answeredBatch(envelope, steps), headers };
    return { reply: replies.answered(envelope, first!.outcome), headers };
  };
}
