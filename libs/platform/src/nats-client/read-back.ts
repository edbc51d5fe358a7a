import { JetStreamApiCodes, type JetStreamManager, type StoredMsg, type StreamInfo } from '@nats-io/jetstream';
import type { Event } from '@portcullis/contracts';
import type { Instant } from '@portcullis/kernel';
import { decodeEvent } from './cloud-events.js';
import type { NatsDoor } from './connect.js';
import { isApiError, manageJetStream } from './event-stream.js';

export interface ReadBack {
  /** Those that are wanted, the oldest first. */
  readonly events: readonly Event[];
  /** Whether the stream was there then, and has dropped nothing of what came since. */
  readonly reachesBack: boolean;
}

export interface ReadBackOptions {
  /** By whichever clock. */
  readonly since: Instant;
  /** How much further back it is read, since the clock of the broker may be another one. */
  readonly marginMs: number;
  readonly wanted: (event: Event) => boolean;
}

/** Asked for at once. */
const AT_ONCE = 128;

/**
 * What the stream of events holds of a time, from its end back: one message at a time, since only whoever may make consumers can be sent
 * more, and such a one can have them sent anywhere. What cannot be read is passed over.
 *
 * @throws Fault `unavailable`, `timeout` or `broken`.
 */
export async function readEventsBack(door: NatsDoor, { since, marginMs, wanted }: ReadBackOptions): Promise<ReadBack> {
  const manager = await manageJetStream(door);
  const { name } = door.subjects.streams.events;
  const info = await door.whileUp(() => infoOf(manager, name));
  if (info === null) return { events: [], reachesBack: false };

  const events: Event[] = [];
  const { first_seq: firstSeq, last_seq: lastSeq } = info.state;
  let isOlder = false;
  for (let end = lastSeq; end >= firstSeq && end > 0 && !isOlder; end -= AT_ONCE) {
    const sequences = Array.from({ length: Math.min(AT_ONCE, end - firstSeq + 1) }, (_, i) => end - i);
    const messages = await door.whileUp(() => Promise.all(sequences.map((seq) => manager.streams.getMessage(name, { seq }))));
    for (const message of messages) {
      if (message === null) continue;
      isOlder = message.time.getTime() < since - marginMs;
      if (isOlder) break;
      const event = decode(message, door);
      if (event !== null && wanted(event)) events.push(event);
    }
  }
  return { events: events.reverse(), reachesBack: isOlder || holdsAllSince(info, since) };
}

/** Of a stream that was read to its very beginning. */
function holdsAllSince({ created, state }: StreamInfo, since: Instant): boolean {
  if (Date.parse(created) > since) return false;
  // What was dropped was older than what is the oldest now; where nothing is left, no newer than the last that came.
  const isWhole = state.first_seq <= 1;
  return isWhole || Date.parse(state.messages > 0 ? state.first_ts : state.last_ts) <= since;
}

async function infoOf(manager: JetStreamManager, name: string): Promise<StreamInfo | null> {
  try {
    return await manager.streams.info(name);
  } catch (error) {
    if (isApiError(error, JetStreamApiCodes.StreamNotFound)) return null;
    throw error;
  }
}

function decode({ subject, header, data }: StoredMsg, door: NatsDoor): Event | null {
  const event = decodeEvent({ subject, headers: header, data }, door.subjects);
  return event.ok ? event.value : null;
}
