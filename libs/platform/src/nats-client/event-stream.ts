import {
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { NatsDoor } from './connect.js';
import type { StreamKind } from './subjects.js';

/** How long JetStream's own API may take to answer. */
export const JETSTREAM_TIMEOUT_MS = 2_000;

const DAY_MS = 86_400_000;
const STREAM_NAME_IN_USE = 10058;
const MIB = 1_048_576;
/** Without a bound a stream can fill the disk that both share. The oldest makes room; Postgres has it, or audit is days behind. */
const MAX_BYTES: Readonly<Record<StreamKind, number>> = { events: 1_024 * MIB, denials: 256 * MIB };

/** @throws Fault `unavailable`, `timeout` or `broken`. */
export function ensureEventStream(door: NatsDoor): Promise<void> {
  return ensureStream(door, 'events');
}

/**
 * Makes the stream unless it is there. One that is there is left as it is: an operator may have given it
 * replicas or another age. JetStream distributes and forgets; Postgres is what remembers.
 *
 * @throws Fault `unavailable`, `timeout` or `broken`.
 */
export async function ensureStream(door: NatsDoor, kind: StreamKind): Promise<void> {
  const { name, subjects } = door.subjects.streams[kind];
  const manager = await manageJetStream(door);
  await door.whileUp(async () => {
    try {
      await manager.streams.info(name);
    } catch (error) {
      if (!isApiError(error, JetStreamApiCodes.StreamNotFound)) throw error;
      await manager.streams
        .add({
          name,
          subjects: [...subjects],
          storage: StorageType.File,
          retention: RetentionPolicy.Limits,
          discard: DiscardPolicy.Old,
          max_bytes: MAX_BYTES[kind],
          max_age: nanos(7 * DAY_MS),
          duplicate_window: nanos(120_000),
          deny_delete: true,
          deny_purge: true,
        })
        .catch((addError: unknown) => {
          // Another process was quicker, perhaps one of a release with other settings.
          if (!isApiError(addError, STREAM_NAME_IN_USE)) throw addError;
        });
    }
  });
}

export function manageJetStream(door: NatsDoor): Promise<JetStreamManager> {
  return jetstreamManager(door.connection, { checkAPI: false, timeout: JETSTREAM_TIMEOUT_MS });
}

export function isApiError(error: unknown, code: number): boolean {
  return error instanceof JetStreamApiError && error.code === code;
}
