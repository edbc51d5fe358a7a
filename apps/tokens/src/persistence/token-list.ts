import { EXPIRING_WITHIN_MS } from '@portcullis/access';
import { instant, type TenantId } from '@portcullis/kernel';
import { cutPage, decodeCursor, encodeCursor, type Transaction } from '@portcullis/platform/postgres';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { SeenToken } from '../domain/token.js';
import type { ListOfTokens, Page, Selectors } from '../use-cases/ports.js';
import { CUT } from './cut-offs.js';
import { seenTokenOf, toDate, type LastUseRow, type TokenRow } from './rows.js';
import { LAST_USES, NOW } from './statements.js';

type Query = SelectQueryBuilder<ObjectLiteral>;

const SEEN = `(SELECT token.*, cut.*, coalesce(token.revoked_at, cut.cut_at) AS ended_at FROM token ${CUT})`;

/** Postgres keeps serials as int8. */
const SERIAL = /^\d{1,18}$/;
const NAME = /^[A-Za-z0-9_-]{1,50}$/;

export async function listTokens(tx: Transaction, list: ListOfTokens, limit: number, cursor: string | null): Promise<Page<SeenToken> | null> {
  const after = cursor === null ? [] : positionOf(cursor, list);
  if (after === null) return null;
  const [clock] = await tx.query<{ now: Date }>(`SELECT ${NOW} AS now`);
  const now = clock!.now;
  const query = tx.manager
    .createQueryBuilder()
    .select('token.*')
    .from(SEEN, 'token')
    .where('token.tenant_id = :tenantId', { tenantId: list.owner.tenantId })
    .limit(limit + 1);
  narrow(query, list, now);
  order(query, list.sort, after);
  const rows = await query.getRawMany<TokenRow & { serial: string }>();
  const { shown, next } = cutPage(rows, limit, (row) => encodeCursor(byName(list.sort) ? [row.name, row.serial] : [row.serial], list));
  return { items: await withLastUse(tx, list.owner.tenantId, shown), next, at: instant(now.getTime()) };
}

function narrow(query: Query, { owner, filter }: ListOfTokens, now: Date): void {
  query.andWhere('token.form = :form', { form: filter.form });
  // By the owner's own index: `owner_id` is the account's id where there is one.
  if (owner.accountId !== null) query.andWhere('token.owner_id = :accountId', { accountId: owner.accountId });
  if (filter.kind !== null) query.andWhere('token.kind = :kind', { kind: filter.kind });
  if (filter.access !== null) query.andWhere('token.access = :access', { access: filter.access });
  if (filter.name !== null) query.andWhere('starts_with(token.name, :prefix)', { prefix: filter.name });
  if (filter.createdBefore !== null) query.andWhere('token.created_at < :createdBefore', { createdBefore: toDate(filter.createdBefore) });
  if (filter.label !== null) {
    // The second condition is what the index asks for.
    query.andWhere(`token.labels @> CAST(:label AS jsonb) AND token.labels <> '{}'`, { label: JSON.stringify(labelOf(filter.label)) });
  }
  if (filter.selectors !== null) query.andWhere(`token.ended_at IS NULL AND ${LASTS} AND ${MAY_ALLOW}`, { now, selectors: textsOf(filter.selectors) });
  if (filter.state !== null) query.andWhere(`${STATE} = :state`, { state: filter.state, now, soon: new Date(now.getTime() + EXPIRING_WITHIN_MS) });
}

/** `tokenState` of access, in SQL: a test holds the two against each other. */
const STATE = `CASE
  WHEN token.ended_at IS NOT NULL THEN 'revoked'
  WHEN token.expires_at <= :now THEN 'expired'
  WHEN token.uses_drawn >= token.use_quota THEN 'exhausted'
  WHEN token.not_before > :now THEN 'not_yet_valid'
  WHEN token.expires_at <= :soon THEN 'expiring'
  ELSE 'active' END`;

const LASTS = `(token.expires_at IS NULL OR token.expires_at > :now) AND (token.use_quota IS NULL OR token.uses_drawn < token.use_quota)`;
/** As `allowing_selectors` of the database writes them. */
const MAY_ALLOW = `(token.access = 'full' OR token.selectors && ARRAY(SELECT hashtext(one) FROM unnest(CAST(:selectors AS text[])) AS one))`;

/** What `allowing_selectors` of the database makes its numbers of. */
export function textsOf({ operations, features, presets }: Selectors): string[] {
  return [...operations.map((name) => `operation:${name}`), ...features.map((name) => `feature:${name}`), ...presets.map((name) => `preset:${name}`)];
}

function order(query: Query, sort: ListOfTokens['sort'], after: readonly string[]): void {
  const [direction, beyond] = sort.startsWith('-') ? (['DESC', '<'] as const) : (['ASC', '>'] as const);
  if (!byName(sort)) {
    query.orderBy('token.serial', direction);
    if (after.length > 0) query.andWhere(`token.serial ${beyond} :serial`, { serial: after[0] });
    return;
  }
  query.orderBy('token.name COLLATE "C"', direction).addOrderBy('token.serial', direction);
  // Beside living tokens a name may have belonged to many that were revoked.
  if (after.length > 0) query.andWhere(`(token.name COLLATE "C", token.serial) ${beyond} (:name, :serial)`, { name: after[0], serial: after[1] });
}

function positionOf(cursor: string, list: ListOfTokens): readonly string[] | null {
  const position = decodeCursor(cursor, list, byName(list.sort) ? 2 : 1);
  if (position === null || !SERIAL.test(position.at(-1)!)) return null;
  return position.length === 1 || NAME.test(position[0]!) ? position : null;
}

function byName(sort: ListOfTokens['sort']): boolean {
  return sort === 'name' || sort === '-name';
}

export function labelOf(filter: string): Record<string, string> {
  const at = filter.indexOf(':');
  return { [filter.slice(0, at)]: filter.slice(at + 1) };
}

async function withLastUse(tx: Transaction, tenantId: TenantId, rows: readonly TokenRow[]): Promise<SeenToken[]> {
  const uses = await tx.query<LastUseRow & { token_id: string }>(LAST_USES, [tenantId, rows.map(({ id }) => id)]);
  const byToken = new Map(uses.map((use) => [use.token_id, use]));
  const unused = { last_used_at: null, last_used_ip: null, last_used_agent: null, newest_secret_at: null };
  return rows.map((row) => seenTokenOf({ ...row, ...(byToken.get(row.id) ?? unused) }));
}
