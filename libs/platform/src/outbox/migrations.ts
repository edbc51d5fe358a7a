import { fileURLToPath } from 'node:url';

/** The outbox table, for the migrations of every service that tells what it did. */
export const OUTBOX_MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));
