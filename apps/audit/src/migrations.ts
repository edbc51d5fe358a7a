import type { ServiceMigrations } from '@portcullis/platform/postgres';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('../migrations', import.meta.url));

/** Everything that the schema of this service is made of. */
export const migrations: ServiceMigrations = {
  schema: 'audit',
  role: 'portcullis_audit',
  directories: [own],
};
