import type { TenantPolicy } from '@portcullis/access';
import { instant, isId, shard as shardNumber, type AccountId, type RandomBytes, type Result, type Shard, type TenantId } from '@portcullis/kernel';
import { cutPage, decodeCursor, encodeCursor, type Database, type NamedStatement } from '@portcullis/platform/postgres';
import { In, Not } from 'typeorm';
import type { Account, PanelKind, SealedUpstream, Status, Tenant } from '../domain/tenancy.js';
import type { AccountFilter, FeatureListSummary, FoundAccount, KeptUpstream, OwnerRecord, OwnersRecord, Page, TenancyReads, TenancyStore, TenancyTransaction } from '../use-cases/ports.js';
import { AccountEntity, FeatureListEntity, TenantEntity } from './entities.js';
import { toAccount, toPolicy, toTenant } from './rows.js';
import { tenancyTransaction } from './tenancy-transaction.js';

const READ_OWNER: NamedStatement = { name: 'read_owner', text: 'SELECT * FROM read_owner($1, $2)' };
const READ_OWNERS: NamedStatement = { name: 'read_owners', text: 'SELECT * FROM read_owners($1, $2, $3)' };

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

/** These look through many tenants, each on a connection of its own: a shared one would keep callers waiting at the door. */
const LIST_TENANTS = `SELECT tenant_id AS id, root_id AS "rootId", parent_id AS "parentId", ancestors, shard, slug, name, status,
  panel_kind AS "panelKind", panel_url AS "panelUrl", whm_url AS "whmUrl", hosts, upstream, policy, version, created_at AS "createdAt" FROM list_tenants($1, $2, $3)`;
const LIST_FEATURE_LISTS = `SELECT name, cardinality(features) AS "featureCount" FROM feature_list WHERE tenant_id = $1 AND name > $2 ORDER BY name LIMIT $3`;
const FIND_ACCOUNT = 'SELECT * FROM find_account($1, $2)';
const LIST_UPSTREAMS = 'SELECT * FROM list_upstreams($1, $2, $3, $4, $5)';
/** What `list_upstreams` gives in an account's place where the credential is its tenant's own. */
const OF_THE_TENANT = 'tenant';
/** Bounds one look at the panel credentials of all tenants: most have none under an old key. */
const MAX_TENANTS_LOOKED_THROUGH = 500;

/** A tenant, and how those above it bound it. */
interface ChainRow {
  status: Status;
  policy: Partial<TenantPolicy> | null;
  ancestor_ids: string[];
  ancestor_statuses: Status[];
  ancestor_policies: (Partial<TenantPolicy> | null)[];
  read_at: Date;
}

interface OwnerRow extends ChainRow {
  tenant_id: string;
  slug: string;
  hosts: string[];
  panel_kind: PanelKind;
  panel_url: string | null;
  whm_url: string | null;
  tenant_upstream: SealedUpstream | null;
  account_id: string | null;
  username: string;
  account_status: Account['status'];
  domains: string[];
  feature_list: string;
  features: string[];
  upstream: SealedUpstream | null;
  /** bigint is text. */
  epoch: string;
  rev: string;
}

interface OwnersRow extends ChainRow {
  accounts: { id: string; status: Account['status']; features: string[] }[];
}

interface FoundAccountRow {
  tenant_id: string;
  account_id: string;
  shard: number;
  username: string;
  status: Status;
}

interface UpstreamRow {
  tenant_id: string;
  account_id: string | null;
  key_id: string;
  sealed: string;
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
      tenant: {
        id: row.tenant_id as TenantId,
        ...{ slug: row.slug, status: row.status, policy: toPolicy(row.policy), hosts: row.hosts },
        ...{ panelKind: row.panel_kind, panelUrl: row.panel_url, whmUrl: row.whm_url, upstream: row.tenant_upstream },
      },
      ancestors: ancestorsOf(row),
      account:
        row.account_id === null
          ? null
          : {
              id: row.account_id as AccountId,
              username: row.username,
              status: row.account_status,
              domains: row.domains,
              featureList: row.feature_list,
              features: row.features,
              upstream: row.upstream,
            },
      stamp: { epoch: Number(row.epoch), rev: Number(row.rev) },
      at: instant(row.read_at.getTime()),
    };
  }

  async readOwners(tenantId: TenantId, accountIds: readonly AccountId[], features: readonly string[]): Promise<OwnersRecord | null> {
    const [row] = await this.database.read<OwnersRow>(READ_OWNERS, [tenantId, accountIds, features]);
    if (!row) return null;
    return {
      tenant: { id: tenantId, status: row.status, policy: toPolicy(row.policy) },
      ancestors: ancestorsOf(row),
      accounts: row.accounts.map((account) => ({ ...account, id: account.id as AccountId })),
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

  async listFeatureLists(tenantId: TenantId, limit: number, cursor: string | null): Promise<Page<FeatureListSummary> | null> {
    const list = ['feature lists', tenantId];
    const after = cursor === null ? null : decodeCursor(cursor, list, 1);
    if (cursor !== null && !after) return null;
    const values = [tenantId, after?.[0] ?? '', limit + 1];
    const rows = await this.database.inTenant(tenantId, (tx) => tx.query<FeatureListSummary>(LIST_FEATURE_LISTS, values));
    const { shown, next } = cutPage(rows, limit, ({ name }) => encodeCursor([name], list));
    return { items: shown, next };
  }

  async findAccount(tenantId: TenantId, id: AccountId): Promise<Account | null> {
    const row = await this.database.inTenant(tenantId, (tx) => tx.manager.findOneBy(AccountEntity, { tenantId, id }));
    return row ? toAccount(row) : null;
  }

  async findAccountOnPanel(tenantId: TenantId, username: string): Promise<FoundAccount | null> {
    const [row] = await this.database.transaction((tx) => tx.query<FoundAccountRow>(FIND_ACCOUNT, [tenantId, username]));
    if (!row) return null;
    const { tenant_id, account_id, status } = row;
    return { tenantId: tenant_id as TenantId, accountId: account_id as AccountId, shard: shardNumber(row.shard), username: row.username, status };
  }

  async listAccounts(tenantId: TenantId, filter: AccountFilter, limit: number, cursor: string | null): Promise<Page<Account> | null> {
    const list = ['accounts', tenantId, filter.status, filter.username];
    const after = cursor === null ? null : decodeCursor(cursor, list, 1);
    if (cursor !== null && !/^\d{1,18}$/.test(after?.[0] ?? '')) return null;
    const rows = await this.database.inTenant(tenantId, (tx) => {
      const query = tx.manager
        .createQueryBuilder(AccountEntity, 'account')
        .where({ tenantId, status: filter.status ?? Not('removed') })
        .orderBy('account.serial', 'DESC')
        .limit(limit + 1);
      if (filter.username !== null) query.andWhere('starts_with(account.username, :username)', { username: filter.username });
      if (after) query.andWhere('account.serial < :after', { after: after[0] });
      return query.getMany();
    });
    const { shown, next } = cutPage(rows, limit, ({ serial }) => encodeCursor([serial], list));
    return { items: shown.map(toAccount), next };
  }

  async findAccountStatuses(tenantId: TenantId, ids: readonly AccountId[]): Promise<readonly Pick<Account, 'id' | 'status'>[]> {
    const rows = await this.database.inTenant(tenantId, (tx) =>
      tx.manager.find(AccountEntity, { select: { id: true, status: true }, where: { tenantId, id: In([...ids]) } }),
    );
    return rows.map(({ id, status }) => ({ id: id as AccountId, status }));
  }

  async listTenants(below: TenantId | null, limit: number, cursor: string | null): Promise<Page<Tenant> | null> {
    const list = ['tenants', below];
    const after = cursor === null ? null : decodeCursor(cursor, list, 1);
    if (cursor !== null && !after) return null;
    const rows = await this.database.transaction((tx) => tx.query<TenantEntity>(LIST_TENANTS, [below, after?.[0] ?? null, limit + 1]));
    const { shown, next } = cutPage(rows, limit, ({ slug }) => encodeCursor([slug], list));
    return { items: shown.map(toTenant), next };
  }

  async listUpstreams(notUnder: string, limit: number, cursor: string | null): Promise<Page<KeptUpstream> | null> {
    const list = ['upstreams', notUnder];
    const after = cursor === null ? null : decodeCursor(cursor, list, 2);
    if (cursor !== null && !after) return null;
    const values = [notUnder, after?.[0] ?? '', after?.[1] ?? '', limit + 1, MAX_TENANTS_LOOKED_THROUGH];
    const rows = await this.database.transaction((tx) => tx.query<UpstreamRow>(LIST_UPSTREAMS, values));
    // A last row without an account names the tenant to go on with.
    const more = rows.at(-1)?.account_id === null ? rows.pop() : undefined;
    const { shown, next } = cutPage(rows, limit, (row) => encodeCursor([row.tenant_id, row.account_id ?? ''], list));
    const items = shown.map((row) => ({
      tenantId: row.tenant_id as TenantId,
      accountId: row.account_id === OF_THE_TENANT ? null : (row.account_id as AccountId),
      sealed: { keyId: row.key_id, sealed: row.sealed },
    }));
    return { items, next: next ?? (more ? encodeCursor([more.tenant_id, ''], list) : null) };
  }
}

function ancestorsOf({ ancestor_ids, ancestor_statuses, ancestor_policies }: ChainRow): OwnerRecord['ancestors'] {
  return ancestor_ids.map((id, i) => ({
    id: id as TenantId,
    status: ancestor_statuses[i] ?? 'suspended',
    policy: toPolicy(ancestor_policies[i] ?? null),
  }));
}
