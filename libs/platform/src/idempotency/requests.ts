import { granted, refused, type Result } from '@portcullis/kernel';
import type { Transaction } from '../postgres/index.js';

/** A request that its client may repeat, as the gateway tells it: hashes only, in hex. */
export interface RepeatableRequest {
  readonly keyHash: string;
  readonly requestHash: string;
  /** The new secret as the gateway sealed it; absent where none is made. */
  readonly sealedSecret?: SealedSecret;
}

export interface SealedSecret {
  readonly keyId: string;
  readonly sealed: string;
}

/** What an earlier request with the same key made. */
export interface Made {
  readonly id: string;
  readonly sealedSecret: SealedSecret | null;
}

export type RepeatRefusal = {
  readonly code: 'idempotency_key_reused' | 'idempotency_in_progress' | 'secret_already_shown';
  readonly detail: string;
};

/** How long a repeated request gets its secret again, and how long it is known at all. */
export const SECRET_MINUTES = 10;
export const MEMORY_HOURS = 24;

interface Row {
  same: boolean;
  made: string;
  sealed_secret: SealedSecret | null;
  fresh: boolean;
}

/**
 * What this request made the last time, null if it is new; refused while another one with its key is at work. Call it
 * first in the transaction that makes the thing, and `remember` in the same one: of two with one key, one makes it.
 * Only what succeeded is remembered: a refusal changed nothing, and may turn out otherwise.
 */
export async function recall(tx: Transaction, tenantId: string, request: RepeatableRequest | null): Promise<Result<Made | null, RepeatRefusal>> {
  if (request === null) return granted(null);
  // Held to the end of the transaction. Of the hash 64 bits: two keys that share them wait for each other, no more.
  const [lock] = await tx.query<{ held: boolean }>(`SELECT pg_try_advisory_xact_lock(('x' || left($1, 16))::bit(64)::bigint) AS held`, [request.keyHash]);
  if (lock?.held !== true) return refused({ code: 'idempotency_in_progress', detail: 'a request with this Idempotency-Key is still running' });
  const [row] = await tx.query<Row>(
    `SELECT request_hash = decode($3, 'hex') AS same, made, sealed_secret,
            created_at > clock_timestamp() - make_interval(mins => ${SECRET_MINUTES}) AS fresh
     FROM idempotency
     WHERE tenant_id = $1 AND key_hash = decode($2, 'hex') AND created_at > clock_timestamp() - make_interval(hours => ${MEMORY_HOURS})`,
    [tenantId, request.keyHash, request.requestHash],
  );
  if (row === undefined) return granted(null);
  if (!row.same) return refused({ code: 'idempotency_key_reused', detail: 'this Idempotency-Key was sent with another request before' });
  if (request.sealedSecret !== undefined && (row.sealed_secret === null || !row.fresh)) {
    return refused({ code: 'secret_already_shown', detail: `the secret was shown more than ${SECRET_MINUTES} minutes ago and is not kept` });
  }
  return granted({ id: row.made, sealedSecret: row.sealed_secret });
}

/** Keeps what the request made; and lets go, of the same tenant, what is too old. */
export async function remember(tx: Transaction, tenantId: string, request: RepeatableRequest | null, made: string): Promise<void> {
  if (request === null) return;
  await forget(tx, tenantId);
  await tx.query(
    `INSERT INTO idempotency (tenant_id, key_hash, request_hash, made, sealed_secret)
     VALUES ($1, decode($2, 'hex'), decode($3, 'hex'), $4, $5)`,
    [tenantId, request.keyHash, request.requestHash, made, request.sealedSecret === undefined ? null : JSON.stringify(request.sealedSecret)],
  );
}

/** Empties a tenant's secrets and drops its requests when their time is over. */
export async function forget(tx: Transaction, tenantId: string): Promise<void> {
  await tx.query(
    `DELETE FROM idempotency WHERE tenant_id = $1 AND created_at <= clock_timestamp() - make_interval(hours => ${MEMORY_HOURS})`,
    [tenantId],
  );
  await tx.query(
    `UPDATE idempotency SET sealed_secret = NULL
     WHERE tenant_id = $1 AND sealed_secret IS NOT NULL AND created_at <= clock_timestamp() - make_interval(mins => ${SECRET_MINUTES})`,
    [tenantId],
  );
}
