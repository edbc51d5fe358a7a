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
import { nanos } from '@nats-io/transport-node';
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
   * Called at least once for each event, and again after it threw, for ever, at growing distances of up to 30 s.
   * Events of one tenant come one after another, in order unless one had to be repeated; of several, side by side.
   * Must bear repetition: know an event by its `id`.
   */
  handle(event: Event): Promise<void>;
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

class Intake {
  private readonly stopping = new AbortController();
  private fetched: ConsumerMessages | undefined;
  private readonly inHand = new Map<JsMsg, Promise<void>>();
  /** The last event of each tenant that is in hand: the next one waits for it. */
  private readonly tails = new Map<string, Promise<void>>();

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
    const { tenantId } = event.value;
    const work = (this.tails.get(tenantId) ?? Promise.resolve()).then(() => this.handle(message, event.value));
    this.tails.set(tenantId, work);
    this.inHand.set(message, work);
    void work.then(() => {
      this.inHand.delete(message);
      if (this.tails.get(tenantId) === work) this.tails.delete(tenantId);
    });
  }

  private async handle(message: JsMsg, event: Event): Promise<void> {
    try {
      await this.options.handle(event);
      answer(() => message.ack());
    } catch (error) {
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
    }
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
