import type { Transaction } from '@portcullis/platform/postgres';
import type { Owner } from '../use-cases/ports.js';

/**
 * A cut-off revokes every token of its owner up to a serial, by one row. Whoever reads a token reads the first cut-off that it lies
 * below as well; `marked_at` of that row tells when each such token came to say so itself.
 */
const BELOW = `FROM cut_off WHERE cut_off.tenant_id = token.tenant_id AND cut_off.owner_id IN (token.owner_id, token.tenant_id) AND cut_off.serial >= token.serial`;

/** Beside `token`: what its cut-off says, or nulls. */
export const CUT = `LEFT JOIN LATERAL (
  SELECT revoked_at AS cut_at, revoked_by AS cut_by, revoked_reason AS cut_reason ${BELOW} ORDER BY cut_off.serial LIMIT 1) AS cut ON true`;
/** Of `token`: it lies below none. */
export const UNCUT = `NOT EXISTS (SELECT 1 ${BELOW})`;

/** Keys of advisory locks. Any fixed number that no other locks by owner have. */
const SEED = 6;
const LOCK_OWNERS = `SELECT pg_advisory_xact_lock_shared(hashtextextended(owner, ${SEED})) FROM unnest($1::text[]) AS owner`;
const LOCK_ALONE = `SELECT pg_advisory_xact_lock(hashtextextended($1, ${SEED}))`;

/**
 * Until the transaction ends no cut-off of these owners is made, and each that was made before is seen by the next statement. Taken
 * before any row is locked, tenants before their accounts, as whoever makes a cut-off takes its one: nobody waits in a circle.
 */
export async function keepUncut(tx: Transaction, owners: readonly string[]): Promise<void> {
  await tx.query(LOCK_OWNERS, [[...new Set(owners)]]);
}

/** Whose cut-offs reach the tokens of this owner. */
export function ownersOf({ tenantId, accountId }: Owner): readonly string[] {
  return accountId === null ? [tenantId] : [tenantId, accountId];
}

/** $5: why. Of what is made once this has committed, every serial is greater: it waits for the lock, and for its serial after that. */
const CUT_OFF = `INSERT INTO cut_off (tenant_id, owner_id, serial, revoked_at, revoked_by, revoked_reason)
VALUES ($1, $2, nextval('token_serial_seq'), $3, $4, $5)`;

/** The first statement of its transaction that locks anything but a request's key. */
export async function cutOff(tx: Transaction, { tenantId, accountId }: Owner, by: { at: Date; id: string | null; reason: string | null }): Promise<void> {
  const ownerId = accountId ?? tenantId;
  await tx.query(LOCK_ALONE, [ownerId]);
  await tx.query(CUT_OFF, [tenantId, ownerId, by.at, by.id, by.reason]);
}

/** $2: the owner's id, $3: the name. */
const FREE_NAME = `UPDATE token SET revoked_at = cut_at, revoked_by = cut_by, revoked_reason = cut_reason, version = version + 1
FROM (SELECT token.id, cut.* FROM token ${CUT}
  WHERE token.tenant_id = $1 AND token.owner_id = $2 AND token.name = $3 AND token.revoked_at IS NULL AND cut_at IS NOT NULL
  FOR NO KEY UPDATE OF token) AS dead
WHERE token.tenant_id = $1 AND token.id = dead.id`;

/** A name whose token was cut off is free, though the token does not say so yet: now it does. */
export async function freeName(tx: Transaction, { tenantId, accountId }: Owner, name: string): Promise<void> {
  await tx.query(FREE_NAME, [tenantId, accountId ?? tenantId, name]);
}
