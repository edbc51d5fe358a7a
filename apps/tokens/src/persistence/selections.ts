import type { Transaction } from '@portcullis/platform/postgres';
import type { AccountId, TokenId } from '@portcullis/kernel';
import type { Owner, RevokedSelection, Selected, Selection } from '../use-cases/ports.js';
import { UNCUT } from './cut-offs.js';
import { labelOf, textsOf } from './token-list.js';
import { toDate } from './rows.js';

/** A hundred thousand rows take their time. Others of the tenant wait for a row that is among them, nobody else. */
const LIMIT_MS = 60_000;
/** How many of them are told by name, and of how many the ids are. */
const TOLD = 20;
const MOST_IDS = 500;

/**
 * $1 the tenant, $2 an account or null for any, $3 kind, $4 made before, $5 a label, $6 what grants allow by: each null for any. By
 * their numbers two names may be one: the grants themselves have the last word.
 */
const SELECTION = `token.tenant_id = $1 AND ($2::text IS NULL OR token.owner_id = $2) AND token.revoked_at IS NULL AND ${UNCUT}
  AND ($3::text IS NULL OR token.kind = $3) AND ($4::timestamptz IS NULL OR token.created_at < $4)
  AND ($5::jsonb IS NULL OR token.labels @> $5 AND token.labels <> '{}')
  AND ($6::text[] IS NULL OR token.access = 'full' OR
    token.selectors && ARRAY(SELECT hashtext(one) FROM unnest($6::text[]) AS one) AND EXISTS (
      SELECT 1 FROM jsonb_array_elements(token.grants) AS held, jsonb_each(held) AS selector
      WHERE held ->> 'effect' IS DISTINCT FROM 'deny' AND selector.key IN ('operation', 'feature', 'preset')
        AND selector.key || ':' || (selector.value #>> '{}') = ANY ($6)))`;

const PEEK = `SELECT token.id, token.name, token.account_id, count(*) OVER () AS count FROM token
WHERE ${SELECTION} ORDER BY token.serial LIMIT ${TOLD}`;

/** All of them are locked, in the order of their ids, before the first is written: whoever locks two of them waits in no circle. */
function revokeAll(found: string, [at, by, reason]: readonly [string, string, string]): string {
  return `WITH found AS MATERIALIZED (
  SELECT token.id FROM token WHERE ${found} ORDER BY token.id COLLATE "C" FOR NO KEY UPDATE OF token),
revoked AS (
  UPDATE token SET revoked_at = ${at}, revoked_by = ${by}, revoked_reason = ${reason}, version = version + 1
  WHERE tenant_id = $1 AND id = ANY (ARRAY(SELECT id FROM found)) RETURNING id, name, account_id, serial)
SELECT id, name, account_id, count(*) OVER () AS count FROM revoked ORDER BY serial`;
}
const REVOKE_SELECTED = `${revokeAll(SELECTION, ['$7', '$8', '$9'])} LIMIT ${MOST_IDS}`;
/** $2: their ids. */
const REVOKE_THESE = revokeAll(`token.tenant_id = $1 AND token.id = ANY ($2::text[]) AND token.revoked_at IS NULL AND ${UNCUT}`, ['$3', '$4', '$5']);

interface Row {
  id: string;
  name: string;
  account_id: string | null;
  count: string;
}
type By = { readonly at: Date; readonly id: string | null; readonly reason: string | null };

export async function peekSelected(tx: Transaction, owner: Owner, selection: Selection): Promise<Selected> {
  return selectedOf(await tx.query<Row>(PEEK, valuesOf(owner, selection), LIMIT_MS));
}

export async function revokeSelected(tx: Transaction, owner: Owner, selection: Selection, { at, id, reason }: By): Promise<RevokedSelection> {
  const rows = await tx.query<Row>(REVOKE_SELECTED, [...valuesOf(owner, selection), at, id, reason], LIMIT_MS);
  const selected = selectedOf(rows);
  return { ...selected, ids: selected.count > MOST_IDS ? null : rows.map((row) => row.id as TokenId) };
}

export async function revokeThese(tx: Transaction, tenantId: string, ids: readonly string[], { at, id, reason }: By): Promise<Selected['first']> {
  return (await tx.query<Row>(REVOKE_THESE, [tenantId, ids, at, id, reason])).map(named);
}

function selectedOf(rows: readonly Row[]): Selected {
  return { count: Number(rows[0]?.count ?? 0), first: rows.slice(0, TOLD).map(named) };
}

function named({ id, name, account_id: accountId }: Row): Selected['first'][number] {
  return { id: id as TokenId, name, accountId: accountId as AccountId | null };
}

function valuesOf({ tenantId, accountId }: Owner, { kind, createdBefore, label, selectors }: Selection): unknown[] {
  return [tenantId, accountId, kind, toDate(createdBefore), label && JSON.stringify(labelOf(label)), selectors && textsOf(selectors)];
}
