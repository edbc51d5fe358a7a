import type { EventData, EventType } from '@portcullis/contracts';
import { newId, toRfc3339, type Instant, type RandomBytes, type Shard } from '@portcullis/kernel';
import type { Transaction } from '../postgres/index.js';

export interface OutboxEntry<Type extends EventType> {
  readonly service: 'tokens' | 'permissions';
  readonly shard: Shard;
  readonly tenantId: string;
  readonly type: Type;
  /** The id of the thing it is about. */
  readonly subject: string;
  readonly time: Instant;
  readonly data: EventData[Type];
}

/** Writes the event in the caller's transaction: it is told if, and only if, the change commits. */
export async function appendToOutbox<Type extends EventType>(tx: Transaction, entry: OutboxEntry<Type>, randomBytes: RandomBytes): Promise<void> {
  await tx.query(
    `INSERT INTO outbox (event_id, shard, tenant_id, type, source, subject, time, data)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      newId('evt', randomBytes),
      entry.shard,
      entry.tenantId,
      entry.type,
      `/${entry.service}/${entry.shard}`,
      entry.subject,
      toRfc3339(entry.time),
      JSON.stringify(entry.data),
    ],
  );
}
