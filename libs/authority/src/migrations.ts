import { fileURLToPath } from 'node:url';

/** The counter and change tables, for the migrations of every authority. */
export const CHANGE_LOG_MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
