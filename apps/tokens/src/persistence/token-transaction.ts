import { lastChange, newestChange, recordChange, recordChanges, type Target } from '@portcullis/authority';
import type { EventType } from '@portcullis/contracts';
import { assert, instant, type RandomBytes, type TenantId } from '@portcullis/kernel';
import { recall, remember } from '@portcullis/platform/idempotency';
import { appendToOutbox } from '@portcullis/platform/outbox';
import type { Transaction } from '@portcullis/platform/postgres';
import type { LockedCaller, PresentedCredential } from '../domain/handing-out.js';
import type { Credential, SeenCredential, SeenToken, Token, TokenFacts } from '../domain/token.js';
import type { CallerRef, Owner, TokenRef, TokenTransaction } from '../use-cases/ports.js';
import { cutOff, freeName, keepUncut, ownersOf } from './cut-offs.js';
import { factsOf, seenCredentialOf, seenTokenOf, toDate, toInstant, tokenOf, type CredentialRow, type FactsRow, type LastUseRow, type PresentedRow, type TokenRow } from './rows.js';
import { peekSelected, revokeSelected, revokeThese } from './selections.js';
import * as sql from './statements.js';

type Named = Pick<Token, 'id' | 'tenantId' | 'shard'>;

/** A transaction that sees the rows of `tenantId`. */
export function transactionOf(tx: Transaction, tenantId: TenantId, randomBytes: RandomBytes): TokenTransaction {
  /** Rows of a tenant above are seen as that tenant, and only for what `statement` asks for: all of it travels together. */
  async function asTenant<T>(of: TenantId, statement: () => Promise<T>): Promise<T> {
    if (of === tenantId) return statement();
    const [, result] = await Promise.all([tx.query(sql.AS_TENANT, [of]), statement(), tx.query(sql.AS_TENANT, [tenantId])]);
    return result;
  }

  const kept = new Set<string>();
  /** Until the end no cut-off of these owners is made. */
  async function keep(...owners: readonly Owner[]): Promise<void> {
    const ids = owners.flatMap(ownersOf).filter((id) => !kept.has(id));
    for (const id of ids) kept.add(id);
    if (ids.length > 0) await keepUncut(tx, ids);
  }

  async function lockCallersRow(caller: CallerRef): Promise<LockedCaller | null> {
    const { tenantId: of, tokenId } = caller;
    const read = () => Promise.all([tx.query<FactsRow>(sql.LOCK_CALLER, [of, tokenId]), readPresented(tx, caller)]);
    const [[row], presented] = await asTenant(of, read);
    return row ? withPresented(factsOf(row), presented) : null;
  }

  return {
    recall: (request) => recall(tx, tenantId, request),
    remember: (request, made) => remember(tx, tenantId, request, made),

    async lockCaller(caller, owner) {
      const [, locked] = await Promise.all([keep(caller, owner), lockCallersRow(caller)]);
      return locked;
    },

    async lockBoth(caller, ref) {
      const uncut = keep(caller, ref);
      const lockToken = async () => {
        const [row] = await tx.query<TokenRow>(sql.LOCK_TOKEN, of(ref));
        return row ? tokenOf(row) : null;
      };
      if (caller.tokenId === ref.id) {
        const [, token, presented] = await Promise.all([uncut, lockToken(), readPresented(tx, caller)]);
        return { caller: token && withPresented(token, presented), token };
      }
      if (caller.tokenId < ref.id) {
        const [, locked] = await Promise.all([uncut, lockCallersRow(caller)]);
        return { caller: locked, token: await lockToken() };
      }
      const [, token] = await Promise.all([uncut, lockToken()]);
      return { caller: await lockCallersRow(caller), token };
    },

    async handOnUses({ tenantId: of, id }, uses) {
      return (await asTenant(of, () => tx.query(sql.HAND_ON_USES, [of, id, uses]))).length === 1;
    },

    async countLive({ tenantId: of, accountId }) {
      const owner = accountId ?? of;
      const [, [row]] = await Promise.all([tx.query(sql.LOCK_COUNT, [owner]), tx.query<{ live: string }>(sql.COUNT_LIVE, [of, owner])]);
      return Number(row!.live);
    },

    find: (ref) => findToken(tx, ref),
    credentials: (ref) => liveCredentials(tx, ref),

    async insert(token, credential) {
      const values = [
        ...[token.tenantId, token.id, token.shard, token.kind, token.form, token.accountId, token.name, token.description],
        ...[JSON.stringify(token.labels), ...rightsOf(token), toDate(token.heirsUntil), toDate(token.createdAt)],
        ...[token.createdBy, token.createdByTenant, token.createdFrom],
      ];
      const tryIt = async (): Promise<boolean> => {
        const [, made] = await Promise.all([keep(token), tx.query(sql.INSERT_TOKEN, values), insertCredential(tx, token, credential, toDate(token.createdAt))]);
        return made.length === 1;
      };
      if (await tryIt()) return true;
      // Whoever had the name may have been cut off, and come to say so just now.
      await freeName(tx, token, token.name);
      return tryIt();
    },

    async edit(token) {
      try {
        await freeName(tx, token, token.name);
        const edited = await tx.query(sql.EDIT_TOKEN, [
          ...[token.tenantId, token.id, token.version, token.name, token.description, JSON.stringify(token.labels), ...rightsOf(token)],
        ]);
        assert(edited.length === 1, 'a locked token stays as it is');
        return 'edited';
      } catch (error) {
        if (isNameTaken(error)) return 'name_taken';
        throw error;
      }
    },

    async replaceCredential(token, credential, overlapSeconds, at) {
      const { tenantId: owner, id, version } = token;
      await tx.query(sql.REPLACE_CREDENTIALS, [owner, id, overlapSeconds]);
      await insertCredential(tx, token, credential, toDate(at));
      const bumped = await tx.query(sql.NEXT_VERSION, [owner, id, version]);
      assert(bumped.length === 1, 'a locked token stays as it is');
    },

    async endReplaced(ref) {
      if ((await tx.query(sql.LOCK_UNREVOKED, of(ref))).length === 0) return [];
      const ended = await tx.query<{ public_id: string }>(sql.END_REPLACED, [ref.tenantId, ref.id]);
      return ended.map((row) => row.public_id);
    },

    async endAsReplaced({ tenantId: owner, id }, at, until) {
      await tx.query(sql.END_AS_REPLACED, [owner, id, toDate(at), toDate(until)]);
    },

    async endCredentials({ tenantId: owner, id }, publicIds, at) {
      await tx.query(sql.END_CREDENTIALS, [owner, id, publicIds, toDate(at)]);
    },

    async revokeSessions(owner, { only, at, id, reason, limit }) {
      const ownerId = owner.accountId ?? owner.tenantId;
      return (await tx.query<TokenRow>(sql.REVOKE_SESSIONS, [owner.tenantId, ownerId, only, limit, toDate(at), id, reason])).map(tokenOf);
    },

    async revoke(ref, { at, id, reason, expectedVersion }) {
      const revoked = await tx.query(sql.REVOKE_TOKEN, [...of(ref), toDate(at), id, reason, expectedVersion]);
      return revoked.length === 1;
    },

    cutOff: (owner, by) => cutOff(tx, owner, { ...by, at: new Date(by.at) }),
    peekSelected: (owner, selection) => peekSelected(tx, owner, selection),
    revokeSelected: (owner, selection, by) => revokeSelected(tx, owner, selection, { ...by, at: new Date(by.at) }),
    revokeThese: (of, ids, by) => revokeThese(tx, of, ids, { ...by, at: new Date(by.at) }),

    async tell(token, type: EventType, time, data) {
      await appendToOutbox(tx, { service: 'tokens', shard: token.shard, tenantId: token.tenantId, type, subject: token.id, time, data }, randomBytes);
    },
    async tellOfOwner(owner, shard, type: EventType, time, data) {
      await appendToOutbox(tx, { service: 'tokens', shard, tenantId: owner.tenantId, type, subject: owner.accountId ?? owner.tenantId, time, data }, randomBytes);
    },
    recordBarrier: ({ tenantId: of, accountId }, shard) => recordChange(tx, 'tokens', shard, { kind: 'barrier', tenantId: of, id: accountId ?? of }),
    recordChanges: (tokens, shard) => recordChanges(tx, 'tokens', shard, tokens.map(targetOf)),
    newestChange: (shard) => newestChange(tx, 'tokens', shard),
    recordChange: (token) => recordChange(tx, 'tokens', token.shard, targetOf(token)),
    lastChange: (token) => lastChange(tx, 'tokens', token.shard, [targetOf(token), ...barriersOf(token)]),
    async lastSessionsChange(owner, shard, only) {
      const ended = await tx.query<{ id: string }>(sql.ENDED_SESSIONS, [owner.tenantId, owner.accountId ?? owner.tenantId, only]);
      return lastChange(tx, 'tokens', shard, [...ended.map(({ id }) => targetOf({ tenantId: owner.tenantId, id })), ...barriersOf(owner)]);
    },
  };
}

export async function findToken(tx: Transaction, ref: TokenRef): Promise<SeenToken | null> {
  const [row] = await tx.query<TokenRow & LastUseRow>(sql.FIND_TOKEN, of(ref));
  return row ? seenTokenOf(row) : null;
}

export async function liveCredentials(tx: Transaction, { tenantId, id }: TokenRef): Promise<SeenCredential[]> {
  return (await tx.query<CredentialRow>(sql.LIVE_CREDENTIALS, [tenantId, id])).map(seenCredentialOf);
}

/** To be asked for after the caller's row, in the same breath. */
async function readPresented(tx: Transaction, { tenantId, tokenId, publicId }: CallerRef): Promise<PresentedCredential | 'none' | 'gone'> {
  if (publicId === null) return 'none';
  const [row] = await tx.query<PresentedRow>(sql.READ_PRESENTED, [tenantId, tokenId, publicId]);
  return row ? { endsAt: toInstant(row.ends_at), readAt: instant(row.read_at.getTime()) } : 'gone';
}

function withPresented(token: TokenFacts, presented: PresentedCredential | 'none' | 'gone'): LockedCaller | null {
  if (presented === 'gone') return null;
  return { ...token, presented: presented === 'none' ? null : presented };
}

async function insertCredential(tx: Transaction, { tenantId, shard, id }: Named, { publicId, keyId, mac }: Credential, at: Date | null): Promise<void> {
  await Promise.all([
    tx.query(sql.INSERT_CREDENTIAL, [tenantId, shard, publicId, id, keyId, Buffer.from(mac), at]),
    tx.query(sql.INSERT_LOCATOR, [shard, publicId, tenantId, id]),
  ]);
}

/** In the order of the columns, wherever they are written. */
function rightsOf({ access, grants, readOnly, notBefore, expiresAt, ipAllowlist, rateLimit, useQuota, timeWindows, catalogueVersion }: Token): unknown[] {
  return [
    ...[access, JSON.stringify(grants), readOnly, toDate(notBefore), toDate(expiresAt), ipAllowlist, rateLimit && JSON.stringify(rateLimit), useQuota],
    ...[JSON.stringify(timeWindows), catalogueVersion],
  ];
}

function isNameTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return code === '23505' && constraint === 'token_name_per_owner';
}

/** The first three values of every statement that names a token. */
function of({ tenantId, id, accountId }: TokenRef): unknown[] {
  return [tenantId, id, accountId];
}

function targetOf({ tenantId, id }: Pick<Target, 'tenantId' | 'id'>): Target {
  return { kind: 'token', tenantId, id };
}

/** What touches many of an owner's tokens at once. */
function barriersOf({ tenantId, accountId }: Pick<Token, 'tenantId' | 'accountId'>): Target[] {
  return [tenantId, ...(accountId === null ? [] : [accountId])].map((id) => ({ kind: 'barrier', tenantId, id }));
}
