import type { Event, EventData } from '@portcullis/contracts';
import { newId, toRfc3339, type Clock, type DenialId, type Instant, type RandomBytes } from '@portcullis/kernel';
import type { Logger } from '@portcullis/platform/runtime';
import type { Denied, DenialLog } from '../use-cases/ports.js';

/** More than this at once means that JetStream does not keep up: denials are then counted in the log instead. */
const MAX_IN_FLIGHT = 1_000;

/** Denials of one token for one reason in one minute: more of them say nothing new, and would push out those of others. */
const MAX_TOLD = 20;
/** So many different ones are told however often others are repeated: each may be another one that its holder wants to allow. */
const MAX_DIFFERENT = 20;
const WINDOW_MS = 60_000;
const MAX_WINDOWS = 10_000;

interface Window {
  readonly tenantId: string;
  readonly endsAt: number;
  told: number;
  repeated: number;
  /** The last of those repeated. */
  last: { readonly denial: EventData['request.denied']; readonly at: Instant } | undefined;
  /** Of those that were told, by what makes two of them the same. */
  readonly codes: Map<string, Told>;
}

interface Told {
  readonly code: DenialId;
  /** Whether the stream has it, by this or that event. */
  arrived: Promise<boolean>;
}

/**
 * Denials go straight to JetStream, from where audit takes them: there is no transaction that they could be part of.
 * Of one token and code the first 20 of a minute are told one by one, and of what is different from those up to 20 as well; the rest
 * are counted, and told as one entry with `repeated` (how many it stands for) and the facts of the last, when the first denial after
 * that minute comes.
 * A client that tries the same thing again and again is told one code all the while.
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

  async function tell(tenantId: string, denial: EventData['request.denied'], at: Instant, repeated?: number): Promise<boolean> {
    const event: Event = {
      id: newId('evt', parts.randomBytes),
      type: 'request.denied',
      source: `/gateway/${parts.instance}`,
      subject: denial.tokenId,
      tenantId,
      time: toRfc3339(at),
      data: { ...denial, ...(repeated !== undefined && { repeated }) },
    };
    const lost = (error?: unknown): false => {
      parts.log.error('a denial is missing from the audit trail', {
        eventId: event.id,
        tenantId,
        tokenId: denial.tokenId,
        code: denial.code,
        ...(error !== undefined && { err: error }),
      });
      return false;
    };
    if (inFlight >= MAX_IN_FLIGHT) return lost();
    inFlight++;
    try {
      await parts.publish(event);
      return true;
    } catch (error) {
      return lost(error);
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

  async function tellFirst({ tenantId, codes }: Window, denied: Denied, now: Instant): Promise<DenialId | null> {
    const key = sameness(denied);
    const before = codes.get(key);
    const code = before?.code ?? newId('dny', parts.randomBytes);
    const telling = tell(tenantId, { ...denied, denial: code }, now);
    const told: Told = before ?? { code, arrived: telling };
    if (before !== undefined) told.arrived = Promise.all([before.arrived, telling]).then(([one, other]) => one || other);
    codes.set(key, told);
    return (await telling) || (await told.arrived) ? code : null;
  }

  return {
    async record(tenantId, denied) {
      const now = parts.clock.now();
      closeWindows(now);
      const key = `${tenantId} ${denied.tokenId} ${denied.code}`;
      let window = windows.get(key);
      if (window === undefined) {
        window = { tenantId, endsAt: now + WINDOW_MS, told: 0, repeated: 0, last: undefined, codes: new Map() };
        windows.set(key, window);
      }
      const told = window.codes.get(sameness(denied));
      if (window.told < MAX_TOLD || (told === undefined && window.codes.size < MAX_DIFFERENT)) {
        window.told++;
        return tellFirst(window, denied, now);
      }
      window.repeated++;
      window.last = { denial: { ...denied, denial: told?.code ?? null }, at: now };
      return told !== undefined && (await told.arrived) ? told.code : null;
    },
  };
}

/** What whoever opens one of two denials would find in the other as well. */
function sameness({ operation, grant, missing }: Denied): string {
  return `${operation} ${grant === null ? missing : JSON.stringify(grant)}`;
}
