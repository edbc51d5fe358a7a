import type { Event } from '@portcullis/contracts';
import { assert, instant, type DenialId, type EventId, type Instant, type TenantId } from '@portcullis/kernel';
import { cutPage, decodeCursor, encodeCursor, type Database, type NamedStatement } from '@portcullis/platform/postgres';
import type { ChangesPage, Entry, EntryFilter, EntryPage, HistoryPlace, Trail } from '../use-cases/ports.js';
import { EntryEntity } from './entities.js';

/** Which numbers they get, and which are there already, is found out where they are written. */
const APPEND: NamedStatement = { name: 'append_entries', text: 'SELECT append_entries($1, $2)' };

/** By hand, and on the tenant's own row of the index alone: whoever asks may have made the code up. */
export const FIND_DENIAL = `SELECT seq, event_id AS "eventId", type, subject, time, data FROM entry
WHERE tenant_id = $1 AND denial = $2 AND time >= $3 ORDER BY seq LIMIT 1`;

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
    const list = [tenantId, filter.type, filter.subject];
    const after = cursor === null ? null : decodeCursor(cursor, list, 1)?.[0];
    if (after !== null && !/^\d{1,18}$/.test(after ?? '')) return null;
    const rows = await this.database.inTenant(tenantId, (tx) => {
      const query = tx.manager
        .createQueryBuilder(EntryEntity, 'entry')
        .where({ tenantId, ...(filter.type !== null && { type: filter.type }), ...(filter.subject !== null && { subject: filter.subject }) })
        .orderBy('entry.seq', 'DESC')
        .limit(limit + 1);
      if (after !== null) query.andWhere('entry.seq < :after', { after });
      return query.getMany();
    });
    const { shown, next } = cutPage(rows, limit, ({ seq }) => encodeCursor([seq], list));
    return { items: shown.map(toEntry), next };
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
