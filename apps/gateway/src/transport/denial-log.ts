import type { Event, EventData } from '@portcullis/contracts';
import { newId, toRfc3339, type Clock, type Instant, type RandomBytes } from '@portcullis/kernel';
import type { Logger } from '@portcullis/platform/runtime';
import type { DenialLog } from '../use-cases/ports.js';

type Denial = EventData['request.denied'];

/** More than this at once means that JetStream does not keep up: denials are then counted in the log instead. */
const MAX_IN_FLIGHT = 1_000;

/** Denials of one token for one reason in one minute: more of them say nothing new, and would push out those of others. */
const MAX_TOLD = 20;
const WINDOW_MS = 60_000;
const MAX_WINDOWS = 10_000;

interface Window {
  readonly tenantId: string;
  readonly endsAt: number;
  told: number;
  repeated: number;
  /** The last of those repeated. */
  last: { readonly denial: Denial; readonly at: Instant } | undefined;
}

/**
 * Denials go straight to JetStream, from where audit takes them: there is no transaction that they could be part of.
 * Of one token and code the first 20 of a minute are told one by one; the rest are counted, and told as one entry with
 * `repeated` (how many it stands for) and the facts of the last, when the first denial after that minute comes.
 */
export function denialLog(parts: {
  instance: string;
  /** Resolves when the stream has it. */
  publish: (event: Event) => Promise<void>;
  clock: Clock;
  randomBytes: RandomBytes;
  log: Logger;
}): DenialLog {
  let inFlight = 0;
  /** By tenant, token and code; the one that ends first comes first. */
  const windows = new Map<string, Window>();

  async function tell(tenantId: string, denial: Denial, at: Instant, repeated?: number): Promise<void> {
    const event: Event = {
      id: newId('evt', parts.randomBytes),
      type: 'request.denied',
      source: `/gateway/${parts.instance}`,
      subject: denial.tokenId,
      tenantId,
      time: toRfc3339(at),
      data: { ...denial, ...(repeated !== undefined && { repeated }) },
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
  }

  /** Ends the windows whose time is over, and so many more that there is room for another. */
  function closeWindows(now: Instant): void {
    for (const [key, { tenantId, endsAt, repeated, last }] of windows) {
      if (endsAt > now && windows.size < MAX_WINDOWS) return;
      windows.delete(key);
      if (last !== undefined) void tell(tenantId, last.denial, last.at, repeated);
    }
  }

  return {
    async record(tenantId, denial) {
      const now = parts.clock.now();
      closeWindows(now);
      const key = `${tenantId} ${denial.tokenId} ${denial.code}`;
      let window = windows.get(key);
      if (window === undefined) {
        window = { tenantId, endsAt: now + WINDOW_MS, told: 0, repeated: 0, last: undefined };
        windows.set(key, window);
      }
      if (window.told < MAX_TOLD) {
        window.told++;
        return tell(tenantId, denial, now);
      }
      window.repeated++;
      window.last = { denial, at: now };
    },
  };
}
