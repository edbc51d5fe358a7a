import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { assert, granted, shard, type Clock } from '@portcullis/kernel';
import type { Token } from '../domain/token.js';
import type { Owner, TokenStore } from './ports.js';

export interface EndedSessions {
  /** Sessions and links. */
  readonly ended: number;
  /** One for each, and where somebody else has ended the last of them, that one. */
  readonly changes: readonly RecordedChange[];
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
    const changes: RecordedChange[] = [];
    // Twice nothing: a round that waited for a link to be opened did not see the session that came of it.
    let last: RecordedChange | null = null;
    for (let emptyRounds = 0; emptyRounds < 2; ) {
      const { ended, changes: ofRound } = await endSome(deps, caller, owner, only);
      emptyRounds = ended === 0 ? emptyRounds + 1 : 0;
      if (ended === 0) last = ofRound[0] ?? null;
      else changes.push(...ofRound);
    }
    const isOwn = last === null || changes.some(({ epoch, rev }) => epoch === last.epoch && rev === last.rev);
    return { ended: changes.length, changes: isOwn ? changes : [...changes, last!] };
  };
}

/** Where none is left, answers the change that ended the last one: who did that a moment ago may still wait for it, and so does this call. */
async function endSome({ store, clock }: { store: TokenStore; clock: Clock }, caller: Caller, owner: Owner, only: Caller['tokenId'] | null) {
  const now = clock.now();
  const done = await store.commit(owner.tenantId, async (tx) => {
    const tokens: readonly Token[] = await tx.revokeSessions(owner, { only, at: now, id: caller.tokenId, reason: REASON, limit: AT_ONCE });
    for (const token of tokens) {
      const { accountId, name } = token;
      await tx.tell(token, 'token.revoked', now, { by: caller, accountId, name, reason: REASON });
    }
    const changes: RecordedChange[] = [];
    for (const token of tokens) changes.push(await tx.recordChange(token));
    const last = tokens.length === 0 ? await tx.lastSessionsChange(owner, shard(caller.shard), only) : null;
    return granted({ ended: tokens.length, changes: last === null ? changes : [last] });
  });
  assert(done.ok, 'nothing here is refused');
  return done.value;
}

const REASON = 'signed out';
