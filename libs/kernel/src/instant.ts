/** A point in time: milliseconds since 1970-01-01T00:00:00Z. A type of its own, so that it is never mixed up with a duration. */
export type Instant = number & { readonly __instant: unique symbol };

/** Where the current time comes from. Pure code takes an `Instant`; only doors hold a clock. */
export interface Clock {
  now(): Instant;
}

/** @throws RangeError when `epochMs` is not a finite whole number of milliseconds. */
export function instant(epochMs: number): Instant {
  if (!Number.isSafeInteger(epochMs)) throw new RangeError('an instant is a whole number of milliseconds');
  return epochMs as Instant;
}

/** RFC 3339 text in UTC with milliseconds, as every `/v1` answer carries it. */
export function toRfc3339(at: Instant): string {
  return new Date(at).toISOString();
}

// Hours end at 23: JavaScript reads 24:00 as the next day, RFC 3339 has no such hour.
const RFC3339 = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i;
const FIRST_MS = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * RFC 3339 section 5.6 date-time, with an offset; null for anything else, impossible dates included. An offset may carry
 * a date of the year 9999 into a year that has no four digits: such an instant could be stored but never written again.
 */
export function fromRfc3339(text: string): Instant | null {
  if (!RFC3339.test(text)) return null;
  const epochMs = Date.parse(text.toUpperCase());
  if (!(epochMs >= FIRST_MS && epochMs <= LAST_MS)) return null;
  // Date.parse moves 30 February to March: what comes back must name the day that went in.
  const day = Number(text.slice(8, 10));
  if (new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`)).getUTCDate() !== day) return null;
  return epochMs as Instant;
}
