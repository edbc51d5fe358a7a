import { fileURLToPath } from 'node:url';

/** The idempotency table, for the migrations of every service that makes things on request. */
export const IDEMPOTENCY_MIGRATIONS = fileURLToPath(new URL('../../idempotency-migrations', import.meta.url));
