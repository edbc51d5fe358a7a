import { migrations as auditMigrations } from '@portcullis/audit/migrations';
import { migrations as permissionsMigrations } from '@portcullis/permissions/migrations';
import { migrate, provision, type LoginRole, type ServiceMigrations } from '@portcullis/platform/postgres';
import { migrations as tokensMigrations } from '@portcullis/tokens/migrations';
import { postgresUrl, superuserUrl } from './postgres.js';

/** The services that keep something. The gateway has no database. */
export const SERVICES = ['tokens', 'permissions', 'audit'] as const;
export type ServiceName = (typeof SERVICES)[number];

export const POSTGRES_LOGINS = ['superuser', 'owner', ...SERVICES] as const;
export type PostgresLogin = (typeof POSTGRES_LOGINS)[number];
export type PostgresPasswords = Readonly<Record<PostgresLogin, string>>;

export const DATABASE = 'portcullis';

const MIGRATIONS: Readonly<Record<ServiceName, ServiceMigrations>> = {
  tokens: tokensMigrations,
  permissions: permissionsMigrations,
  audit: auditMigrations,
};

/** The role that owns the schemas. */
export function ownerRole(passwords: PostgresPasswords): LoginRole {
  return { name: 'portcullis_owner', password: passwords.owner };
}

/** The role a service runs as. */
export function roleName(service: ServiceName): string {
  return MIGRATIONS[service].role;
}

export interface DatabasePlan {
  readonly port: number;
  readonly passwords: PostgresPasswords;
  readonly database: string;
}

/**
 * Makes the database and its roles if they are not there, and applies what is missing of every service's migrations.
 * @returns how many files were applied.
 */
export async function prepareDatabase({ port, passwords, database }: DatabasePlan): Promise<number> {
  const owner = ownerRole(passwords);
  await provision({
    superuserUrl: superuserUrl(port, passwords.superuser),
    database,
    owner,
    services: SERVICES.map((service) => ({
      name: roleName(service),
      password: passwords[service],
      schema: MIGRATIONS[service].schema,
    })),
  });
  let applied = 0;
  for (const service of SERVICES) {
    const result = await migrate(postgresUrl(owner, port, database), MIGRATIONS[service]);
    applied += result.applied.length;
  }
  return applied;
}
