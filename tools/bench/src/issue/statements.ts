/** Which service's role runs a statement, in a schema of the same name. */
export type Authority = 'tokens' | 'permissions';

/** What one issue of the skeleton writes; every other value is the same for all. */
export interface Draft {
  readonly tokenId: string;
  readonly publicId: string;
  readonly eventId: string;
  readonly name: string;
  readonly mac: Buffer;
  readonly at: Date;
}

/** Whom tokens are issued for, and who issues them, as rows of the skeleton's database have it. */
export interface Parties {
  readonly caller: { readonly tenantId: string; readonly tokenId: string; readonly shard: number; readonly publicId: string };
  readonly owner: { readonly tenantId: string; readonly slug: string; readonly accountId: string; readonly username: string };
  /** The owner's. */
  readonly shard: number;
  readonly keyId: string;
}

export interface Statement {
  readonly authority: Authority;
  /** Prepared once on each connection under this name; null: sent whole each time. */
  readonly name: string | null;
  readonly text: string;
  readonly values: (parties: Parties, draft: Draft) => readonly unknown[];
}

/** What the bench asks for over HTTP, but for the name. */
export const WANTED = {
  access: 'restricted',
  grants: [{ feature: 'zoneedit', access: 'read' }],
  expiresAt: '2100-01-01T00:00:00Z',
} as const;

const none = (): readonly unknown[] => [];
const asTenant = 'SELECT set_config(\'app.tenant\', $1, true)';
const readOwner = 'SELECT * FROM read_owner($1, $2)';

const tokens = (text: string, values: Statement['values'] = none, name: string | null = null): Statement => ({
  ...{ authority: 'tokens', name, text, values },
});
const permissions = (name: string, text: string, values: Statement['values']): Statement => ({
  ...{ authority: 'permissions', name, text, values },
});

/**
 * Every statement that the product waits for when it issues one token over HTTP, in its order; what decides of the caller is in memory. A spec, and the bench itself
 * before it measures, compares this list with what Postgres says the product runs: none is missing here, none is added.
 */
export const ISSUE: readonly Statement[] = [
  permissions(
    'locate_by_slug',
    `SELECT tenant_id, shard FROM directory WHERE kind = 'slug' AND key = $1`,
    ({ owner }) => [owner.slug],
  ),
  permissions('read_owner', readOwner, ({ owner }) => [owner.tenantId, owner.username]),
  tokens('START TRANSACTION'),
  tokens(asTenant, ({ owner }) => [owner.tenantId]),
  tokens(asTenant, ({ caller }) => [caller.tenantId]),
  tokens(
    'SELECT pg_advisory_xact_lock_shared(hashtextextended(owner, 6)) FROM unnest($1::text[]) AS owner',
    ({ caller }) => [[caller.tenantId]],
  ),
  tokens(
    `SELECT tenant_id, id, shard, kind, form, account_id, name, access, grants, read_only, not_before, expires_at,
       ip_allowlist, rate_limit, use_quota, time_windows, catalogue_version, uses_drawn, heirs_until, revoked_at, cut_at
     FROM token LEFT JOIN LATERAL (
       SELECT revoked_at AS cut_at, revoked_by AS cut_by, revoked_reason AS cut_reason FROM cut_off
       WHERE cut_off.tenant_id = token.tenant_id AND cut_off.owner_id IN (token.owner_id, token.tenant_id)
         AND cut_off.serial >= token.serial ORDER BY cut_off.serial LIMIT 1) AS cut ON true
     WHERE tenant_id = $1 AND id = $2 FOR SHARE OF token`,
    ({ caller }) => [caller.tenantId, caller.tokenId],
  ),
  tokens(
    `SELECT ends_at, date_trunc('milliseconds', clock_timestamp()) AS read_at
     FROM credential WHERE tenant_id = $1 AND token_id = $2 AND public_id = $3`,
    ({ caller }) => [caller.tenantId, caller.tokenId, caller.publicId],
  ),
  tokens(asTenant, ({ owner }) => [owner.tenantId]),
  tokens(
    `INSERT INTO token (tenant_id, id, shard, kind, form, account_id, name, description, labels, access, grants,
       read_only, not_before, expires_at, ip_allowlist, rate_limit, use_quota, time_windows, catalogue_version, heirs_until,
       created_at, created_by, created_by_tenant, created_from)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
     ON CONFLICT DO NOTHING RETURNING id`,
    ({ owner, shard, caller }, { tokenId, name, at }) => [
      ...[owner.tenantId, tokenId, shard, 'account', 'token', owner.accountId, name, '', '{}'],
      ...[WANTED.access, JSON.stringify(WANTED.grants), false, null, new Date(WANTED.expiresAt), [], null, null, '[]', 1, null],
      ...[at, caller.tokenId, caller.tenantId, '127.0.0.1'],
    ],
  ),
  tokens(
    `INSERT INTO credential (tenant_id, shard, public_id, token_id, key_id, mac, created_at)
     SELECT $1, $2, $3, $4, $5, $6, $7 FROM token WHERE tenant_id = $1 AND id = $4`,
    ({ owner, shard, keyId }, { publicId, tokenId, mac, at }) => [
      ...[owner.tenantId, shard, publicId, tokenId, keyId, mac, at],
    ],
  ),
  tokens(
    `INSERT INTO credential_locator (shard, public_id, tenant_id)
     SELECT $1, $2, $3 FROM token WHERE tenant_id = $3 AND id = $4`,
    ({ owner, shard }, { publicId, tokenId }) => [shard, publicId, owner.tenantId, tokenId],
  ),
  tokens(
    `INSERT INTO outbox (event_id, shard, tenant_id, type, source, subject, time, data)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    ({ owner, shard, caller }, { eventId, tokenId, name, at }) => [
      ...[eventId, shard, owner.tenantId, 'token.created', `/tokens/${shard}`, tokenId, at],
      JSON.stringify({
        by: { kind: 'operator', ...caller, accountId: null, requestId: eventId, ip: '127.0.0.1' },
        ...{ accountId: owner.accountId, name, kind: 'account', form: 'token', ...WANTED, readOnly: false },
        ...{ notBefore: null, ipAllowlist: [], rateLimit: null, useQuota: null, timeWindows: [], catalogueVersion: 1 },
      }),
    ],
  ),
  tokens('COMMIT'),
];

/**
 * What services run whether or not anybody waits: they tell what was committed, many events at a time, count uses once a
 * second, sweep away what has had its time, and ask whether their database is there. Beginnings, in lower case; with what else is in their transaction.
 */
export const UNASKED: readonly string[] = [
  'select pg_try_advisory_lock($1, hashtext(current_schema()))',
  'select pg_advisory_unlock($1, hashtext(current_schema()))',
  'select id, event_id, tenant_id, type, source, subject, time, data from outbox',
  'update outbox set published_at',
  'select told.event_id, made.shard, made.epoch',
  // Leases: they are renewed, twice a second, and those that nobody renews are swept away.
  'with now as ( update cell',
  'with here as ( select c.shard',
  'with gone as (',
  'delete from lease',
  'select verifier, name, n, applied',
  'select is_same_instance()',
  'select shard, epoch, rev from shard_counter',
  'select from shard_counter where state',
  'with used as ( select * from unnest(',
  // The sweep of what tenants keep for a while, one tenant after another.
  'delete from idempotency where tenant_id = $1 and created_at <=',
  'update idempotency set sealed_secret = null where',
  'with dead as ( select id from token',
  'select forget_requests($1, $2, $3)',
  'select 1',
];
