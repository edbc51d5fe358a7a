import { randomBytes } from 'node:crypto';
import { newId } from '@portcullis/kernel';
import type { Authority, Draft, Parties, Statement } from '../issue/statements.js';

/** What one revoke of the skeleton writes. */
export function revokeDraft(tokenId: string): Draft {
  return { tokenId, publicId: '', eventId: newId('evt', randomBytes), name: newId('rcp', randomBytes), mac: Buffer.alloc(0), at: new Date() };
}

const statement = (authority: Authority, name: string | null, text: string, values: Statement['values'] = () => []): Statement => ({ authority, name, text, values });
const tokens = (text: string, values?: Statement['values']): Statement => statement('tokens', null, text, values);
const asTenant = tokens(`SELECT set_config('app.tenant', $1, true)`, ({ owner }) => [owner.tenantId]);

/** Whom the call is about. */
export const READ_TARGET: readonly Statement[] = [
  statement('permissions', 'locate_by_slug', `SELECT tenant_id, shard FROM directory WHERE kind = 'slug' AND key = $1`, ({ owner }) => [owner.slug]),
  statement('permissions', 'read_owner', 'SELECT * FROM read_owner($1, $2)', ({ owner }) => [owner.tenantId, owner.username]),
];

const BELOW = `FROM cut_off WHERE cut_off.tenant_id = token.tenant_id AND cut_off.owner_id IN (token.owner_id, token.tenant_id) AND cut_off.serial >= token.serial`;

const eventData = ({ owner, caller }: Parties, { eventId }: Draft): string =>
  JSON.stringify({ by: { kind: 'operator', ...caller, accountId: null, requestId: eventId, ip: '127.0.0.1' }, accountId: owner.accountId, name: 'bench', reason: null });

/** The transaction. Its last statement holds the counter of the shard. */
export const REVOKE: readonly Statement[] = [
  tokens('START TRANSACTION'),
  asTenant,
  tokens(
    `UPDATE token SET revoked_at = $4, revoked_by = $5, revoked_reason = $6, version = version + 1
     WHERE tenant_id = $1 AND id = $2 AND ($3::text IS NULL OR account_id = $3) AND revoked_at IS NULL AND NOT EXISTS (SELECT 1 ${BELOW})
       AND ($7::integer IS NULL OR version = $7)
     RETURNING id`,
    ({ owner, caller }, { tokenId, at }) => [owner.tenantId, tokenId, owner.accountId, at, caller.tokenId, null, null],
  ),
  tokens(
    `SELECT token.*, cut.*, last_use.* FROM token
     LEFT JOIN LATERAL (
       SELECT revoked_at AS cut_at, revoked_by AS cut_by, revoked_reason AS cut_reason ${BELOW} ORDER BY cut_off.serial LIMIT 1) AS cut ON true
     LEFT JOIN LATERAL (
       SELECT last_used_at, last_used_ip, last_used_agent, max(created_at) OVER () AS newest_secret_at FROM credential
       WHERE credential.tenant_id = token.tenant_id AND credential.token_id = token.id
       ORDER BY last_used_at DESC NULLS LAST LIMIT 1) AS last_use ON true
     WHERE token.tenant_id = $1 AND token.id = $2 AND ($3::text IS NULL OR token.account_id = $3)`,
    ({ owner }, { tokenId }) => [owner.tenantId, tokenId, owner.accountId],
  ),
  tokens(
    `INSERT INTO outbox (event_id, shard, tenant_id, type, source, subject, time, data)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    (parties, draft) => [draft.eventId, parties.shard, parties.owner.tenantId, 'token.revoked', `/tokens/${parties.shard}`, draft.tokenId, draft.at, eventData(parties, draft)],
  ),
  tokens(
    `WITH counter AS (
       UPDATE shard_counter SET rev = rev + cardinality($2::text[])
       WHERE shard = $1 AND state = 'serving' AND is_same_instance()
       RETURNING epoch, rev - cardinality($2::text[]) AS before)
     INSERT INTO change (shard, epoch, rev, target_kind, tenant_id, target_id)
     SELECT $1, epoch, before + place, kind, tenant_id, id
     FROM counter, unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS target (kind, tenant_id, id, place)
     RETURNING epoch, rev`,
    ({ owner, shard }, { tokenId }) => [shard, ['token'], [owner.tenantId], [tokenId]],
  ),
  tokens('COMMIT'),
];

/** Once it has committed: who has to hear of it. */
export const WHO_HAS_LEASES: Statement = statement(
  'tokens',
  'leases_read',
  `SELECT is_same_instance() AS is_same, (SELECT max(epoch) FROM shard_counter) AS epoch,
     (SELECT json_agg(json_build_object('verifier', verifier, 'name', name, 'n', n,
        'applied', (SELECT json_object_agg(asked, applied -> asked) FROM unnest($1::text[]) AS asked WHERE applied ? asked)))
      FROM lease) AS rows`,
  ({ shard }) => [[String(shard)]],
);

/** Once all have: the receipt, which is kept before the call is answered. */
export const KEEP_RECEIPT: readonly Statement[] = [
  tokens('START TRANSACTION'),
  asTenant,
  tokens(
    `WITH old AS (
       DELETE FROM receipt WHERE tenant_id = $1 AND id IN (
         SELECT id FROM receipt WHERE tenant_id = $1 AND taken_at < clock_timestamp() - interval '7 days' ORDER BY taken_at LIMIT 100))
     INSERT INTO receipt (tenant_id, id, parts, live, confirmed, fenced, duration_ms)
     SELECT $1, given.* FROM jsonb_to_recordset($2::jsonb)
       AS given (id text, parts jsonb, live integer, confirmed integer, fenced integer, duration_ms double precision)
     ON CONFLICT (tenant_id, id) DO UPDATE
       SET live = excluded.live, confirmed = excluded.confirmed, fenced = excluded.fenced, duration_ms = excluded.duration_ms`,
    ({ owner, shard }, { name }) => [owner.tenantId, JSON.stringify([{ id: name, parts: [{ shard, epoch: '1', rev: '1' }], live: 3, confirmed: 3, fenced: 0, duration_ms: 1 }])],
  ),
  tokens('COMMIT'),
];
