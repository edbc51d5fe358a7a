import type { Event } from '@portcullis/contracts';
import { newId, toRfc3339, type Clock, type RandomBytes } from '@portcullis/kernel';
import type { Logger } from '@portcullis/platform/runtime';
import type { DenialLog } from '../use-cases/ports.js';

/** More than this at once means that JetStream does not keep up: denials are then counted in the log instead. */
const MAX_IN_FLIGHT = 1_000;

/** Denials go straight to JetStream, from where audit takes them: there is no transaction that they could be part of. */
export function denialLog(parts: {
  instance: string;
  /** Resolves when the stream has it. */
  publish: (event: Event) => Promise<void>;
  clock: Clock;
  randomBytes: RandomBytes;
  log: Logger;
}): DenialLog {
  let inFlight = 0;
  return {
    async record(tenantId, denial) {
      const event: Event = {
        id: newId('evt', parts.randomBytes),
        type: 'request.denied',
        source: `/gateway/${parts.instance}`,
        subject: denial.tokenId,
        tenantId,
        time: toRfc3339(parts.clock.now()),
        data: { ...denial },
      };
      const lost = (error?: unknown): void =>
        parts.log.error('a denial is missing from the audit trail', {
          eventId: event.id,
          tenantId,
          tokenId: denial.tokenId,
          code: denial.code,
          ...(error !== undefined && { err: error }),
        });
      if (inFlight >= MAX_IN_FLIGHT) return lost();
      inFlight++;
      try {
        await parts.publish(event);
      } catch (error) {
        lost(error);
      } finally {
        inFlight--;
      }
    },
  };
}
