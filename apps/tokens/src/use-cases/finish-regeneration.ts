import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { granted, refused, type Clock, type Result } from '@portcullis/kernel';
import type { SeenCredential, SeenToken } from '../domain/token.js';
import type { TokenRef, TokenStore } from './ports.js';

export interface FinishedRegeneration {
  readonly token: SeenToken;
  readonly credentials: readonly SeenCredential[];
  /** The change that ended the old secret: this one, or with nothing left to end, the newest of the token. Null: there is none of late. */
  readonly change: RecordedChange | null;
}

/** Ends the secret that was replaced. It takes power only: it is asked of nobody what they hold. */
export function finishRegeneration(deps: { store: TokenStore; clock: Clock }) {
  return async (caller: Caller, ref: TokenRef): Promise<Result<FinishedRegeneration, { code: 'not_found'; detail: string }>> => {
    const now = deps.clock.now();
    return deps.store.commit(ref.tenantId, async (tx): Promise<Result<FinishedRegeneration, { code: 'not_found'; detail: string }>> => {
      const publicIds = await tx.endReplaced(ref);
      const token = await tx.find(ref);
      if (!token) return refused({ code: 'not_found', detail: 'there is no such token' });
      const seen = { token, credentials: await tx.credentials(ref) };
      if (publicIds.length === 0) return granted({ ...seen, change: await tx.lastChange(token) });

      const { accountId, name } = token;
      await tx.tell(token, 'token.regeneration_finished', now, { by: caller, accountId, name, publicIds });
      return granted({ ...seen, change: await tx.recordChange(token) });
    });
  };
}
