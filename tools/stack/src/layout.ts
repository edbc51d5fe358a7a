import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. `src` and `dist` lie equally deep, so this holds for both. */
export const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** Kept apart from the data: `--fresh` must not cost a download. */
export const NATS_CACHE_DIR = join(REPOSITORY, '.cache', 'nats-server');
export const POWERDNS_CACHE_DIR = join(REPOSITORY, '.cache', 'powerdns');

export const DEFAULT_DATA_DIR = join(REPOSITORY, '.portcullis');
