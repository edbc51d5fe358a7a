import type { NamedStatement } from '@portcullis/platform/postgres';

/** The hot path, written by hand: what a query builder adds to each statement is more than Postgres takes for it. */

export const RESOLVE: NamedStatement = { name: 'resolve_credential', text: 'SELECT * FROM resolve_credential($1, $2)' };

/** $1 is seen until the transaction ends, or until the next one of these. */
export const AS_TENANT = `SELECT set_config('app.tenant', $1, true)`;

export const LOCK_TOKEN = `SELECT tenant_id, id, shard, kind, account_id, name, description, access, grants, expires_at,
  created_at, created_by, revoked_at
FROM token WHERE tenant_id = $1 AND id = $2 FOR SHARE`;

export const INSERT_TOKEN = `INSERT INTO token (tenant_id, id, shard, kind, account_id, name, description, access, grants,
  expires_at, created_at, created_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING RETURNING id`;

/** This and the next one travel together with the one above, so they look for themselves whether it made a row. */
export const INSERT_CREDENTIAL = `INSERT INTO credential (tenant_id, shard, public_id, token_id, key_id, mac, created_at)
SELECT $1, $2, $3, $4, $5, $6, $7 FROM token WHERE tenant_id = $1 AND id = $4`;

export const INSERT_LOCATOR = `INSERT INTO credential_locator (shard, public_id, tenant_id)
SELECT $1, $2, $3 FROM token WHERE tenant_id = $3 AND id = $4`;
