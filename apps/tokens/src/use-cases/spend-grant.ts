import type { Grant } from '@portcullis/access';
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

/**
 * Takes grants that are for one call from their token, for the call that needs them. Of two calls that come for the same grant one
 * finds it gone: the row is locked first. Nothing gives it back.
 */
export function spendGrant({ store, clock }: { store: TokenStore; clock: Clock }) {
  return ({ caller, ref, grants }: SpendGrant): Promise<Result<{ readonly spent: boolean }, never>> =>
    store.commit(ref.tenantId, async (tx): Promise<Result<{ readonly spent: boolean }, never>> => {
      const { caller: by, token } = await tx.lockBoth(caller, ref);
      const now = clock.now();
      // Whoever had it revoked, or its secret replaced, meanwhile takes the call's leave as well.
      if (token === null || token.revokedAt !== null || by === null || !mayStillAct(by, now)) return granted({ spent: false });
      const left = withoutGrants(token.grants, grants);
      if (left === null) return granted({ spent: false });
      await tx.edit({ ...token, grants: left });
      const { accountId, name } = token;
      await tx.tell(token, 'token.updated', now, { by: caller, accountId, name, changes: { grants: left }, taken: grants });
      await tx.recordChange(token);
      return granted({ spent: true });
    });
}
