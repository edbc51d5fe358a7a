import type { Caller, ChangePosition } from '@portcullis/contracts';
import { assert, granted, refused, type Clock, type Result } from '@portcullis/kernel';
import type { Token } from '../domain/token.js';
import type { TokenRef, TokenStore } from './ports.js';

export interface RevokedToken {
  readonly token: Token;
  /** The change that took the token's power: this one, or an earlier one when nothing was left to take. */
  readonly change: ChangePosition;
}

export function revokeToken(deps: { store: TokenStore; clock: Clock }) {
  return async (caller: Caller, ref: TokenRef): Promise<Result<RevokedToken, { code: 'not_found'; detail: string }>> => {
    const now = deps.clock.now();
    return deps.store.commit(ref.tenantId, async (tx) => {
      const revoked = await tx.revoke(ref, now, caller.tokenId);
      if (revoked) {
        await tx.tell(revoked, 'token.revoked', now, { by: caller, accountId: revoked.accountId, name: revoked.name });
        return granted({ token: revoked, change: await tx.recordChange(revoked) });
      }

      const before = await tx.find(ref);
      if (!before) return refused({ code: 'not_found', detail: 'there is no such token' });
      const change = await tx.lastChange(before);
      assert(change, 'a revoked token has a change that revoked it');
      return granted({ token: before, change });
    });
  };
}
