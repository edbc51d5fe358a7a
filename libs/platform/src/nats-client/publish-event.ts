import { jetstream } from '@nats-io/jetstream';
import type { Event } from '@portcullis/contracts';
import type { NatsDoor } from './connect.js';
import { encodeEvent } from './cloud-events.js';
import { ensureEventStream, JETSTREAM_TIMEOUT_MS } from './event-stream.js';
import { isNoResponders } from './faults.js';

/**
 * Resolves when JetStream has the event. Publishing it again within 2 minutes is seen as a duplicate, by its id.
 * Makes the stream if it has gone missing: only so can a publisher whose stream was deleted go on by itself.
 *
 * @throws Fault; the event may have been stored all the same.
 * @throws Defect when tenant or type cannot be part of a subject.
 */
export async function publishEvent(door: NatsDoor, event: Event): Promise<void> {
  try {
    await publish(door, event);
  } catch (error) {
    if (!isNoResponders(error)) throw error;
    // Gateways may not make it: for them the fault stays the one that a later attempt may not meet.
    await ensureEventStream(door).catch(() => {
      throw error;
    });
    await publish(door, event);
  }
}

async function publish(door: NatsDoor, event: Event): Promise<void> {
  const subject = door.subjects.event(event);
  const { headers, payload } = encodeEvent(event);
  const options = {
    headers,
    msgID: event.id,
    expect: { streamName: door.subjects.stream },
    timeout: JETSTREAM_TIMEOUT_MS,
  };
  await door.whileUp(() => jetstream(door.connection).publish(subject, payload, options));
}
