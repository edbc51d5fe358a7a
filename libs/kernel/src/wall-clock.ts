import type { Instant } from './instant.js';

/** In the order in which a week is counted here. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

export const MINUTES_PER_DAY = 1_440;
export const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

/** What clocks on the walls of one time zone show. */
export interface WallClock {
  /** The zone's name as this runtime has it: the same for all names of one zone, such as `UTC` and `Etc/UTC`. */
  readonly zone: string;
  /** Minutes since Monday 00:00 on that wall; null for an instant that no calendar reaches. */
  minuteOfWeek(at: Instant): number | null;
}

/**
 * Names of the IANA database. Offsets such as `+01:00`, which some runtimes take for zones and others do not, are none: whoever
 * wants one says `Etc/GMT-1`.
 */
export const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

/** By name in lower case: runtimes take names in any case, and a reader of them must not grow with every spelling. */
const clocks = new Map<string, WallClock>();

/** The clock of an IANA time zone such as `Europe/Berlin`; null where this runtime knows none of that name. */
export function wallClock(zone: string): WallClock | null {
  // First of all: letters of other scripts may become ones of ours in lower case, and so find a clock.
  if (!ZONE_NAME.test(zone)) return null;
  const name = zone.toLowerCase();
  const known = clocks.get(name);
  if (known !== undefined) return known;
  const format = formatOf(zone);
  if (format === null) return null;
  const clock = new ZoneClock(format);
  clocks.set(name, clock);
  return clock;
}

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', weekday: 'short', hour: '2-digit', minute: '2-digit' });
  } catch {
    return null;
  }
}

const LAST_MS = 8_640_000_000_000_000;

class ZoneClock implements WallClock {
  readonly zone: string;
  /**
   * The answer for one second. A format takes some microseconds, which decisions do not have. Offsets are whole seconds and change
   * between two, so within one the answer stays, whatever a government does to its clocks.
   */
  private second = Number.NaN;
  private minute = 0;

  constructor(private readonly format: Intl.DateTimeFormat) {
    this.zone = format.resolvedOptions().timeZone;
  }

  minuteOfWeek(at: Instant): number | null {
    const second = Math.floor(at / 1_000);
    if (second !== this.second) {
      if (!(Math.abs(at) <= LAST_MS)) return null;
      this.minute = this.read(at);
      this.second = second;
    }
    return this.minute;
  }

  private read(at: Instant): number {
    let [day, hour, minute] = ['', '', ''];
    for (const { type, value } of this.format.formatToParts(at)) {
      if (type === 'weekday') day = value;
      else if (type === 'hour') hour = value;
      else if (type === 'minute') minute = value;
    }
    return DAYS.indexOf(day.toLowerCase() as Day) * MINUTES_PER_DAY + Number(hour) * 60 + Number(minute);
  }
}
