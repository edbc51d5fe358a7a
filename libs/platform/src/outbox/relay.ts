import { setTimeout as pause } from 'node:timers/promises';
import type { Event, EventChanges } from '@portcullis/contracts';
import { Fault } from '@portcullis/kernel';
import type { Database, Query } from '../postgres/index.js';
import type { Logger } from '../runtime/index.js';

export interface OutboxRelayOptions {
  readonly database: Database;
  /** Resolves when the stream has stored the event; the event's id makes a second delivery harmless. */
  readonly publish: (event: Event) => Promise<void>;
  /** The places in history of those of these events that have one, by event id. Left out: none has. */
  readonly changesOf?: (query: Query, eventIds: readonly string[]) => Promise<ReadonlyMap<string, EventChanges>>;
  readonly log: Logger;
  /** How long a committed event may wait when nobody wakes the relay, as after a crash of the process that wrote it. */
  readonly pollMs?: number;
  /** How long an event that cannot be published is left alone; a minute unless given. */
  readonly setAsideMs?: number;
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

/** Published at once, when they are of as many tenants; told twice, when the process is killed in between. */
const BATCH_SIZE = 64;
const DEFAULT_POLL_MS = 500;
const DEFAULT_SET_ASIDE_MS = 60_000;
const RETRY_MS = 1_000;
/** After a batch, so that what is written meanwhile makes one more batch and not many. The first event waits for nobody. */
const LINGER_MS = 50;
/** When more than so many cannot be published, it is not because of what is in them: all wait, as in an outage. */
const MAX_SET_ASIDE = 1_000;

/** One relay at a time works per database, or two would tell a tenant's events in any order. Any fixed number. */
export const RELAY_LOCK = 1_869_968_248;

/**
 * Tells what was committed: a tenant's events one after another, by id, tenants side by side. (Ids are drawn before the
 * commit, so they order only writes that waited for each other. For the same reason it asks for unpublished rows, not
 * for rows after the last one seen.) Rows are marked after the stream has them, so a crash in between tells twice, never
 * not at all. An event that can never be published is set aside: others go on, and it is tried again later.
 */
export function startOutboxRelay(options: OutboxRelayOptions): OutboxRelay {
  const pollMs = options.pollMs ?? DEFAULT_POLL_MS;
  const outbox = new Outbox(options);
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
        const told = await outbox.relayBatch();
        if (told === BATCH_SIZE) pauseMs = 0;
        else if (told > 0 && !stopped) await pause(LINGER_MS);
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

class Outbox {
  /** Rows that cannot be published, by id, and when to try again by the process's own clock. */
  private readonly setAside = new Map<string, number>();

  constructor(private readonly options: OutboxRelayOptions) {}

  /**
   * How many rows were read. Zero as well while another process relays.
   * @throws Fault when the database or the stream is away; what was told before that is marked.
   */
  async relayBatch(): Promise<number> {
    for (const [id, retryAtMs] of this.setAside) if (retryAtMs <= performance.now()) this.setAside.delete(id);
    const batch = await this.options.database.exclusively(RELAY_LOCK, (query) => this.tellAndMark(query));
    if (batch?.outage !== undefined) throw batch.outage;
    return batch?.rows ?? 0;
  }

  /** No transaction is open while it publishes: a slow stream would have it ended, and all of it begin again. */
  private async tellAndMark(query: Query): Promise<{ rows: number; outage: Error | undefined }> {
    const rows = await query<OutboxRow>(
      `SELECT id, event_id, tenant_id, type, source, subject, time, data
       FROM outbox WHERE published_at IS NULL AND id <> ALL($1) ORDER BY id LIMIT ${BATCH_SIZE}`,
      [[...this.setAside.keys()]],
    );
    const changes = await this.options.changesOf?.(
      query,
      rows.map((row) => row.event_id),
    );
    const told: string[] = [];
    let outage: Error | undefined;
    const tellTenant = async (ofTenant: readonly OutboxRow[]): Promise<void> => {
      for (const row of ofTenant) {
        const outcome = await this.tell(row, changes?.get(row.event_id));
        if (outcome instanceof Error) {
          outage ??= outcome;
          return;
        }
        if (outcome === 'told') told.push(row.id);
      }
    };
    await Promise.all(byTenant(rows).map(tellTenant));
    if (told.length > 0) await query('UPDATE outbox SET published_at = clock_timestamp() WHERE id = ANY($1)', [told]);
    return { rows: rows.length, outage };
  }

  /** An error when the rest has to wait. */
  private async tell(row: OutboxRow, changes: EventChanges | undefined): Promise<'told' | 'set aside' | Error> {
    try {
      await this.options.publish(toEvent(row, changes));
      return 'told';
    } catch (error) {
      if (error instanceof Fault && error.retryable) return error;
      if (this.setAside.size >= MAX_SET_ASIDE) return new Fault('no event can be published', 'broken', { cause: error });
      const setAsideMs = this.options.setAsideMs ?? DEFAULT_SET_ASIDE_MS;
      this.setAside.set(row.id, performance.now() + setAsideMs);
      this.options.log.error('an event cannot be published and is set aside', {
        eventId: row.event_id,
        eventType: row.type,
        tenantId: row.tenant_id,
        setAsideMs,
        err: error,
      });
      return 'set aside';
    }
  }
}

function byTenant(rows: readonly OutboxRow[]): OutboxRow[][] {
  const tenants = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const others = tenants.get(row.tenant_id);
    if (others === undefined) tenants.set(row.tenant_id, [row]);
    else others.push(row);
  }
  return [...tenants.values()];
}

function toEvent(row: OutboxRow, changes: EventChanges | undefined): Event {
  return {
    id: row.event_id,
    type: row.type,
    source: row.source,
    subject: row.subject,
    tenantId: row.tenant_id,
    time: row.time.toISOString(),
    ...(changes && { changes }),
    data: row.data,
  };
}
