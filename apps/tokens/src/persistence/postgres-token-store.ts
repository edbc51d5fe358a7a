import { instant, type RandomBytes, type Result, type Shard, type TenantId } from '@portcullis/kernel';
import type { Database } from '@portcullis/platform/postgres';
import type { SeenCredential, SeenToken } from '../domain/token.js';
import type { ListOfTokens, Page, ResolvedRow, TokenRef, TokenStore, TokenTransaction } from '../use-cases/ports.js';
import { factsOf, toInstant, type FactsRow } from './rows.js';
import { RESOLVE } from './statements.js';
import { listTokens } from './token-list.js';
import { findToken, liveCredentials, transactionOf } from './token-transaction.js';

interface CredentialFactsRow extends FactsRow {
  key_id: string;
  mac: Uint8Array;
  ends_at: Date | null;
  created_at: Date;
  active_at: Date;
  /** bigint is text. */
  epoch: string;
  rev: string;
  read_at: Date;
}

export class PostgresTokenStore implements TokenStore {
  constructor(
    private readonly database: Pick<Database, 'commit' | 'inTenant' | 'read'>,
    private readonly randomBytes: RandomBytes,
    /** Wakes the outbox relay, so that events need not wait for its next round. */
    private readonly afterCommit: (tenantId: TenantId) => void,
  ) {}

  async commit<Outcome extends Result<unknown, unknown>>(
    tenantId: TenantId,
    work: (tx: TokenTransaction) => Promise<Outcome>,
  ): Promise<Outcome> {
    const result = await this.database.commit(tenantId, (tx) => work(transactionOf(tx, tenantId, this.randomBytes)));
    if (result.ok) this.afterCommit(tenantId);
    return result;
  }

  async read(ref: TokenRef): Promise<{ token: SeenToken; credentials: readonly SeenCredential[] } | null> {
    return this.database.inTenant(ref.tenantId, async (tx) => {
      const token = await findToken(tx, ref);
      return token && { token, credentials: await liveCredentials(tx, ref) };
    });
  }

  async list(list: ListOfTokens, limit: number, cursor: string | null): Promise<Page<SeenToken> | null> {
    return this.database.inTenant(list.owner.tenantId, (tx) => listTokens(tx, list, limit, cursor));
  }

  async resolve(shard: Shard, publicId: string): Promise<ResolvedRow | null> {
    const [row] = await this.database.read<CredentialFactsRow>(RESOLVE, [shard, publicId]);
    if (!row) return null;
    return {
      token: factsOf(row),
      credential: { publicId, keyId: row.key_id, mac: row.mac },
      credentialEndsAt: toInstant(row.ends_at),
      createdAt: instant(row.created_at.getTime()),
      activeAt: instant(row.active_at.getTime()),
      stamp: { epoch: Number(row.epoch), rev: Number(row.rev) },
      at: instant(row.read_at.getTime()),
    };
  }
}
