import type { Gateway } from '../../gateway.js';
import type { Origin } from '../../use-cases/ports.js';
import type { PresentedToken } from '../../use-cases/presented-token.js';
import type { Spent } from '../../use-cases/spend-allowance.js';
import { limitHeaders } from '../limit-headers.js';
import { Problem } from './problem.js';
import type { AnswerHead } from './serves.js';

/**
 * Takes what an allowed call costs its token, and says in the answer's headers how its limits stand.
 * @throws Problem `rate_limited`, or `invalid_token` for one that has been used up.
 */
export async function charge(
  gateway: Pick<Gateway, 'chargeCall'>,
  presented: PresentedToken,
  operation: string,
  origin: Origin,
  reply: AnswerHead,
): Promise<Spent> {
  const spent = await gateway.chargeCall(presented, operation, origin);
  reply.headers(limitHeaders((spent.ok ? spent.value : spent.refusal).limits));
  if (!spent.ok) {
    const { code, detail, retryAfterSeconds } = spent.refusal;
    // As any other dead token: whoever holds it learns no more.
    if (code === 'token_exhausted') throw new Problem('invalid_token', 'the token is unknown, expired, revoked or suspended');
    reply.header('retry-after', String(retryAfterSeconds));
    throw new Problem(code, detail);
  }
  return spent.value;
}
