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

/** How long JetStream's own API may take to answer. */
export const JETSTREAM_TIMEOUT_MS = 2_000;

const DAY_MS = 86_400_000;
const STREAM_NAME_IN_USE = 10058;

/**
 * Makes the stream of events unless it is there. One that is there is left as it is: an operator may have given it
 * replicas or another age. JetStream distributes and forgets; Postgres is what remembers.
 *
 * @throws Fault `unavailable`, `timeout` or `broken`.
 */
export async function ensureEventStream(door: NatsDoor): Promise<void> {
  const { stream, streamSubjects } = door.subjects;
  const manager = await manageJetStream(door);
  await door.whileUp(async () => {
    try {
      await manager.streams.info(stream);
    } catch (error) {
      if (!isApiError(error, JetStreamApiCodes.StreamNotFound)) throw error;
      await manager.streams
        .add({
          name: stream,
          subjects: [...streamSubjects],
          storage: StorageType.File,
          retention: RetentionPolicy.Limits,
          discard: DiscardPolicy.Old,
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
