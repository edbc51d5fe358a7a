import { instant, isId, shard as shardNumber, type AccountId, type RandomBytes, type Result, type Shard, type TenantId } from '@portcullis/kernel';
import { cutPage, type Database, type NamedStatement } from '@portcullis/platform/postgres';
import { Not } from 'typeorm';
import type { Account, SealedUpstream, Status, Tenant } from '../domain/tenancy.js';
import type { OwnerRecord, Page, TenancyReads, TenancyStore, TenancyTransaction } from '../use-cases/ports.js';
import { AccountEntity, FeatureListEntity, TenantEntity } from './entities.js';
import { toAccount, toTenant } from './rows.js';
import { tenancyTransaction } from './tenancy-transaction.js';

const READ_OWNER: NamedStatement = { name: 'read_owner', text: 'SELECT * FROM read_owner($1, $2)' };

const LOCATE_BY_ID: NamedStatement = {
  name: 'locate_by_id',
  text: `SELECT tenant_id, shard FROM directory WHERE kind = 'slug' AND tenant_id = $1`,
};
const LOCATE_BY_SLUG: NamedStatement = {
  name: 'locate_by_slug',
  text: `SELECT tenant_id, shard FROM directory WHERE kind = 'slug' AND key = $1`,
};

interface DirectoryRow {
  tenant_id: string;
  shard: number;
}

interface OwnerRow {
  tenant_id: string;
  slug: string;
  status: Status;
  panel_url: string | null;
  ancestor_ids: string[];
  ancestor_statuses: Status[];
  account_id: string | null;
  username: string;
  account_status: Account['status'];
  features: string[];
  upstream: SealedUpstream | null;
  read_at: Date;
}

export class PostgresTenancyStore implements TenancyStore, TenancyReads {
  constructor(
    private readonly database: Database,
    private readonly randomBytes: RandomBytes,
    /** Wakes the outbox relay, so that events need not wait for its next round. */
    private readonly afterCommit: () => void,
  ) {}

  async commit<Outcome extends Result<unknown, unknown>>(
    tenantId: TenantId,
    work: (tx: TenancyTransaction) => Promise<Outcome>,
  ): Promise<Outcome> {
    const result = await this.database.commit(tenantId, (tx) => work(tenancyTransaction(tx, tenantId, this.randomBytes)));
    if (result.ok) this.afterCommit();
    return result;
  }

  async locate(tenant: string): Promise<{ tenantId: TenantId; shard: Shard } | null> {
    const [row] = await this.database.read<DirectoryRow>(isId('ten', tenant) ? LOCATE_BY_ID : LOCATE_BY_SLUG, [tenant]);
    return row ? { tenantId: row.tenant_id as TenantId, shard: shardNumber(row.shard) } : null;
  }

  async readOwner(tenantId: TenantId, account: string | null): Promise<OwnerRecord | null> {
    const [row] = await this.database.read<OwnerRow>(READ_OWNER, [tenantId, account]);
    if (!row) return null;
    return {
      tenant: { id: row.tenant_id as TenantId, slug: row.slug, status: row.status, panelUrl: row.panel_url },
      ancestors: row.ancestor_ids.map((id, i) => ({ id: id as TenantId, status: row.ancestor_statuses[i] ?? 'suspended' })),
      account:
        row.account_id === null
          ? null
          : {
              id: row.account_id as AccountId,
              username: row.username,
              status: row.account_status,
              features: row.features,
              upstream: row.upstream,
            },
      at: instant(row.read_at.getTime()),
    };
  }

  async findTenant(tenantId: TenantId): Promise<Tenant | null> {
    const row = await this.database.inTenant(tenantId, (tx) => tx.manager.findOneBy(TenantEntity, { id: tenantId }));
    return row ? toTenant(row) : null;
  }

  async findFeatureList(tenantId: TenantId, name: string): Promise<readonly string[] | null> {
    const row = await this.database.inTenant(tenantId, (tx) => tx.manager.findOneBy(FeatureListEntity, { tenantId, name }));
    return row ? row.features : null;
  }

  async findAccount(tenantId: TenantId, id: AccountId): Promise<Account | null> {
    const row = await this.database.inTenant(tenantId, (tx) => tx.manager.findOneBy(AccountEntity, { tenantId, id }));
    return row ? toAccount(row) : null;
  }

  async listAccounts(tenantId: TenantId, limit: number, cursor: string | null): Promise<Page<Account> | null> {
    if (cursor !== null && !/^\d{1,18}$/.test(cursor)) return null;
    const rows = await this.database.inTenant(tenantId, (tx) => {
      const query = tx.manager
        .createQueryBuilder(AccountEntity, 'account')
        .where({ tenantId, status: Not('removed') })
        .orderBy('account.serial', 'DESC')
        .limit(limit + 1);
      if (cursor !== null) query.andWhere('account.serial < :cursor', { cursor });
      return query.getMany();
    });
    const { shown, next } = cutPage(rows, limit, ({ serial }) => serial);
    return { items: shown.map(toAccount), next };
  }
}
