import type { Grant } from '@portcullis/access';
import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { granted, type Clock, type Result } from '@portcullis/kernel';
import { withoutGrants } from '../domain/editing.js';
import { mayStillAct } from '../domain/handing-out.js';
import type { TokenRef, TokenStore } from './ports.js';

export interface SpendGrant {
  /** The token itself, as whoever uses it presented it. */
  readonly caller: Caller;
  readonly ref: TokenRef;
  /** All of them, or none. */
  readonly grants: readonly Grant[];
}

export interface SpentGrant {
  readonly spent: boolean;
  /** To be announced: the next call finds the row without them, so nobody waits for it. Null: nothing was taken. */
  readonly change: RecordedChange | null;
}

const NOT_SPENT = granted({ spent: false, change: null });

/**
 * Takes grants that are for one call from their token, for the call that needs them. Of two calls that come for the same grant one
 * finds it gone: the row is locked first. Nothing gives it back.
 */
export function spendGrant({ store, clock }: { store: TokenStore; clock: Clock }) {
  return ({ caller, ref, grants }: SpendGrant): Promise<Result<SpentGrant, never>> =>
    store.commit(ref.tenantId, async (tx): Promise<Result<SpentGrant, never>> => {
      const { caller: by, token } = await tx.lockBoth(caller, ref);
      const now = clock.now();
      // Whoever had it revoked, or its secret replaced, meanwhile takes the call's leave as well.
      if (token === null || token.revokedAt !== null || by === null || !mayStillAct(by, now)) return NOT_SPENT;
      const left = withoutGrants(token.grants, grants);
      if (left === null) return NOT_SPENT;
      await tx.edit({ ...token, grants: left });
      const { accountId, name } = token;
      await tx.tell(token, 'token.updated', now, { by: caller, accountId, name, changes: { grants: left }, taken: grants });
      return granted({ spent: true, change: await tx.recordChange(token) });
    });
}
