import type { Client } from 'pg';
import { TEMPLATE_DATABASE } from '../integration/template-database.js';

/** Beyond SELECT, INSERT and UPDATE by column, each with the reason. */
export const MORE_PRIVILEGES: Readonly<Record<string, string>> = {
  'DELETE on tokens.token': 'dead tokens go when their time to be seen is over',
  'DELETE on tokens.credential': 'with their tokens',
  'DELETE on tokens.credential_locator': 'with their credentials',
  'DELETE on tokens.cut_off': 'when every token before it is marked as revoked',
  'USAGE on tokens.token_serial_seq': 'a cut-off takes its place among the tokens that are made',
  'DELETE on tokens.proof': 'after seven days',
  'DELETE on tokens.rate_window': 'with their tokens',
  'DELETE on tokens.idempotency': 'a request is remembered for a day',
  'DELETE on permissions.idempotency': 'a request is remembered for a day',
  'DELETE on tokens.change': 'nobody asks for changes of more than an hour ago',
  'DELETE on tokens.lease': 'a lease that is given back, or dead',
  'DELETE on tokens.receipt': 'kept for 7 days',
  'DELETE on permissions.change': 'nobody asks for changes of more than an hour ago',
  'DELETE on permissions.lease': 'a lease that is given back, or dead',
  'DELETE on permissions.receipt': 'kept for 7 days',
  'DELETE on permissions.directory': 'a host name that leads elsewhere is taken out',
};

/**
 * What a role may do with whole tables, such as `DELETE on permissions.directory`, and with columns, such as `UPDATE of key
 * column tenant_id on tokens.token`; PUBLIC is '-'.
 */
export async function tablePrivileges(client: Client, role: string): Promise<string[]> {
  return listed(
    client,
    `SELECT a.privilege_type || ' on ' || n.nspname || '.' || c.relname AS held
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a
      WHERE n.nspname !~ '^(pg_|information_schema)' AND a.grantee::regrole::text = $1
      UNION ALL
     SELECT a.privilege_type || ' of ' || CASE WHEN t.attnum = ANY (i.indkey) THEN 'key ' ELSE '' END
              || 'column ' || t.attname || ' on ' || n.nspname || '.' || c.relname
       FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary, aclexplode(t.attacl) a
      WHERE n.nspname !~ '^(pg_|information_schema)' AND a.grantee::regrole::text = $1`,
    role,
  );
}

/** Functions and schemas that a role may use, as `EXECUTE on tokens.resolve_credential`; PUBLIC is '-'. */
export async function otherPrivileges(client: Client, role: string): Promise<string[]> {
  return listed(
    client,
    `SELECT a.privilege_type || ' on ' || n.nspname || '.' || p.proname AS held
       FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,
            aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
      WHERE n.nspname !~ '^(pg_|information_schema)' AND a.grantee::regrole::text = $1
      UNION ALL
     SELECT a.privilege_type || ' on schema ' || n.nspname
       FROM pg_namespace n, aclexplode(n.nspacl) a
      WHERE n.nspname !~ '^(pg_|information_schema|public)' AND a.grantee::regrole::text = $1
      UNION ALL
     SELECT a.privilege_type || ' on database'
       FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
      WHERE d.datname IN (current_database(), '${TEMPLATE_DATABASE}') AND a.grantee::regrole::text = $1`,
    role,
  );
}

/** Whatever belongs to a role: tables, functions, schemas, types, and rights of other roles. */
export async function belongings(client: Client, role: string): Promise<string[]> {
  return listed(
    client,
    `SELECT 'table ' || relname AS held FROM pg_class WHERE relowner::regrole::text = $1
      UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE proowner::regrole::text = $1
      UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspowner::regrole::text = $1
      UNION ALL SELECT 'type ' || typname FROM pg_type WHERE typowner::regrole::text = $1
      UNION ALL SELECT 'database ' || datname FROM pg_database WHERE datdba::regrole::text = $1
      UNION ALL SELECT 'member of ' || roleid::regrole::text FROM pg_auth_members WHERE member::regrole::text = $1`,
    role,
  );
}

/** Attributes that go past every wall. */
export async function dangerousAttributes(client: Client, role: string): Promise<string[]> {
  const { rows } = await client.query<Record<string, boolean>>(
    'SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication FROM pg_roles WHERE rolname = $1',
    [role],
  );
  return Object.entries(rows[0] ?? { 'no such role': true }).flatMap(([name, held]) => (held ? [name] : []));
}

/** Functions that run with their owner's rights, and views that read with them. */
export async function borrowedRights(client: Client, schemas: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT n.nspname || '.' || p.proname AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = ANY ($1) AND p.prosecdef
      UNION ALL
     SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY ($1) AND (c.relkind IN ('m', 'f') OR c.relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false))`,
    [schemas],
  );
  return rows.map(({ name }) => name);
}

async function listed(client: Client, sql: string, role: string): Promise<string[]> {
  const { rows } = await client.query<{ held: string }>(sql, [role]);
  return rows.map(({ held }) => held).sort();
}
