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

const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/** RFC 3339 section 5.6 date-time, with an offset; null for anything else, impossible dates included. */
export function fromRfc3339(text: string): Instant | null {
  if (!RFC3339.test(text)) return null;
  const epochMs = Date.parse(text);
  if (Number.isNaN(epochMs)) return null;
  // Date.parse moves 30 February to March: what comes back must name the day that went in.
  const day = Number(text.slice(8, 10));
  if (new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`)).getUTCDate() !== day) return null;
  return epochMs as Instant;
}
