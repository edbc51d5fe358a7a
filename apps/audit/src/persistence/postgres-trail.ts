import type { Event } from '@portcullis/contracts';
import { assert, instant, type DenialId, type EventId, type Instant, type TenantId } from '@portcullis/kernel';
import { cutPage, decodeCursor, encodeCursor, type Database, type NamedStatement } from '@portcullis/platform/postgres';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { ChangesPage, Entry, EntryFilter, EntryPage, HistoryPlace, Trail } from '../use-cases/ports.js';
import { EntryEntity } from './entities.js';

/** Which numbers they get, and which are there already, is found out where they are written. */
const APPEND: NamedStatement = { name: 'append_entries', text: 'SELECT append_entries($1, $2)' };

/** By hand, and on the tenant's own row of the index alone: whoever asks may have made the code up. */
export const FIND_DENIAL = `SELECT seq, event_id AS "eventId", type, subject, time, data FROM entry
WHERE tenant_id = $1 AND denial = $2 AND time >= $3 ORDER BY seq LIMIT 1`;

/** So many entries are looked at for one page where no index knows which of them are wanted. */
export const LOOKED_AT = 3_000;
const HOUR_MS = 3_600_000;
/** No clock is ahead of the database's by so much. */
const SKEW_MS = HOUR_MS;
/** An event waits no longer than this to be written: the stream does not keep it. */
const LATE_MS = 8 * 24 * HOUR_MS;

const READ_CHANGES = 'SELECT * FROM read_changes($1, $2, $3, $4, $5, $6)';
/** No event's id begins so: what comes after it is past all events of a place. */
const AFTER_ALL_EVENTS = '~';

interface ChangesRow {
  epoch: string;
  first_rev: string;
  last_rev: string;
  tenant_id: string;
  event_id: string;
  type: string;
  source: string;
  subject: string;
  time: Date;
  data: Record<string, unknown>;
}

export class PostgresTrail implements Trail {
  constructor(private readonly database: Database) {}

  async append(events: readonly Event[]): Promise<void> {
    const tenantId = events[0]?.tenantId;
    if (tenantId === undefined) return;
    assert(events.every((event) => event.tenantId === tenantId), 'a trail is of one tenant');
    await this.database.write(APPEND, [tenantId, JSON.stringify(events)]);
  }

  async list(tenantId: TenantId, filter: EntryFilter, limit: number, cursor: string | null): Promise<EntryPage | null> {
    const { accountId, type, subject, search, since, until } = filter;
    const list = [tenantId, accountId, type, subject, search, since, until];
    const [after = null] = (cursor === null ? null : decodeCursor(cursor, list, 1)) ?? [];
    if (cursor !== null && !/^\d{1,18}$/.test(after ?? '')) return null;
    const cursorAt = (seq: string): string => encodeCursor([seq], list);
    return this.database.inTenant(tenantId, async ({ manager }) => {
      const candidates = () => candidatesOf(manager, tenantId, filter, after);
      const unseen = isSifted(filter) ? await candidates().offset(LOOKED_AT).limit(1).getOne() : null;
      const query = sifted(candidates(), filter).limit(limit + 1);
      if (unseen !== null) query.andWhere('entry.seq > :unseen', { unseen: unseen.seq });
      const { shown, next } = cutPage(await query.getMany(), limit, ({ seq }) => cursorAt(seq));
      return { items: shown.map(toEntry), next: next ?? (unseen && cursorAt(String(BigInt(unseen.seq) + 1n))) };
    });
  }

  async findDenial(tenantId: TenantId, denial: DenialId, since: Instant): Promise<Entry | null> {
    const [row] = await this.database.inTenant(tenantId, (tx) => tx.query<EntryEntity>(FIND_DENIAL, [tenantId, denial, new Date(since)]));
    return row ? toEntry(row) : null;
  }

  async readChanges(after: HistoryPlace, limit: number, cursor: string | null): Promise<ChangesPage | null> {
    const { authority, shard, epoch, rev } = after;
    const list = ['changes', authority, shard, epoch, rev];
    const [fromEpoch, fromRev, fromEvent] = (cursor === null ? [String(epoch), String(rev), AFTER_ALL_EVENTS] : decodeCursor(cursor, list, 3)) ?? [];
    if (!/^\d{1,18}$/.test(fromEpoch ?? '') || !/^\d{1,18}$/.test(fromRev ?? '')) return null;
    const rows = await this.database.transaction((tx) => tx.query<ChangesRow>(READ_CHANGES, [authority, shard, fromEpoch, fromRev, fromEvent, limit + 1]));
    const { shown, next } = cutPage(rows, limit, (row) => encodeCursor([row.epoch, row.last_rev, row.event_id], list));
    return {
      items: shown.map((row) => ({
        ...{ id: row.event_id, type: row.type, source: row.source, subject: row.subject, tenantId: row.tenant_id, time: row.time.toISOString() },
        changes: { authority, shard, epoch: Number(row.epoch), firstRev: Number(row.first_rev), lastRev: Number(row.last_rev) },
        data: row.data,
      })),
      next,
    };
  }
}

/** What an index finds, newest first, before the rest is looked at. */
function candidatesOf(manager: EntityManager, tenantId: TenantId, { accountId, type, subject, since, until }: EntryFilter, after: string | null): SelectQueryBuilder<EntryEntity> {
  const wanted = { ...(accountId !== null && { accountId }), ...(type !== null && !isPrefix(type) && { type }), ...(subject !== null && { subject }) };
  const query = manager.createQueryBuilder(EntryEntity, 'entry').where({ tenantId, ...wanted }).orderBy('entry.seq', 'DESC');
  if (after !== null) query.andWhere('entry.seq < :after', { after });
  // Where in the trail it can stand: whoever asks for last year does not look through this one.
  if (since !== null) query.andWhere('entry.seq >= (SELECT first_stored(:tenantId, :sinceStored))', { tenantId, sinceStored: new Date(since - SKEW_MS) });
  if (until !== null) query.andWhere('entry.seq < (SELECT first_stored(:tenantId, :untilStored))', { tenantId, untilStored: new Date(until + LATE_MS) });
  return query;
}

function sifted(query: SelectQueryBuilder<EntryEntity>, { type, search, since, until }: EntryFilter): SelectQueryBuilder<EntryEntity> {
  if (type !== null && isPrefix(type)) query.andWhere('starts_with(entry.type, :prefix)', { prefix: type });
  if (since !== null) query.andWhere('entry.time >= :since', { since: new Date(since) });
  if (until !== null) query.andWhere('entry.time < :until', { until: new Date(until) });
  const words = search?.split(/\s+/).filter((word) => word !== '') ?? [];
  if (words.length > 0) query.andWhere('entry_says(entry.type, entry.subject, entry.data, :words)', { words });
  return query;
}

/** Whether there is something that only looking at an entry tells. */
function isSifted({ type, search, since, until }: EntryFilter): boolean {
  return (type !== null && isPrefix(type)) || search !== null || since !== null || until !== null;
}

function isPrefix(type: string): boolean {
  return type.endsWith('.');
}

function toEntry(row: EntryEntity): Entry {
  return {
    seq: Number(row.seq),
    id: row.eventId as EventId,
    type: row.type,
    subject: row.subject,
    time: instant(row.time.getTime()),
    data: row.data,
  };
}
