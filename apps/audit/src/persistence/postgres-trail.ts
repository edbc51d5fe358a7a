import type { Event } from '@portcullis/contracts';
import { instant, type EventId, type TenantId } from '@portcullis/kernel';
import { cutPage, decodeCursor, encodeCursor, type Database, type NamedStatement } from '@portcullis/platform/postgres';
import type { Entry, EntryFilter, EntryPage, Trail } from '../use-cases/ports.js';
import { EntryEntity } from './entities.js';

/** The number of an entry, and whether it is there already, are found out where it is written. */
const APPEND: NamedStatement = { name: 'append_entry', text: 'SELECT append_entry($1, $2, $3, $4, $5, $6, $7)' };

export class PostgresTrail implements Trail {
  constructor(private readonly database: Database) {}

  async append(event: Event): Promise<void> {
    const { tenantId, id, type, source, subject, time, data } = event;
    await this.database.read(APPEND, [tenantId, id, type, source, subject, time, JSON.stringify(data)]);
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
