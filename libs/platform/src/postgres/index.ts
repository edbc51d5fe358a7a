export { Database, type DatabaseOptions, type Query, type Transaction } from './database.js';
export type { NamedStatement } from './shared-reads.js';
export { migrate, type ServiceMigrations } from './migrate.js';
export { migrateConfig, runMigrateCommand } from './migrate-command.js';
export { cutPage, decodeCursor, encodeCursor } from './page.js';
export { provision, type LoginRole, type Provision } from './provision.js';
