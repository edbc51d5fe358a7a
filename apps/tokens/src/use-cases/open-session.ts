import type { RecordedChange } from '@portcullis/authority';
import type { Caller } from '@portcullis/contracts';
import { assert, granted, refused, type Clock, type Instant, type Result, type Shard, type TokenId } from '@portcullis/kernel';
import { macOf, type Keyring } from '../domain/credential-mac.js';
import { cannotHandOut, heirsEnd, mayStillAct, type HandingOutRefusal, type LockedCaller } from '../domain/handing-out.js';
import type { Catalogue } from '../domain/issuing.js';
import { maySignIn, sessionRights } from '../domain/signing-in.js';
import { newborn, type SeenToken, type Token } from '../domain/token.js';
import type { NewCredential } from './create-token.js';
import { createdEvent } from './created-event.js';
import type { TokenStore, TokenTransaction } from './ports.js';

export interface OpenSession {
  readonly caller: Caller;
  readonly shard: Shard;
  readonly id: TokenId;
  readonly credential: NewCredential;
}

export interface OpenedSession {
  readonly session: SeenToken;
  /** To be announced: that the link is spent. Its row says so, and nobody waits. Null: there was no link. */
  readonly change: RecordedChange | null;
}

/** Signs in with a link, which is spent by that, or with a token that has full access. The session is its owner's. */
export function openSession(deps: { store: TokenStore; keyring: Keyring; clock: Clock; catalogue: Catalogue }) {
  return async (request: OpenSession): Promise<Result<OpenedSession, HandingOutRefusal>> => {
    const { caller, shard, id, credential } = request;
    const ref = { tenantId: caller.tenantId, accountId: caller.accountId, id: caller.tokenId };
    return deps.store.commit(caller.tenantId, async (tx): Promise<Result<OpenedSession, HandingOutRefusal>> => {
      const now = deps.clock.now();
      const presented = await tx.find(ref);
      if (!presented) return refused(notLive);
      const { maker, link } = await makerBehind(tx, presented, caller, now);
      if (!maker) return refused(notLive);
      const { kind } = presented;
      const rights = sessionRights(maker, now);
      if (!maySignIn(kind)) return refused({ code: 'exceeds_caller', detail: 'nobody signs in as a service' });
      const newest = { catalogueVersion: deps.catalogue.version };
      const excess = cannotHandOut(maker, { ...rights, ...newest, kind, tenantId: ref.tenantId }, now, deps.catalogue);
      if (excess) return refused(excess);

      const session: Token = {
        ...{ id, tenantId: ref.tenantId, accountId: ref.accountId, shard, kind, form: 'session', name: `session-${credential.publicId}`, description: '', labels: {} },
        ...rights,
        ...newest,
        ...newborn,
        heirsUntil: heirsEnd(maker),
        ...{ createdAt: now, createdBy: caller.tokenId, createdByTenant: caller.tenantId, createdFrom: caller.ip },
      };
      const made = await tx.insert(session, { publicId: credential.publicId, ...macOf(deps.keyring, credential.digest) });
      assert(made, 'the name of a session is as rare as its public id');
      await tx.tell(session, 'token.created', now, createdEvent(session, caller));
      const change = link && (await spend(tx, link, caller, now));
      return granted({ session: { ...session, lastUsed: null, activeAt: session.createdAt }, change });
    });
  };
}

const notLive = { code: 'invalid_token', detail: 'the calling token is no longer live' } as const;

/** Who answers for the session, locked: of a link, whoever made it. It is worth no more than that one is worth now. */
async function makerBehind(tx: TokenTransaction, presented: Token, by: Caller, now: Instant): Promise<{ maker: LockedCaller | null; link: Token | null }> {
  if (presented.form !== 'link') return { maker: await tx.lockCaller(by, presented), link: null };
  assert(presented.createdBy && presented.createdByTenant, 'a link has a maker');
  // Of an account's token the maker is of that account, or no account's: whichever it is, its owner is among the link's or its own tenant.
  const madeBy = { tenantId: presented.createdByTenant, accountId: null, tokenId: presented.createdBy, publicId: null };
  const { caller: maker, token: link } = await tx.lockBoth(madeBy, presented);
  // Its one use was drawn before this call, and that is no reason. That another call was first is one.
  // Nobody regenerates a link: its secret ends with it.
  return link !== null && mayStillAct({ ...link, presented: null }, now) ? { maker, link } : { maker: null, link: null };
}

/** Of two calls with one link the second finds it revoked. */
async function spend(tx: TokenTransaction, link: Token, by: Caller, now: Instant): Promise<RecordedChange> {
  const reason = 'a session was opened with it';
  const spent = await tx.revoke(link, { at: now, id: by.tokenId, reason, expectedVersion: link.version });
  assert(spent, 'a locked link stays as it is');
  await tx.tell(link, 'token.revoked', now, { by, accountId: link.accountId, name: link.name, reason });
  return tx.recordChange(link);
}
