/** Where and when, from the texts that people write, digit by digit. */

export type Truth = true | false | 'unknown';

/** `192.0.2.1` → 32 characters of 0 and 1, an IPv6 address → 128; a mapped IPv4 address is the IPv4 address. */
export function bitsOf(address: string): string | null {
  if (!address.includes(':')) return bitsOfV4(address);
  const [head = '', tail, more] = address.split('::');
  if (more !== undefined) return null;
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  if (before === null || after === null) return null;
  const zeros = 8 - before.length - after.length;
  if (tail === undefined ? zeros !== 0 : zeros < 1) return null;
  const bits = [...before, ...Array<string>(Math.max(0, zeros)).fill('0'.repeat(16)), ...after].join('');
  return bits.startsWith('0'.repeat(80) + '1'.repeat(16)) ? bits.slice(96) : bits;
}

function bitsOfV4(text: string): string | null {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => String(Number(part)) !== part || Number(part) > 255 || Number(part) < 0)) return null;
  return parts.map((part) => Number(part).toString(2).padStart(8, '0')).join('');
}

function groups(text: string): string[] | null {
  if (text === '') return [];
  const found: string[] = [];
  for (const part of text.split(':')) {
    if (part.includes('.')) {
      const bits = bitsOfV4(part);
      if (bits === null) return null;
      found.push(bits.slice(0, 16), bits.slice(16));
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(part)) return null;
      found.push(parseInt(part, 16).toString(2).padStart(16, '0'));
    }
  }
  return found;
}

/** Whether the address lies in any of the ranges. A range that makes no sense holds nobody, and no address cannot be told. */
export function addressIn(ranges: readonly string[], address: string | null): Truth {
  if (ranges.length === 0) return false;
  if (address === null) return 'unknown';
  const bits = bitsOf(address);
  return bits !== null && ranges.some((range) => lies(bits, range));
}

function lies(bits: string, range: string): boolean {
  const [address = '', prefix] = range.split('/');
  const first = bitsOf(address);
  if (first === null || first.length !== bits.length) return false;
  const written = prefix === undefined ? first.length : Number(prefix);
  const length = address.includes(':') && first.length === 32 && prefix !== undefined ? written - 96 : written;
  // 192.0.2.7/24 is one address or 256: whoever wrote it did not say.
  if (length < 0 || length > first.length || first.slice(length).includes('1')) return false;
  return bits.slice(0, length) === first.slice(0, length);
}

export interface NaiveWindow {
  readonly days: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly zone: string;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Whether a clock on a wall in the window's zone shows a time in it. None at all: always. */
export function timeIn(windows: readonly NaiveWindow[], now: number): boolean {
  return windows.length === 0 || windows.some((window) => {
    const { day, time } = wallClock(now, window.zone);
    const yesterday = DAYS[(DAYS.indexOf(day) + 6) % 7]!;
    if (window.from < window.to) return window.days.includes(day) && window.from <= time && time < window.to;
    // Past midnight it belongs to the day on which it began.
    return (window.days.includes(day) && window.from <= time) || (window.days.includes(yesterday) && time < window.to);
  });
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** `mon`, `08:30`. Texts of four digits and a colon compare as the times that they tell. */
function wallClock(now: number, zone: string): { day: string; time: string } {
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(zone, clock);
  const text = clock.format(now).toLowerCase();
  return { day: text.slice(0, 3), time: /\d\d:\d\d/.exec(text)![0] };
}
