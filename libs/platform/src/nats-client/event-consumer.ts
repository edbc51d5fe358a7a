import { setTimeout as pause } from 'node:timers/promises';
import {
  AckPolicy,
  DeliverPolicy,
  JetStreamApiCodes,
  jetstream,
  type Consumer,
  type ConsumerMessages,
  type JsMsg,
} from '@nats-io/jetstream';
import { deferred, nanos } from '@nats-io/transport-node';
import type { Event } from '@portcullis/contracts';
import type { Logger } from '../runtime/log.js';
import { decodeEvent } from './cloud-events.js';
import type { NatsDoor } from './connect.js';
import { ensureStream, isApiError, JETSTREAM_TIMEOUT_MS, manageJetStream } from './event-stream.js';
import type { StreamKind } from './subjects.js';

export interface EventConsumerOptions {
  readonly stream: StreamKind;
  /** Names the consumer in JetStream; processes that give the same name share its events. */
  readonly durable: string;
  /**
   * Called with events of one tenant, all that wait, in order unless one had to be repeated; and with the next ones after
   * it has resolved. Of several tenants, side by side. When it threw for many, they come one by one; when for one, that one
   * comes again, for ever, at growing distances of up to 30 s. So it must bear repetition: know an event by its `id`.
   */
  handle(events: readonly Event[]): Promise<void>;
  readonly log: Logger;
}

export interface EventConsumer {
  /** Takes no more events and resolves when those in hand are done and acknowledged. */
  stop(): Promise<void>;
}

const MAX_IN_HAND = 64;
/** How long what a killed process had in hand waits for the next one. A live one says every 2 s that it is still at it. */
const ACK_WAIT_MS = 6_000;
const WORKING_INTERVAL_MS = 2_000;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 30_000;
const REOPEN_MS = 500;
/** How long one fetch waits for events. */
const FETCH_MS = 5_000;
/** A fetch that hears nothing for two of these gives up: its consumer may be gone. */
const HEARTBEAT_MS = 1_000;

/**
 * Consumes all that the stream holds and will hold, from the oldest on. Begins at once and goes on until stopped,
 * through lost connections, restarts of the broker, and deletion of consumer or stream, which it makes anew.
 */
export function consumeEvents(door: NatsDoor, options: EventConsumerOptions): EventConsumer {
  const intake = new Intake(door, options);
  const running = intake.run();
  return {
    async stop() {
      intake.stop();
      await running;
    },
  };
}

interface Delivered {
  readonly message: JsMsg;
  readonly event: Event;
  /** It has been answered. */
  readonly done: () => void;
}

class Intake {
  private readonly stopping = new AbortController();
  private fetched: ConsumerMessages | undefined;
  private readonly inHand = new Map<JsMsg, Promise<void>>();
  /** By tenant, while its handler is at work: what came meanwhile. */
  private readonly waiting = new Map<string, Delivered[]>();

  constructor(
    private readonly door: NatsDoor,
    private readonly options: EventConsumerOptions,
  ) {}

  async run(): Promise<void> {
    const stillAtIt = setInterval(() => this.extend(), WORKING_INTERVAL_MS);
    while (!this.stopping.signal.aborted) {
      if (this.door.isUp()) await this.consume();
      await pause(REOPEN_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
    await Promise.all(this.inHand.values());
    clearInterval(stillAtIt);
    // Acknowledgements are sent without waiting; unless they arrive, all of this is delivered again.
    if (this.door.isUp()) await this.door.flush().catch(() => undefined);
  }

  stop(): void {
    this.stopping.abort();
    this.fetched?.stop();
  }

  /**
   * Until the consumer or its stream is gone, or an end is asked for. Fetches only as many as there is room for, so
   * that all that was delivered is in hand: what lay in a buffer at the end would reach others only after the ack wait.
   */
  private async consume(): Promise<void> {
    try {
      const consumer = await this.open();
      while (!this.stopping.signal.aborted && this.door.isUp()) {
        while (this.inHand.size > MAX_IN_HAND / 2) await Promise.race(this.inHand.values());
        const room = MAX_IN_HAND - this.inHand.size;
        const fetched = await consumer.fetch({ max_messages: room, expires: FETCH_MS, idle_heartbeat: HEARTBEAT_MS });
        this.fetched = fetched;
        if (this.stopping.signal.aborted) fetched.stop();
        for await (const message of fetched) this.take(message);
      }
    } catch (error) {
      this.options.log.warn('events cannot be consumed, trying again', { consumer: this.options.durable, err: error });
    }
  }

  private async open(): Promise<Consumer> {
    const { durable } = this.options;
    const stream = this.door.subjects.streams[this.options.stream].name;
    await ensureStream(this.door, this.options.stream);
    const manager = await manageJetStream(this.door);
    return this.door.whileUp(async () => {
      const consumers = jetstream(this.door.connection, { timeout: JETSTREAM_TIMEOUT_MS }).consumers;
      try {
        return await consumers.get(stream, durable);
      } catch (error) {
        if (!isApiError(error, JetStreamApiCodes.ConsumerNotFound)) throw error;
      }
      await manager.consumers.add(stream, {
        durable_name: durable,
        ack_policy: AckPolicy.Explicit,
        deliver_policy: DeliverPolicy.All,
        ack_wait: nanos(ACK_WAIT_MS),
        max_deliver: -1,
      });
      return consumers.get(stream, durable);
    });
  }

  private take(message: JsMsg): void {
    const event = decodeEvent(message, this.door.subjects);
    if (!event.ok) {
      this.options.log.error('an event cannot be read and is dropped', {
        consumer: this.options.durable,
        subject: message.subject,
        sequence: message.seq,
        problem: event.refusal,
      });
      answer(() => message.term());
      return;
    }
    const handled = deferred<void>();
    this.inHand.set(message, handled);
    const delivered: Delivered = {
      ...{ message, event: event.value },
      done: () => {
        this.inHand.delete(message);
        handled.resolve();
      },
    };
    const { tenantId } = event.value;
    const others = this.waiting.get(tenantId);
    if (others) others.push(delivered);
    else void this.handleAllOf(tenantId, [delivered]);
  }

  private async handleAllOf(tenantId: string, first: readonly Delivered[]): Promise<void> {
    for (let batch = first; batch.length > 0; batch = this.waiting.get(tenantId)!) {
      this.waiting.set(tenantId, []);
      await this.handle(batch);
    }
    this.waiting.delete(tenantId);
  }

  private async handle(batch: readonly Delivered[]): Promise<void> {
    try {
      await this.options.handle(batch.map(({ event }) => event));
    } catch (error) {
      // One that cannot be handled must hold up nothing but itself.
      if (batch.length > 1) for (const one of batch) await this.handle([one]);
      else this.postpone(batch[0]!, error);
      return;
    }
    for (const { message, done } of batch) {
      answer(() => message.ack());
      done();
    }
  }

  private postpone({ message, event, done }: Delivered, error: unknown): void {
    const deliveries = message.info.deliveryCount;
    const retryMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(deliveries - 1, 10));
    this.options.log.error('an event was not handled and comes again', {
      consumer: this.options.durable,
      eventId: event.id,
      eventType: event.type,
      deliveries,
      retryMs,
      err: error,
    });
    answer(() => message.nak(retryMs));
    done();
  }

  /** Without this, what waits its turn for longer than the ack wait would be delivered a second time meanwhile. */
  private extend(): void {
    for (const message of this.inHand.keys()) answer(() => message.working());
  }
}

/** An answer over a connection that has ended throws; the event is then delivered again, which handlers bear. */
function answer(send: () => void): void {
  try {
    send();
  } catch {
    // See above.
  }
}
