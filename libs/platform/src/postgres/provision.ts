import pg from 'pg';

export interface LoginRole {
  readonly name: string;
  readonly password: string;
}

export interface Provision {
  readonly superuserUrl: string;
  readonly database: string;
  /** Owns the schemas and runs migrations; no service uses it. */
  readonly owner: LoginRole;
  /** One role per service, whose search path is its own schema. */
  readonly services: readonly (LoginRole & { readonly schema: string })[];
}

/** Makes the database and its roles, or brings their passwords up to date. Running it again changes nothing else. */
export async function provision(plan: Provision): Promise<void> {
  const client = new pg.Client({ connectionString: plan.superuserUrl });
  await client.connect();
  try {
    await upsertRole(client, plan.owner);
    for (const role of plan.services) {
      await upsertRole(client, role);
      await client.query(`ALTER ROLE ${pg.escapeIdentifier(role.name)} SET search_path = ${pg.escapeIdentifier(role.schema)}`);
    }
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [plan.database]);
    if (rowCount === 0) {
      const database = pg.escapeIdentifier(plan.database);
      await client.query(`CREATE DATABASE ${database} OWNER ${pg.escapeIdentifier(plan.owner.name)}`);
      await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    }
    for (const role of [plan.owner, ...plan.services]) {
      await client.query(`GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(plan.database)} TO ${pg.escapeIdentifier(role.name)}`);
    }
  } finally {
    await client.end();
  }
}

/** Without SUPERUSER or BYPASSRLS: row-level security binds every one of them. */
async function upsertRole(client: pg.Client, role: LoginRole): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role.name]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(
    `${verb} ROLE ${pg.escapeIdentifier(role.name)} WITH LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD ${pg.escapeLiteral(role.password)}`,
  );
}
