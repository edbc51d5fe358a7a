import type { Client } from 'pg';

/** Tables without row-level security, each with the reason. A `*` stands for every service's schema. */
export const SHARED_TABLES: Readonly<Record<string, string>> = {
  'tokens.credential_locator': 'a token arrives before its tenant is known: public id → tenant, and nothing else',
  'permissions.directory': 'a slug or host name arrives before its tenant is known; a hint that the tenant’s own row confirms',
  'audit.history': 'where entries stand in the history of a shard; names what is told where, not what',
  '*.shard_counter': 'numbers changes by shard; names no tenant',
  '*.change': 'verifiers follow shards; names what changed, not how',
  '*.cell': 'one row that tells which database this is',
  '*.lease': 'who may answer from memory, by shard; names no tenant',
  'tokens.accepted_keys': 'which keys each process accepts, by their ids',
  'tokens.proof': 'what was seen of tokens of the platform’s own; names no tenant',
  '*.host_strikes': 'hosts that kept revokes waiting; names no tenant',
  '*.outbox': 'the relay tells events of all tenants in the order of their making',
  '*.migration': 'which files made this schema',
};

export function isShared(table: string): boolean {
  return table in SHARED_TABLES || table.replace(/^\w+/, '*') in SHARED_TABLES;
}

export interface TableFacts {
  /** `tokens.token` */
  readonly name: string;
  readonly enabled: boolean;
  readonly forced: boolean;
  readonly policies: readonly { readonly command: string; readonly permissive: boolean; readonly using: string | null; readonly check: string | null }[];
  /** The first column of each unique key, the primary key among them. */
  readonly keysBeginWith: readonly string[];
  /** Columns of each foreign key. */
  readonly references: readonly (readonly string[])[];
}

/** Every table of these schemas, as the catalogue of Postgres has it. */
export async function tablesOf(client: Client, schemas: readonly string[]): Promise<TableFacts[]> {
  const { rows } = await client.query<TableFacts>(
    `SELECT n.nspname || '.' || c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
            (SELECT coalesce(json_agg(json_build_object('command', p.polcmd, 'permissive', p.polpermissive,
                      'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid))), '[]')
               FROM pg_policy p WHERE p.polrelid = c.oid) AS policies,
            (SELECT coalesce(json_agg(coalesce(a.attname, '(an expression)')), '[]')
               FROM pg_index i LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
              WHERE i.indrelid = c.oid AND i.indisunique) AS "keysBeginWith",
            (SELECT coalesce(json_agg((SELECT json_agg(a.attname) FROM pg_attribute a
                                        WHERE a.attrelid = c.oid AND a.attnum = ANY (k.conkey))), '[]')
               FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f') AS references
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p') ORDER BY 1`,
    [schemas],
  );
  return rows;
}

/** As Postgres prints it back. No tenant set: NULL or '', and no row. */
const OWN_TENANT = `(tenant_id = current_setting('app.tenant'::text, true))`;

/** What is missing of the wall around this table; nothing for one that is shared by intent. */
export function gapsOf(table: TableFacts): string[] {
  if (isShared(table.name)) return table.enabled ? [`${table.name} is listed as shared and has row-level security`] : [];
  const gaps: string[] = [];
  if (!table.enabled) gaps.push('row-level security is not enabled');
  if (!table.forced) gaps.push('row-level security is not forced');
  const permissive = table.policies.filter((policy) => policy.permissive);
  if (!permissive.some(({ command }) => command === '*')) gaps.push('no policy for all commands');
  // Permissive policies add up: one that says anything else is a hole beside the wall.
  if (permissive.some(({ using, check }) => using !== OWN_TENANT || (check !== null && check !== OWN_TENANT))) {
    gaps.push('a policy does not ask for the tenant alone');
  }
  if (table.keysBeginWith.length === 0) gaps.push('no key');
  // A unique key over all tenants tells one of them what another one has.
  if (table.keysBeginWith.some((column) => column !== 'tenant_id')) gaps.push('a key does not begin with tenant_id');
  if (table.references.some((columns) => !columns.includes('tenant_id'))) gaps.push('a foreign key leaves tenant_id out');
  return gaps.map((gap) => `${table.name}: ${gap}`);
}
