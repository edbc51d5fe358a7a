import { compile, policyTrouble, type Grant, type GrantCatalogue } from '@portcullis/access';
import type { Credential, Seen, Verifier } from '@portcullis/verifier';
import type { Use } from './ports.js';

/** A token whose secret was right, with everything both authorities know about it: good for this one request, while it is current. */
export type PresentedToken = Seen;

export interface TokenReaders {
  readonly verifier: Pick<Verifier, 'look'>;
  readonly grantCatalogue: Pick<GrantCatalogue, 'presetNamed' | 'isRolling'>;
}

/** What a call has taken of its token before it is judged again. */
export interface Taken {
  /** One of its uses, where they are counted. */
  readonly paid: boolean;
  /** Grants that are for one call. */
  readonly grants: readonly Grant[];
  /** Whether it has asked for such grants: they are taken without waiting until every memory has heard of it, so it is read anew. */
  readonly asked: boolean;
}

export const NOTHING_TAKEN: Taken = { paid: false, grants: [], asked: false };

/**
 * A token's text, looked up for a call that has taken so much of it: that it is gone now says nothing of this one. Null: it is none of
 * ours, its secret is wrong, or it may not come this way.
 * @throws Fault when what is known here may not answer, and the authorities cannot
 */
export async function presentedToken({ verifier, grantCatalogue }: TokenReaders, credential: Credential, requestId: string, { paid, grants, asked }: Taken = NOTHING_TAKEN): Promise<PresentedToken | null> {
  const kept = await verifier.look(credential, requestId, { afresh: asked });
  const seen = kept !== null && isIdle(kept) ? await verifier.look(credential, requestId, { afresh: true }) : kept;
  if (seen === null || (!paid && grants.length === 0)) return seen;
  const { owner, shard, facts, ownerFacts, now, earliest } = seen;
  const before = seen.token.facts;
  const token = { ...before, exhausted: before.exhausted && !paid, grants: [...before.grants, ...grants] };
  return {
    ...{ owner, shard, facts, ownerFacts, now, earliest },
    token: grants.length === 0 ? { ...seen.token, facts: token } : compile(token, grantCatalogue),
    isCurrent: () => seen.isCurrent(),
  };
}

/** Use ends that, and is no change: what is kept may be behind. */
function isIdle({ token, owner, now }: Seen): boolean {
  return policyTrouble(token.facts, owner.policy, now)?.code === 'token_idle';
}

/** An accepted use of the token, as it is told. */
export function useOf({ facts, shard, now }: Pick<PresentedToken, 'facts' | 'shard' | 'now'>, from: Pick<Use, 'ip' | 'agent'>): Use {
  const { tenantId, id: tokenId, publicId } = facts;
  return { shard, tenantId, tokenId, publicId, at: now, ...from };
}
