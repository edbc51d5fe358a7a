import type { NamedStatement } from '@portcullis/platform/postgres';
import { CUT, UNCUT } from './cut-offs.js';

/** The database's clock, as fine as an Instant. */
export const NOW = `date_trunc('milliseconds', clock_timestamp())`;

/** Written by hand: what a query builder adds to each statement is more than Postgres takes for it. */

export const RESOLVE: NamedStatement = { name: 'resolve_credential', text: 'SELECT * FROM resolve_credential($1, $2)' };

/** $3: how many uses a token hands on of its own quota. Of a gateway that drew meanwhile the later one finds fewer left. */
export const HAND_ON_USES = `UPDATE token SET uses_drawn = uses_drawn + $3
WHERE tenant_id = $1 AND id = $2 AND uses_drawn + $3 <= use_quota RETURNING id`;

/** $1 is seen until the transaction ends, or until the next one of these. */
export const AS_TENANT = `SELECT set_config('app.tenant', $1, true)`;

const FACTS = `tenant_id, id, shard, kind, form, account_id, name, access, grants, read_only, not_before, expires_at, ip_allowlist,
  rate_limit, use_quota, time_windows, catalogue_version, uses_drawn, heirs_until, revoked_at`;

/** What a maker hands out it holds until the commit: nobody takes it away, or narrows it, in between. */
export const LOCK_CALLER = `SELECT ${FACTS}, cut_at FROM token ${CUT} WHERE tenant_id = $1 AND id = $2 FOR SHARE OF token`;
/**
 * What a caller presented ($3), once its row is locked. A statement of its own, since it must see what the lock waited for:
 * the locking one looks at other rows as they were when it began.
 */
export const READ_PRESENTED = `SELECT ends_at, ${NOW} AS read_at FROM credential WHERE tenant_id = $1 AND token_id = $2 AND public_id = $3`;
/** For whoever will write it. $3 null: of any account. */
export const LOCK_TOKEN = `SELECT token.*, cut.* FROM token ${CUT}
WHERE tenant_id = $1 AND id = $2 AND ($3::text IS NULL OR account_id = $3) FOR NO KEY UPDATE OF token`;

/** A statement of its own: the next one must see what this one waited for. $1: the owner's id. */
export const LOCK_COUNT = `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`;
/** $2: the owner's id. By the index of names. */
export const COUNT_LIVE = `SELECT count(*) AS live FROM token
WHERE tenant_id = $1 AND owner_id = $2 AND revoked_at IS NULL AND ${UNCUT} AND form = 'token' AND (expires_at IS NULL OR expires_at > clock_timestamp())`;

/** Of all secrets of a token, ended ones too, the newest use, and when the newest was made. */
const LAST_USE = `LEFT JOIN LATERAL (
  SELECT last_used_at, last_used_ip, last_used_agent, max(created_at) OVER () AS newest_secret_at FROM credential
  WHERE credential.tenant_id = token.tenant_id AND credential.token_id = token.id
  ORDER BY last_used_at DESC NULLS LAST LIMIT 1) AS last_use ON true`;

export const FIND_TOKEN = `SELECT token.*, cut.*, last_use.* FROM token ${CUT} ${LAST_USE}
WHERE token.tenant_id = $1 AND token.id = $2 AND ($3::text IS NULL OR token.account_id = $3)`;

export const INSERT_TOKEN = `INSERT INTO token (tenant_id, id, shard, kind, form, account_id, name, description, labels, access, grants,
  read_only, not_before, expires_at, ip_allowlist, rate_limit, use_quota, time_windows, catalogue_version, heirs_until, created_at,
  created_by, created_by_tenant, created_from)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
ON CONFLICT DO NOTHING RETURNING id`;

/** This and the next one travel together with the one above, so they look for themselves whether it made a row. */
export const INSERT_CREDENTIAL = `INSERT INTO credential (tenant_id, shard, public_id, token_id, key_id, mac, created_at)
SELECT $1, $2, $3, $4, $5, $6, $7 FROM token WHERE tenant_id = $1 AND id = $4`;

export const INSERT_LOCATOR = `INSERT INTO credential_locator (shard, public_id, tenant_id)
SELECT $1, $2, $3 FROM token WHERE tenant_id = $3 AND id = $4`;

/** $4: the time, $5: by whom, $6: why, $7: the version it must have, null for any. */
export const REVOKE_TOKEN = `UPDATE token SET revoked_at = $4, revoked_by = $5, revoked_reason = $6, version = version + 1
WHERE tenant_id = $1 AND id = $2 AND ($3::text IS NULL OR account_id = $3) AND revoked_at IS NULL AND ${UNCUT}
  AND ($7::integer IS NULL OR version = $7)
RETURNING id`;

/** The secrets it can be used with; of a revoked one none. In the order of their making. */
export const LIVE_CREDENTIALS = `SELECT c.public_id, c.created_at, c.ends_at, c.uses, c.last_used_at, c.last_used_ip, c.last_used_agent
FROM credential c JOIN token ON token.tenant_id = c.tenant_id AND token.id = c.token_id
WHERE c.tenant_id = $1 AND c.token_id = $2 AND token.revoked_at IS NULL AND ${UNCUT} AND (c.ends_at IS NULL OR c.ends_at > clock_timestamp())
ORDER BY c.created_at, c.ends_at`;

/** The same of many tokens. */
export const LAST_USES = `SELECT DISTINCT ON (token_id) token_id, last_used_at, last_used_ip, last_used_agent,
  max(created_at) OVER (PARTITION BY token_id) AS newest_secret_at
FROM credential WHERE tenant_id = $1 AND token_id = ANY ($2) ORDER BY token_id, last_used_at DESC NULLS LAST`;

/** $3: the version that it has. */
export const EDIT_TOKEN = `UPDATE token SET name = $4, description = $5, labels = $6, access = $7, grants = $8, read_only = $9, not_before = $10,
  expires_at = $11, ip_allowlist = $12, rate_limit = $13, use_quota = $14, time_windows = $15, catalogue_version = $16, version = version + 1
WHERE tenant_id = $1 AND id = $2 AND version = $3 AND revoked_at IS NULL RETURNING id`;

export const NEXT_VERSION = `UPDATE token SET version = version + 1
WHERE tenant_id = $1 AND id = $2 AND version = $3 AND revoked_at IS NULL RETURNING id`;

/** Rows of credentials are locked in the order of their public ids, here and where uses are recorded: nobody waits in a circle. */
const REPLACED_BEFORE = `SELECT public_id FROM credential
  WHERE tenant_id = $1 AND token_id = $2 AND ends_at > clock_timestamp() ORDER BY public_id COLLATE "C" FOR NO KEY UPDATE`;

/** $3: for how many seconds the current one works on. */
export const REPLACE_CREDENTIALS = `WITH live AS (SELECT public_id FROM credential
  WHERE tenant_id = $1 AND token_id = $2 AND (ends_at IS NULL OR ends_at > clock_timestamp()) ORDER BY public_id COLLATE "C" FOR NO KEY UPDATE)
UPDATE credential SET ends_at = ${NOW} + CASE WHEN ends_at IS NULL THEN make_interval(secs => $3) ELSE '0' END
FROM live WHERE tenant_id = $1 AND token_id = $2 AND credential.public_id = live.public_id`;

/** The token is locked first, as by whoever else writes its credentials. */
export const LOCK_UNREVOKED = `SELECT id FROM token
WHERE tenant_id = $1 AND id = $2 AND ($3::text IS NULL OR account_id = $3) AND revoked_at IS NULL AND ${UNCUT} FOR NO KEY UPDATE`;
export const END_REPLACED = `WITH replaced AS (${REPLACED_BEFORE}), ended AS (
  UPDATE credential SET ends_at = ${NOW} FROM replaced
  WHERE tenant_id = $1 AND token_id = $2 AND credential.public_id = replaced.public_id RETURNING credential.public_id),
bumped AS (UPDATE token SET version = version + 1 WHERE tenant_id = $1 AND id = $2 AND EXISTS (SELECT 1 FROM ended))
SELECT public_id FROM ended ORDER BY public_id`;

/** Sessions and links of an owner ($2), or one of them ($3), that were ended of late, the newest first. Changes are kept for an hour. */
export const ENDED_SESSIONS = `SELECT id FROM token
WHERE tenant_id = $1 AND owner_id = $2 AND ($3::text IS NULL OR id = $3) AND form <> 'token' AND revoked_at > clock_timestamp() - interval '2 hours'
ORDER BY revoked_at DESC LIMIT 1000`;

/** Of an owner ($2: the account's id, or the tenant's own) or one of them ($3), at most $4; $5: the time, $6: by whom, $7: why. */
export const REVOKE_SESSIONS = `WITH doomed AS (SELECT id FROM token
  WHERE tenant_id = $1 AND owner_id = $2 AND ($3::text IS NULL OR id = $3) AND revoked_at IS NULL AND ${UNCUT} AND expires_at > clock_timestamp()
    AND (form = 'session' OR form = 'link' AND $3 IS NULL)
  ORDER BY id COLLATE "C" LIMIT $4 FOR NO KEY UPDATE)
UPDATE token SET revoked_at = $5, revoked_by = $6, revoked_reason = $7, version = version + 1 FROM doomed
WHERE tenant_id = $1 AND token.id = doomed.id RETURNING token.*`;

/** As a regeneration of $3 with an overlap until $4 ended them, whenever this is done: the current secret, and those replaced before. */
export const END_AS_REPLACED = `WITH live AS (SELECT public_id FROM credential
  WHERE tenant_id = $1 AND token_id = $2 AND created_at <= $3 AND (ends_at IS NULL OR ends_at > $3 AND ends_at <> $4)
  ORDER BY public_id COLLATE "C" FOR NO KEY UPDATE)
UPDATE credential SET ends_at = CASE WHEN ends_at IS NULL THEN $4::timestamptz ELSE $3::timestamptz END
FROM live WHERE tenant_id = $1 AND token_id = $2 AND credential.public_id = live.public_id`;

/** Those of these that would work longer end at $4. */
export const END_CREDENTIALS = `WITH live AS (SELECT public_id FROM credential
  WHERE tenant_id = $1 AND token_id = $2 AND public_id = ANY ($3) AND (ends_at IS NULL OR ends_at > $4)
  ORDER BY public_id COLLATE "C" FOR NO KEY UPDATE)
UPDATE credential SET ends_at = $4::timestamptz FROM live WHERE tenant_id = $1 AND token_id = $2 AND credential.public_id = live.public_id`;
