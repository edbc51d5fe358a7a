import type { Event, EventData, EventType } from '@portcullis/contracts';
import { assert, fromRfc3339, granted, instant, type AccountId, type Instant, type TenantId, type TokenId } from '@portcullis/kernel';
import { fromText } from '../domain/rights.js';
import type { Token } from '../domain/token.js';
import type { Owner, Selection, TokenRef, TokenStore, TokenTransaction } from './ports.js';

/** Of a token that is there, locked. */
type Reapply<Type extends EventType> = (tx: TokenTransaction, token: Token, told: { readonly at: Instant; readonly data: EventData[Type] }) => Promise<unknown>;

/**
 * How each event is done again. Null: it is never told of a change to a token. What gave power is done again where the event holds all of
 * it: of a secret it holds nothing, so a token that was regenerated is left without one until it is regenerated again.
 */
const REAPPLY: { readonly [Type in EventType]: Reapply<Type> | null } = {
  'token.revoked': (tx, token, { at, data }) => tx.revoke(refOf(token), { at, id: data.by?.tokenId ?? token.id, reason: data.reason, expectedVersion: null }),
  'token.updated': async (tx, token, { data }) => {
    if (token.revokedAt === null) await tx.edit({ ...token, ...readWritten(data.changes) });
  },
  'token.regenerated': (tx, token, { at, data }) => tx.endAsReplaced(token, at, instant(at + data.overlapSeconds * 1_000)),
  'token.regeneration_finished': (tx, token, { at, data }) => tx.endCredentials(token, data.publicIds, at),
  'tokens.revoked_in_bulk': null,
  'token.leaked': null,
  'token.created': null,
  'tenant.created': null,
  'tenant.updated': null,
  'panel.updated': null,
  'feature_list.updated': null,
  'account.created': null,
  'account.updated': null,
  'account.deleted': null,
  'upstream.updated': null,
  'policy.changed': null,
  'history.recovered': null,
  'history.loss_accepted': null,
  'request.denied': null,
};

/** Of tokens that an event tells together. */
type ReapplyToMany<Type extends EventType> = (tx: TokenTransaction, owner: Owner, told: { readonly at: Instant; readonly data: EventData[Type] }) => Promise<unknown>;

const OF_MANY: { readonly [Type in EventType]?: ReapplyToMany<Type> } = {
  // Nothing is made while a shard is not served, so that whatever is there was made before.
  'tokens.revoked_in_bulk': (tx, owner, { at, data: { by, reason, selection, tokens } }) => {
    const revoking = { at, id: by.tokenId, reason };
    if (selection === null) return tx.cutOff(owner, revoking);
    // By their ids where these were told: labels may have been lost, since nothing waits for them.
    return tokens === null ? tx.revokeSelected(owner, readSelection(selection), revoking) : tx.revokeThese(owner.tenantId, tokens as readonly TokenId[], revoking);
  },
  'token.leaked': (tx, owner, { at, data: { by, tokens, reason } }) =>
    tx.revokeThese(owner.tenantId, tokens.map(({ id }) => id as TokenId), { at, id: (by?.tokenId) ?? null, reason: reason ?? 'reported as leaked' }),
};

async function reapplyToMany(store: TokenStore, reapply: ReapplyToMany<EventType>, { subject, tenantId, time, data }: Pick<Event, 'subject' | 'time' | 'data'> & { readonly tenantId: TenantId }): Promise<true> {
  const at = fromRfc3339(time);
  assert(at !== null, 'an event has a time');
  const owner: Owner = { tenantId, accountId: subject === tenantId ? null : (subject as AccountId) };
  await store.commit(tenantId, async (tx) => {
    await reapply(tx, owner, { at, data: data as unknown as EventData[EventType] });
    return granted(null);
  });
  return true;
}

/** As the use-case wrote it. */
function readSelection({ createdBefore, ...rest }: Readonly<Record<string, unknown>>): Selection {
  return { ...(rest as Omit<Selection, 'createdBefore'>), createdBefore: fromText(createdBefore as string | null) };
}

/**
 * Does again what was done to a token and lost (rule A12): told in its order, once or many times. Nothing is told of it, since it was told
 * when it happened. No change is numbered: nobody has read the token yet in the epoch that has begun.
 * @returns false: the token is not there; nobody can use what is unknown
 */
export function reapplyEvent({ store }: { store: TokenStore }) {
  return async ({ type, subject, tenantId, time, data }: Event): Promise<boolean> => {
    const ofMany = OF_MANY[type as EventType] as ReapplyToMany<EventType> | undefined;
    if (ofMany) return reapplyToMany(store, ofMany, { subject, tenantId: tenantId as TenantId, time, data });
    const reapply = REAPPLY[type as EventType] as Reapply<EventType> | null | undefined;
    assert(reapply, `an event of the type ${type} tells of no change that can be made again here`);
    const at = fromRfc3339(time);
    assert(at !== null, 'an event has a time');
    const ref: TokenRef = { tenantId: tenantId as TenantId, accountId: null, id: subject as TokenId };
    const done = await store.commit(ref.tenantId, async (tx) => {
      const { token } = await tx.lockBoth({ tenantId: ref.tenantId, accountId: null, tokenId: ref.id, publicId: null }, ref);
      if (token !== null) await reapply(tx, token, { at, data: data as unknown as EventData[EventType] });
      return granted(token !== null);
    });
    assert(done.ok, 'nothing here is refused');
    return done.value;
  };
}

function refOf({ tenantId, id }: Token): TokenRef {
  return { tenantId, accountId: null, id };
}

/** What an edit wrote, but for the name: another token may have it, whose own new name was no change and is not done again. */
function readWritten({ name: _, notBefore, expiresAt, ...rest }: Record<string, unknown>): Partial<Token> {
  return {
    ...(rest as Partial<Token>),
    ...(notBefore !== undefined && { notBefore: fromText(notBefore as string | null) }),
    ...(expiresAt !== undefined && { expiresAt: fromText(expiresAt as string | null) }),
  };
}
