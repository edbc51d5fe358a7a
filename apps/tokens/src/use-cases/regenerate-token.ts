import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { assert, granted, refused, type Clock, type Result } from '@portcullis/kernel';
import type { RepeatableRequest, RepeatRefusal, SealedSecret } from '@portcullis/platform/idempotency';
import { macOf, type Keyring } from '../domain/credential-mac.js';
import { cannotHandOut, mayStillAct, type HandingOutRefusal } from '../domain/handing-out.js';
import type { Catalogue } from '../domain/issuing.js';
import type { SeenCredential, SeenToken } from '../domain/token.js';
import type { NewCredential } from './create-token.js';
import type { TokenRef, TokenStore, TokenTransaction } from './ports.js';

export interface RegenerateToken {
  readonly caller: Caller;
  readonly ref: TokenRef;
  readonly credential: NewCredential;
  /** How long the secret that is replaced goes on working. */
  readonly overlapSeconds: number;
  readonly idempotency: RepeatableRequest | null;
}

export interface RegeneratedToken {
  readonly token: SeenToken;
  readonly credentials: readonly SeenCredential[];
  /** Of a repeat, the newest of the token; null: it is long ago. */
  readonly change: RecordedChange | null;
  /** The secret that an earlier request with the same key made; null when it is made now. */
  readonly replayed: SealedSecret | null;
}

export type RegenerateTokenRefusal =
  | HandingOutRefusal
  | RepeatRefusal
  | { readonly code: 'not_found' | 'token_revoked' | 'invalid_request'; readonly detail: string };

export function regenerateToken(deps: { store: TokenStore; keyring: Keyring; clock: Clock; catalogue: Catalogue }) {
  return async (request: RegenerateToken): Promise<Result<RegeneratedToken, RegenerateTokenRefusal>> => {
    const { caller, ref, credential, overlapSeconds, idempotency } = request;
    return deps.store.commit(ref.tenantId, async (tx): Promise<Result<RegeneratedToken, RegenerateTokenRefusal>> => {
      const before = await tx.recall(idempotency);
      if (!before.ok) return before;
      if (before.value) return replay(tx, ref, before.value.sealedSecret);

      const { caller: by, token } = await tx.lockBoth(caller, ref);
      if (!token) return refused({ code: 'not_found', detail: 'there is no such token' });
      if (token.form !== 'token') return refused({ code: 'invalid_request', detail: `a ${token.form} is never regenerated: make another` });
      if (token.revokedAt !== null) return refused({ code: 'token_revoked', detail: 'the token was revoked' });
      const now = deps.clock.now();
      // Whoever gets a secret of the token gets its power: one that regenerates itself no more than it has, also what is for one call.
      const isItself = caller.tokenId === ref.id;
      const excess = isItself && by !== null && mayStillAct(by, now) ? null : cannotHandOut(by, token, now, deps.catalogue);
      if (excess) return refused(excess);

      const { publicId, digest } = credential;
      await tx.replaceCredential(token, { publicId, ...macOf(deps.keyring, digest) }, overlapSeconds, now);
      const { accountId, name } = token;
      await tx.tell(token, 'token.regenerated', now, { by: caller, accountId, name, publicId, overlapSeconds });
      await tx.remember(idempotency, token.id);
      const seen = await seenOf(tx, ref);
      assert(seen, 'a locked token is there');
      return granted({ ...seen, change: await tx.recordChange(token), replayed: null });
    });
  };
}

async function replay(tx: TokenTransaction, ref: TokenRef, sealedSecret: SealedSecret | null): Promise<Result<RegeneratedToken, RegenerateTokenRefusal>> {
  const seen = await seenOf(tx, ref);
  if (!seen) return refused({ code: 'not_found', detail: 'there is no such token' });
  return granted({ ...seen, change: await tx.lastChange(seen.token), replayed: sealedSecret });
}

async function seenOf(tx: TokenTransaction, ref: TokenRef): Promise<Pick<RegeneratedToken, 'token' | 'credentials'> | null> {
  const token = await tx.find(ref);
  return token && { token, credentials: await tx.credentials(ref) };
}
