import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { granted, refused, type Clock, type Result } from '@portcullis/kernel';
import type { SeenToken } from '../domain/token.js';
import type { TokenRef, TokenStore } from './ports.js';

export interface RevokeToken {
  readonly caller: Caller;
  readonly ref: TokenRef;
  /** Null: whichever it is. */
  readonly expectedVersion: number | null;
  readonly reason: string | null;
}

export interface RevokedToken {
  readonly token: SeenToken;
  /** The change that took the token's power: this one, or an earlier one when nothing was left to take. Null: that was long ago. */
  readonly change: RecordedChange | null;
}

export type RevokeTokenRefusal = { readonly code: 'not_found' | 'precondition_failed'; readonly detail: string };

export function revokeToken(deps: { store: TokenStore; clock: Clock }) {
  return async ({ caller, ref, expectedVersion, reason }: RevokeToken): Promise<Result<RevokedToken, RevokeTokenRefusal>> => {
    const now = deps.clock.now();
    return deps.store.commit(ref.tenantId, async (tx): Promise<Result<RevokedToken, RevokeTokenRefusal>> => {
      const done = await tx.revoke(ref, { at: now, id: caller.tokenId, reason, expectedVersion });
      const token = await tx.find(ref);
      if (!token) return refused({ code: 'not_found', detail: 'there is no such token' });
      if (done) {
        await tx.tell(token, 'token.revoked', now, { by: caller, accountId: token.accountId, name: token.name, reason });
        return granted({ token, change: await tx.recordChange(token) });
      }

      // Whoever repeats a call finds what it did, whatever version they knew.
      if (token.revokedAt === null) return refused({ code: 'precondition_failed', detail: `the token has version ${token.version} now` });
      return granted({ token, change: await tx.lastChange(token) });
    });
  };
}
