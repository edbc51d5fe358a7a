export { Database, type DatabaseOptions, type NamedStatement, type Transaction } from './database.js';
export { migrate, type ServiceMigrations } from './migrate.js';
export { provision, type LoginRole, type Provision } from './provision.js';
