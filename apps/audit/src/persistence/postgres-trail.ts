import type { Event } from '@portcullis/contracts';
import { instant, type EventId, type TenantId } from '@portcullis/kernel';
import { cutPage, type Database, type NamedStatement } from '@portcullis/platform/postgres';
import type { Entry, EntryPage, Trail } from '../use-cases/ports.js';
import { EntryEntity } from './entities.js';

/** The number of an entry, and whether it is there already, are found out where it is written. */
const APPEND: NamedStatement = { name: 'append_entry', text: 'SELECT append_entry($1, $2, $3, $4, $5, $6, $7)' };

export class PostgresTrail implements Trail {
  constructor(private readonly database: Database) {}

  async append(event: Event): Promise<void> {
    const { tenantId, id, type, source, subject, time, data } = event;
    await this.database.read(APPEND, [tenantId, id, type, source, subject, time, JSON.stringify(data)]);
  }

  async list(tenantId: TenantId, limit: number, cursor: string | null): Promise<EntryPage | null> {
    if (cursor !== null && !/^\d{1,18}$/.test(cursor)) return null;
    const rows = await this.database.inTenant(tenantId, (tx) => {
      const query = tx.manager
        .createQueryBuilder(EntryEntity, 'entry')
        .where({ tenantId })
        .orderBy('entry.seq', 'DESC')
        .limit(limit + 1);
      if (cursor !== null) query.andWhere('entry.seq < :cursor', { cursor });
      return query.getMany();
    });
    const { shown, next } = cutPage(rows, limit, ({ seq }) => seq);
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
