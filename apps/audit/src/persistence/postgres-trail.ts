import type { Event } from '@portcullis/contracts';
import { assert, instant, type EventId, type TenantId } from '@portcullis/kernel';
import { cutPage, decodeCursor, encodeCursor, type Database } from '@portcullis/platform/postgres';
import type { Entry, EntryFilter, EntryPage, Trail } from '../use-cases/ports.js';
import { EntryEntity } from './entities.js';

export class PostgresTrail implements Trail {
  constructor(private readonly database: Database) {}

  async append(event: Event): Promise<void> {
    await this.database.inTenant(event.tenantId, async (tx) => {
      // Taking the number first makes two deliveries of one event, on two processes, wait for each other.
      const [trail] = await tx.query<{ last_seq: string }>(
        `INSERT INTO trail (tenant_id, last_seq) VALUES ($1, 0)
         ON CONFLICT (tenant_id) DO UPDATE SET last_seq = trail.last_seq RETURNING last_seq`,
        [event.tenantId],
      );
      assert(trail, 'every tenant has a trail from its first event on');
      const added = await tx.query<{ seq: string }>(
        `INSERT INTO entry (tenant_id, seq, event_id, type, source, subject, time, data)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (tenant_id, event_id) DO NOTHING RETURNING seq`,
        [
          event.tenantId,
          (BigInt(trail.last_seq) + 1n).toString(),
          event.id,
          event.type,
          event.source,
          event.subject,
          event.time,
          JSON.stringify(event.data),
        ],
      );
      // A number is used up only by an entry: the trail stays without gaps.
      if (added.length === 1) await tx.query('UPDATE trail SET last_seq = last_seq + 1 WHERE tenant_id = $1', [event.tenantId]);
    });
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
