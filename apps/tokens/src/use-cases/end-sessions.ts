import type { Caller, ChangePosition } from '@portcullis/contracts';
import { assert, granted, type Clock } from '@portcullis/kernel';
import type { Token } from '../domain/token.js';
import type { Owner, TokenStore } from './ports.js';

export interface EndedSessions {
  /** Sessions and links; as many as there are changes. */
  readonly ended: number;
  readonly changes: readonly ChangePosition[];
}

/** A transaction holds its shard's counter while it numbers its changes: not for hundreds of them. */
const AT_ONCE = 50;

/**
 * Signs out: the calling session alone, or every session of its owner, and with them every link that was not opened yet.
 * A session that is opened meanwhile is ended too, unless its sign-in began after this call.
 */
export function endSessions(deps: { store: TokenStore; clock: Clock }) {
  return async (caller: Caller, which: 'own' | 'all'): Promise<EndedSessions> => {
    const owner = { tenantId: caller.tenantId, accountId: caller.accountId };
    const only = which === 'own' ? caller.tokenId : null;
    const changes: ChangePosition[] = [];
    // Twice nothing: a round that waited for a link to be opened did not see the session that came of it.
    for (let emptyRounds = 0; emptyRounds < 2; ) {
      const { tokens, changes: ofRound } = await endSome(deps, caller, owner, only);
      emptyRounds = tokens.length === 0 ? emptyRounds + 1 : 0;
      changes.push(...ofRound);
    }
    return { ended: changes.length, changes };
  };
}

async function endSome({ store, clock }: { store: TokenStore; clock: Clock }, caller: Caller, owner: Owner, only: Caller['tokenId'] | null) {
  const now = clock.now();
  const done = await store.commit(owner.tenantId, async (tx) => {
    const tokens: readonly Token[] = await tx.revokeSessions(owner, { only, at: now, id: caller.tokenId, reason: REASON, limit: AT_ONCE });
    for (const token of tokens) {
      const { accountId, name } = token;
      await tx.tell(token, 'token.revoked', now, { by: caller, accountId, name, reason: REASON });
    }
    const changes: ChangePosition[] = [];
    for (const token of tokens) changes.push(await tx.recordChange(token));
    return granted({ tokens, changes });
  });
  assert(done.ok, 'nothing here is refused');
  return done.value;
}

const REASON = 'signed out';
