import { instant, shard as shardNumber, type AccountId, type Instant, type RandomBytes, type Result, type Shard, type TenantId, type TokenId } from '@portcullis/kernel';
import { lastChange, recordChange, type ChangeTarget } from '@portcullis/authority';
import type { EventData, EventType } from '@portcullis/contracts';
import { appendToOutbox } from '@portcullis/platform/outbox';
import { cutPage, type Database, type Transaction } from '@portcullis/platform/postgres';
import type { EntityManager } from 'typeorm';
import type { Grant } from '@portcullis/access';
import type { Credential, Token, TokenAccess, TokenKind } from '../domain/token.js';
import type { Page, TokenRef, TokenStore, TokenTransaction } from '../use-cases/ports.js';
import { TokenEntity } from './entities.js';
import { AS_TENANT, INSERT_CREDENTIAL, INSERT_LOCATOR, INSERT_TOKEN, LOCK_TOKEN, RESOLVE } from './statements.js';

interface TokenRow {
  tenant_id: string;
  id: string;
  kind: TokenKind;
  account_id: string | null;
  name: string;
  access: TokenAccess;
  grants: Grant[];
  description: string;
  expires_at: Date | null;
  created_at: Date;
  created_by: string | null;
  revoked_at: Date | null;
}

interface ResolvedRow extends TokenRow {
  key_id: string;
  mac: Uint8Array;
  read_at: Date;
}

export class PostgresTokenStore implements TokenStore {
  constructor(
    private readonly database: Database,
    private readonly randomBytes: RandomBytes,
    /** Wakes the outbox relay, so that events need not wait for its next round. */
    private readonly afterCommit: () => void,
  ) {}

  async commit<Outcome extends Result<unknown, unknown>>(
    tenantId: TenantId,
    work: (tx: TokenTransaction) => Promise<Outcome>,
  ): Promise<Outcome> {
    const result = await this.database.commit(tenantId, (tx) => work(transactionOf(tx, tenantId, this.randomBytes)));
    if (result.ok) this.afterCommit();
    return result;
  }

  async find(ref: TokenRef): Promise<Token | null> {
    return this.database.inTenant(ref.tenantId, (tx) => findToken(tx.manager, ref));
  }

  async list(owner: { tenantId: TenantId; accountId: AccountId | null }, limit: number, cursor: string | null): Promise<Page<Token> | null> {
    if (cursor !== null && !/^\d{1,18}$/.test(cursor)) return null;
    const rows = await this.database.inTenant(owner.tenantId, (tx) => {
      const query = tx.manager
        .createQueryBuilder(TokenEntity, 'token')
        .where('token.tenantId = :tenantId', { tenantId: owner.tenantId })
        .orderBy('token.serial', 'DESC')
        .limit(limit + 1);
      if (owner.accountId !== null) query.andWhere('token.accountId = :accountId', { accountId: owner.accountId });
      if (cursor !== null) query.andWhere('token.serial < :cursor', { cursor });
      return query.getMany();
    });
    const { shown, next } = cutPage(rows, limit, ({ serial }) => serial);
    return { items: shown.map(toToken), next };
  }

  async resolve(shard: Shard, publicId: string): Promise<{ token: Token; credential: Credential; at: Instant } | null> {
    const [row] = await this.database.read<ResolvedRow>(RESOLVE, [shard, publicId]);
    if (!row) return null;
    return {
      token: fromRow(row, shard),
      credential: { publicId, keyId: row.key_id, mac: row.mac },
      at: instant(row.read_at.getTime()),
    };
  }
}

function transactionOf(tx: Transaction, tenantId: TenantId, randomBytes: RandomBytes): TokenTransaction {
  return {
    async lockCaller(callerTenantId, id) {
      // The caller may belong to a tenant above: its row is seen as that tenant, and only for this statement.
      const [, [row]] = await Promise.all([
        tx.query(AS_TENANT, [callerTenantId]),
        tx.query<TokenRow & { shard: number }>(LOCK_TOKEN, [callerTenantId, id]),
        tx.query(AS_TENANT, [tenantId]),
      ]);
      return row ? fromRow(row, shardNumber(row.shard)) : null;
    },

    find: (ref) => findToken(tx.manager, ref),

    async insert(token, credential) {
      const { tenantId: owner, id, shard, kind, accountId, name, description, access, expiresAt, createdBy } = token;
      const createdAt = new Date(token.createdAt);
      const grants = JSON.stringify(token.grants);
      const values = [owner, id, shard, kind, accountId, name, description, access, grants, toDate(expiresAt), createdAt, createdBy];
      const { publicId, keyId, mac } = credential;
      const [inserted] = await Promise.all([
        tx.query(INSERT_TOKEN, values),
        tx.query(INSERT_CREDENTIAL, [owner, shard, publicId, id, keyId, Buffer.from(mac), createdAt]),
        tx.query(INSERT_LOCATOR, [shard, publicId, owner, id]),
      ]);
      return inserted.length === 1;
    },

    async revoke(ref, at, by) {
      const updated = await tx.manager
        .createQueryBuilder()
        .update(TokenEntity)
        .set({ revokedAt: new Date(at), revokedBy: by })
        .where({ tenantId: ref.tenantId, id: ref.id, ...(ref.accountId !== null && { accountId: ref.accountId }) })
        .andWhere('revoked_at IS NULL')
        .execute();
      return updated.affected === 1 ? findToken(tx.manager, ref) : null;
    },

    async tell<Type extends EventType>(token: Token, type: Type, time: Instant, data: EventData[Type]) {
      await appendToOutbox(
        tx,
        { service: 'tokens', shard: token.shard, tenantId: token.tenantId, type, subject: token.id, time, data },
        randomBytes,
      );
    },

    recordChange: (token) => recordChange(tx, 'tokens', token.shard, targetOf(token)),
    lastChange: (token) => lastChange(tx, 'tokens', token.shard, targetOf(token)),
  };
}

function targetOf(token: Token): ChangeTarget {
  return { kind: 'token', tenantId: token.tenantId, id: token.id };
}

async function findToken(manager: EntityManager, ref: TokenRef): Promise<Token | null> {
  const row = await manager.findOneBy(TokenEntity, {
    tenantId: ref.tenantId,
    id: ref.id,
    ...(ref.accountId !== null && { accountId: ref.accountId }),
  });
  return row ? toToken(row) : null;
}

function fromRow(row: TokenRow, shard: Shard): Token {
  return {
    id: row.id as TokenId,
    tenantId: row.tenant_id as TenantId,
    accountId: row.account_id as AccountId | null,
    shard,
    kind: row.kind,
    name: row.name,
    description: row.description,
    access: row.access,
    grants: row.grants,
    expiresAt: toInstant(row.expires_at),
    createdAt: instant(row.created_at.getTime()),
    createdBy: row.created_by as TokenId | null,
    revokedAt: toInstant(row.revoked_at),
  };
}

function toToken(row: TokenEntity): Token {
  return {
    id: row.id as TokenId,
    tenantId: row.tenantId as TenantId,
    accountId: row.accountId as AccountId | null,
    shard: shardNumber(row.shard),
    kind: row.kind,
    name: row.name,
    description: row.description,
    access: row.access,
    grants: row.grants,
    expiresAt: toInstant(row.expiresAt),
    createdAt: instant(row.createdAt.getTime()),
    createdBy: row.createdBy as TokenId | null,
    revokedAt: toInstant(row.revokedAt),
  };
}

function toInstant(date: Date | null): Instant | null {
  return date ? instant(date.getTime()) : null;
}

function toDate(at: Instant | null): Date | null {
  return at === null ? null : new Date(at);
}
