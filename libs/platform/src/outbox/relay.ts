import type { Event } from '@portcullis/contracts';
import type { Database } from '../postgres/index.js';
import type { Logger } from '../runtime/index.js';

export interface OutboxRelayOptions {
  readonly database: Database;
  /** Resolves when the stream has stored the event; the event's id makes a second delivery harmless. */
  readonly publish: (event: Event) => Promise<void>;
  readonly log: Logger;
  /** How long a committed event may wait when nobody wakes the relay, as after a crash of the process that wrote it. */
  readonly pollMs?: number;
}

export interface OutboxRelay {
  /** There is something new: called after each commit. */
  wake(): void;
  /** Finishes the batch in hand. */
  stop(): Promise<void>;
}

interface OutboxRow {
  id: string;
  event_id: string;
  tenant_id: string;
  type: string;
  source: string;
  subject: string;
  time: Date;
  data: Record<string, unknown>;
}

const BATCH_SIZE = 200;
const DEFAULT_POLL_MS = 500;
const RETRY_MS = 1_000;

/** One relay at a time works per database: events leave in the order in which they were written. Any fixed number. */
export const RELAY_LOCK = 1_869_968_248;

/**
 * Tells what was committed. Rows are marked after the stream has them, so a crash in between tells twice, never not at all.
 * It asks for unpublished rows rather than for rows after the last one seen, since a serial id is not commit order.
 */
export function startOutboxRelay(options: OutboxRelayOptions): OutboxRelay {
  const pollMs = options.pollMs ?? DEFAULT_POLL_MS;
  let stopped = false;
  let woken = false;
  let interrupt: () => void = () => undefined;

  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    while (!stopped) {
      woken = false;
      let pauseMs = pollMs;
      try {
        if ((await relayBatch(options)) === BATCH_SIZE) pauseMs = 0;
      } catch (error) {
        pauseMs = RETRY_MS;
        options.log.warn('events are waiting in the outbox; trying again', { err: error });
      }
      if (!woken && !stopped && pauseMs > 0) await wait(pauseMs);
    }
  };
  const running = run();

  return {
    wake() {
      woken = true;
      interrupt();
    },
    async stop() {
      stopped = true;
      interrupt();
      await running;
    },
  };
}

/** How many rows were told. Zero as well while another process relays. */
async function relayBatch({ database, publish }: OutboxRelayOptions): Promise<number> {
  return database.transaction(async (tx) => {
    const [lock] = await tx.query<{ held: boolean }>(
      `SELECT pg_try_advisory_xact_lock($1, hashtext(current_schema())) AS held`,
      [RELAY_LOCK],
    );
    if (!lock?.held) return 0;
    const rows = await tx.query<OutboxRow>(
      `SELECT id, event_id, tenant_id, type, source, subject, time, data
       FROM outbox WHERE published_at IS NULL ORDER BY id LIMIT ${BATCH_SIZE}`,
    );
    for (const row of rows) await publish(toEvent(row));
    if (rows.length > 0) {
      await tx.query('UPDATE outbox SET published_at = clock_timestamp() WHERE id = ANY($1)', [rows.map((row) => row.id)]);
    }
    return rows.length;
  });
}

function toEvent(row: OutboxRow): Event {
  return {
    id: row.event_id,
    type: row.type,
    source: row.source,
    subject: row.subject,
    tenantId: row.tenant_id,
    time: row.time.toISOString(),
    data: row.data,
  };
}
