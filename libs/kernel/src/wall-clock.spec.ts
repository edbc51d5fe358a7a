import * as fc from 'fast-check';
import { instant, type Instant } from './instant.js';
import { DAYS, MINUTES_PER_WEEK, wallClock } from './wall-clock.js';

/** `npm run test:long` looks further. A failure prints its seed. */
const RUNS = process.env['PORTCULLIS_LONG'] === '1' ? 100_000 : 2_000;
const at = (text: string): Instant => instant(Date.parse(text));
const shown = (zone: string, text: string): string => {
  const minute = wallClock(zone)!.minuteOfWeek(at(text))!;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${DAYS[Math.floor(minute / 1440)]} ${two(Math.floor((minute % 1440) / 60))}:${two(minute % 60)}`;
};

describe('a clock on the wall', () => {
  it.each([
    ['UTC', '2026-11-28T00:00:00Z', 'sat 00:00'],
    ['UTC', '2026-11-29T23:59:59.999Z', 'sun 23:59'],
    ['UTC', '2026-11-30T00:00:00Z', 'mon 00:00'],
    ['Europe/Berlin', '2026-03-29T00:59:59.999Z', 'sun 01:59'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', 'sun 03:00'],
    ['Europe/Berlin', '2026-10-25T00:59:59Z', 'sun 02:59'],
    ['Europe/Berlin', '2026-10-25T01:00:00Z', 'sun 02:00'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', 'sun 01:30'],
    ['Asia/Kathmandu', '2026-11-28T00:00:00Z', 'sat 05:45'],
    ['Pacific/Apia', '2011-12-30T09:59:59Z', 'thu 23:59'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z', 'sat 00:00'],
    ['Etc/GMT-14', '2026-11-29T10:00:00Z', 'mon 00:00'],
  ])('of %s shows at %s: %s', (zone, instantText, expected) => expect(shown(zone, instantText)).toBe(expected));

  it.each(['', 'Z', '+01:00', '-0800', 'Europe/Nowhere', 'Europe', 'Europe/Berlin ', ' UTC', 'Asia/Ban\u212aok', '../UTC', '__proto__', 'constructor', 'x'.repeat(10_000)])(
    'is not made up for %j',
    (zone) => {
      wallClock('Asia/Bangkok');
      expect(wallClock(zone)).toBeNull();
    },
  );

  it('is one for all names of a zone', () => {
    expect(wallClock('europe/BERLIN')).toBe(wallClock('Europe/Berlin'));
    expect(wallClock('Etc/UTC')!.zone).toBe(wallClock('UTC')!.zone);
  });

  it('shows nothing where no calendar reaches', () => {
    for (const far of [8_640_000_000_000_001, -8_640_000_000_000_001, Number.NaN]) expect(wallClock('UTC')!.minuteOfWeek(far as Instant)).toBeNull();
    expect(wallClock('UTC')!.minuteOfWeek(instant(8_640_000_000_000_000))).not.toBeNull();
  });

  it('shows what the date on the calendar of that zone says, in whatever order it is asked', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Beirut', 'Pacific/Apia', 'UTC');
    const years = [1880, 1945, 1970, 2000, 2026, 2040].map((year) => Date.UTC(year, 0));
    const moment = fc.tuple(fc.constantFrom(...years), fc.integer({ min: 0, max: 366 * 86_400_000 })).map(([year, offset]) => instant(year + offset));
    // Near the changes of 2026 in Berlin and New York.
    const change = fc.tuple(fc.constantFrom('2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2026-03-08T07:00:00Z', '2026-11-01T06:00:00Z'), fc.integer({ min: -5_000, max: 5_000 })).map(([text, offset]) => instant(at(text) + offset));
    fc.assert(
      fc.property(zone, fc.array(fc.oneof(moment, change), { minLength: 1, maxLength: 5 }), (name, moments) => {
        for (const now of moments) {
          const [, year, month, day, hour, minute] = /^(\d+)-(\d+)-(\d+) (\d+):(\d+)/.exec(new Date(now).toLocaleString('sv-SE', { timeZone: name }))!.map(Number) as [number, number, number, number, number, number];
          const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
          expect([name, now, wallClock(name)!.minuteOfWeek(now)]).toEqual([name, now, (weekday * 1440 + hour * 60 + minute) % MINUTES_PER_WEEK]);
        }
      }),
      { numRuns: RUNS / 4 },
    );
  });
});
