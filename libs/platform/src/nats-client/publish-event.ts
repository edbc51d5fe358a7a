import { jetstream } from '@nats-io/jetstream';
import type { Event } from '@portcullis/contracts';
import type { NatsDoor } from './connect.js';
import { encodeEvent } from './cloud-events.js';
import { ensureEventStream, JETSTREAM_TIMEOUT_MS } from './event-stream.js';
import { isNoResponders } from './faults.js';

/**
 * Resolves when JetStream has the event. Publishing it again within 2 minutes is seen as a duplicate, by its id.
 * Makes the stream of events if it has gone missing: only so can a publisher whose stream was deleted go on by itself. That
 * of denials is made by audit alone: the gateways that publish them are the ones that strangers reach.
 *
 * @throws Fault; the event may have been stored all the same.
 * @throws Defect when tenant or type cannot be part of a subject.
 */
export async function publishEvent(door: NatsDoor, event: Event): Promise<void> {
  try {
    await publish(door, event);
  } catch (error) {
    if (!isNoResponders(error) || door.subjects.streamOf(event) === 'denials') throw error;
    await ensureEventStream(door).catch(() => {
      throw error; // rather than the new one: a later attempt may not meet it
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
    expect: { streamName: door.subjects.streams[door.subjects.streamOf(event)].name },
    timeout: JETSTREAM_TIMEOUT_MS,
  };
  await door.whileUp(() => jetstream(door.connection).publish(subject, payload, options));
}
