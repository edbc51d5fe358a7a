import type { Grant } from '@portcullis/access';
import { tokensRpc } from '@portcullis/contracts';
import { Fault, granted, type Result } from '@portcullis/kernel';
import { callerOf } from './authorise-call.js';
import type { Origin, Services } from './ports.js';
import type { PresentedToken } from './presented-token.js';

/** A call that was found to be allowed, and the grants for one call that it rests on. */
export interface NeedsGrants {
  readonly presented: PresentedToken;
  readonly once: readonly Grant[];
}

/** Whoever comes away empty so often is up against something broken. */
const MOST_TRIES = 5;

/**
 * Takes the grants for one call that a call rests on from its token, before anything is done for it: the last thing but the
 * judgement that follows, since nothing gives them back. Of two calls that come for the same one the later is judged without it.
 * @param taken what the call has taken before; grows by what it takes here
 * @param again judges it by what holds after the wait, with what it has taken
 */
export function takeGrants({ services }: { services: Services }) {
  async function take({ facts, shard }: PresentedToken, grants: readonly Grant[], origin: Origin): Promise<boolean> {
    const { tenantId, id: tokenId } = facts;
    const request = { caller: callerOf({ facts, shard }, origin), tenantId, tokenId, grants: grants.map((grant) => ({ ...grant })) };
    const spent = await services.call(tokensRpc.spendGrant, request, { shard, tenantId, requestId: origin.requestId });
    return spent.ok && spent.value.spent;
  }

  return async <Judged extends NeedsGrants, Refusal>(first: Judged, taken: Grant[], origin: Origin, again: () => Promise<Result<Judged, Refusal>>): Promise<Result<Judged, Refusal>> => {
    let judged = first;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const needed = judged.once.filter((grant) => !taken.includes(grant));
      if (needed.length === 0) return granted(judged);
      if (await take(judged.presented, needed, origin)) taken.push(...needed);
      const next = await again();
      if (!next.ok) return next;
      judged = next.value;
    }
    throw new Fault('grants for one call go to others again and again', 'overloaded');
  };
}
