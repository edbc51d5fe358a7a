import type { Caller } from '@portcullis/contracts';
import { assert, granted, refused, type Clock, type Result, type Shard, type TokenId } from '@portcullis/kernel';
import type { RepeatableRequest, RepeatRefusal } from '@portcullis/platform/idempotency';
import { macOf, type Keyring } from '../domain/credential-mac.js';
import { cannotHandOut, type HandingOutRefusal } from '../domain/handing-out.js';
import type { Catalogue } from '../domain/issuing.js';
import { linkRights, maySignIn, sessionRights } from '../domain/signing-in.js';
import { newborn, type Token, type TokenKind } from '../domain/token.js';
import type { CreatedToken, NewCredential } from './create-token.js';
import { createdEvent } from './created-event.js';
import type { Owner, TokenStore } from './ports.js';

export interface CreateLink {
  readonly caller: Caller;
  readonly shard: Shard;
  readonly owner: Owner;
  readonly kind: TokenKind;
  readonly id: TokenId;
  readonly credential: NewCredential;
  readonly idempotency: RepeatableRequest | null;
}

/** A link signs somebody in: its maker must hold all that the session will. */
export function createLink(deps: { store: TokenStore; keyring: Keyring; clock: Clock; catalogue: Catalogue }) {
  return async (request: CreateLink): Promise<Result<CreatedToken, HandingOutRefusal | RepeatRefusal>> => {
    const { caller, owner, kind, credential, idempotency } = request;
    return deps.store.commit(owner.tenantId, async (tx): Promise<Result<CreatedToken, HandingOutRefusal | RepeatRefusal>> => {
      const before = await tx.recall(idempotency);
      if (!before.ok) return before;
      if (before.value) {
        const token = await tx.find({ ...owner, id: before.value.id as TokenId });
        return token ? granted({ token, replayed: before.value.sealedSecret }) : refused(gone);
      }

      const now = deps.clock.now();
      if (!maySignIn(kind)) return refused({ code: 'exceeds_caller', detail: 'nobody signs in as a service' });
      const maker = await tx.lockCaller(caller, owner);
      // Of a maker that is not there nothing is asked but that.
      const session = sessionRights(maker ?? { expiresAt: null }, now);
      const newest = { catalogueVersion: deps.catalogue.version };
      const excess = cannotHandOut(maker, { ...session, ...newest, kind, tenantId: owner.tenantId }, now, deps.catalogue);
      if (excess) return refused(excess);
      assert(maker, 'a maker that is not there hands out nothing');

      const { id, shard } = request;
      const token: Token = {
        ...{ id, ...owner, shard, kind, form: 'link', name: `link-${credential.publicId}`, description: '', labels: {} },
        ...linkRights(maker, now),
        ...newest,
        ...newborn,
        ...{ createdAt: now, createdBy: caller.tokenId, createdByTenant: caller.tenantId, createdFrom: caller.ip },
      };
      const made = await tx.insert(token, { publicId: credential.publicId, ...macOf(deps.keyring, credential.digest) });
      assert(made, 'the name of a link is as rare as its public id');
      await tx.tell(token, 'token.created', now, createdEvent(token, caller));
      await tx.remember(idempotency, token.id);
      return granted({ token: { ...token, lastUsed: null, activeAt: token.createdAt }, replayed: null });
    });
  };
}

/** What the key made was swept meanwhile. To make it again would be a second one. */
const gone = { code: 'secret_already_shown', detail: 'what this Idempotency-Key made is no longer there' } as const;
