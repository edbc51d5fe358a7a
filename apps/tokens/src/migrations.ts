import { CHANGE_LOG_MIGRATIONS } from '@portcullis/authority';
import { IDEMPOTENCY_MIGRATIONS } from '@portcullis/platform/idempotency';
import { OUTBOX_MIGRATIONS } from '@portcullis/platform/outbox';
import type { ServiceMigrations } from '@portcullis/platform/postgres';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('../migrations', import.meta.url));

/** Everything that the schema of this service is made of. */
export const migrations: ServiceMigrations = {
  schema: 'tokens',
  role: 'portcullis_tokens',
  directories: [OUTBOX_MIGRATIONS, IDEMPOTENCY_MIGRATIONS, CHANGE_LOG_MIGRATIONS, own],
};
