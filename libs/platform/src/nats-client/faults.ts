import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';
import { Defect, Fault } from '@portcullis/kernel';

/** What NATS throws, in the project's words. Faults and defects pass through. */
export function toFault(error: unknown): Error {
  if (error instanceof Fault || error instanceof Defect) return error;
  const kind = kindOf(error);
  return new Fault(WORDS[kind], kind, { cause: error });
}

const WORDS: Readonly<Record<Fault['kind'], string>> = {
  unavailable: 'nobody answers over NATS',
  overloaded: 'NATS is overloaded',
  timeout: 'no answer over NATS in time',
  broken: 'NATS refused',
};

/** Whether nobody listens to the subject: no instance of the service is up, or JetStream has no stream for it. */
export function isNoResponders(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof errors.NoRespondersError) return true;
  }
  return false;
}

function kindOf(error: unknown): Fault['kind'] {
  if (isNoResponders(error)) return 'unavailable';
  if (error instanceof errors.TimeoutError) return 'timeout';
  if (error instanceof JetStreamApiError) return error.status === 503 ? 'unavailable' : 'broken';
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof errors.PermissionViolationError) return 'broken';
  }
  const { ClosedConnectionError, DrainingConnectionError, ConnectionError, RequestError } = errors;
  const lost = [ClosedConnectionError, DrainingConnectionError, ConnectionError, RequestError];
  return lost.some((type) => error instanceof type) ? 'unavailable' : 'broken';
}
