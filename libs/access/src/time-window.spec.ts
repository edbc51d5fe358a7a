import { DAYS, instant, type Day, type Instant } from '@portcullis/kernel';
import * as fc from 'fast-check';
import { holds } from './random-cases-for-spec.js';
import { compileWindows, windowsWithin, withinWindows, type TimeWindow } from './time-window.js';

const at = (text: string): Instant => instant(Date.parse(text));
/** `mon,tue 08:00-18:00 Europe/Berlin` */
function window(text: string): TimeWindow {
  const [days = '', hours = '', zone = 'UTC'] = text.split(' ');
  const [from = '', to = ''] = hours.split('-');
  return { days: days.split(',') as Day[], from, to, zone };
}
const opens = (windows: string[], text: string): boolean => withinWindows(compileWindows(windows.map(window)), at(text));
const EVERY_DAY = DAYS.join(',');

describe('a time window', () => {
  it('is not asked about where there is none', () => expect(withinWindows(compileWindows([]), at('2026-11-28T00:00:00Z'))).toBe(true));

  it.each<[boolean, string, string]>([
    // 2026-11-30 is a Monday.
    [true, 'mon 08:00-18:00', '2026-11-30T08:00:00Z'],
    [true, 'mon 08:00-18:00', '2026-11-30T17:59:59.999Z'],
    [false, 'mon 08:00-18:00', '2026-11-30T07:59:59.999Z'],
    [false, 'mon 08:00-18:00', '2026-11-30T18:00:00Z'],
    [false, 'mon 08:00-18:00', '2026-12-01T08:00:00Z'],
    [true, 'mon 08:00-18:00 Europe/Berlin', '2026-11-30T07:00:00Z'],
    [true, 'mon 22:00-24:00', '2026-11-30T23:59:59.999Z'],
    [false, 'mon 22:00-24:00', '2026-12-01T00:00:00Z'],
    [true, 'mon 22:00-06:00', '2026-12-01T05:59:59Z'],
    [false, 'mon 22:00-06:00', '2026-12-01T06:00:00Z'],
    [false, 'mon 22:00-06:00', '2026-11-30T05:00:00Z'],
    [false, 'mon 22:00-06:00', '2026-12-01T22:00:00Z'],
    [true, 'sun 22:00-06:00', '2026-11-30T05:59:59Z'],
    [false, 'sun 22:00-06:00', '2026-11-30T06:00:00Z'],
    [true, `${EVERY_DAY} 00:00-24:00`, '2026-11-29T23:59:59.999Z'],
    [true, 'mon 22:00-00:00', '2026-11-30T23:59:59.999Z'],
    [false, 'mon 22:00-00:00', '2026-12-01T00:00:00Z'],
  ])('lets in: %s, %s at %s', (expected, text, now) => expect(opens([text], now)).toBe(expected));

  it('of a night that skips it has only what exists', () => {
    // In Berlin 01:59 is followed by 03:00 on 2026-03-29.
    const night = 'sun 02:30-03:30 Europe/Berlin';
    expect(opens([night], '2026-03-29T00:59:59Z')).toBe(false);
    expect(opens([night], '2026-03-29T01:00:00Z')).toBe(true);
    expect(opens([night], '2026-03-29T01:29:59Z')).toBe(true);
    expect(opens([night], '2026-03-29T01:30:00Z')).toBe(false);
    expect(opens(['sun 02:00-03:00 Europe/Berlin'], '2026-03-29T01:00:00Z')).toBe(false);
  });

  it('of a night that repeats it is there twice', () => {
    const night = 'sun 02:30-03:00 Europe/Berlin';
    const halfHours = ['00:00', '00:30', '01:00', '01:30', '02:00'].map((time) => opens([night], `2026-10-25T${time}:00Z`));
    expect(halfHours).toEqual([false, true, false, true, false]);
  });

  it('that crosses midnight belongs to the day that it begins on, a day that clocks skip too', () => {
    // There was no 2011-12-30, a Friday, in Apia.
    expect(opens(['fri 22:00-06:00 Pacific/Apia'], '2011-12-30T12:00:00Z')).toBe(true); // Saturday 02:00
    expect(opens(['thu 22:00-06:00 Pacific/Apia'], '2011-12-30T12:00:00Z')).toBe(false);
  });

  it.each([
    ...['mon 8:00-18:00', 'mon 08:00-25:00', 'mon 24:00-06:00', 'mon 08:00-08:00', 'mon 08:60-09:00', 'mon 08:00-24:01', 'mon 08:00', 'mon 00:00-00:00', 'mon 08:00:00-09:00'],
    ...['xyz 00:00-24:00', ' 00:00-24:00', 'mon,mon 00:00-24:00', 'Mon 00:00-24:00', 'mon,xyz 00:00-24:00', `${EVERY_DAY},mon 00:00-24:00`],
    ...['mon 00:00-24:00 Mars/Base', 'mon 00:00-24:00 +01:00', 'mon 00:00-24:00 '],
  ])('that cannot be read lets nobody in: %s', (text) => {
    for (let day = 23; day < 30; day++) expect(opens([text], `2026-11-${day}T12:00:00Z`)).toBe(false);
    expect(opens([text, 'mon 12:00-13:00'], '2026-11-30T12:00:00Z')).toBe(true);
  });

  it('lets nobody in at an instant that no calendar reaches', () =>
    expect(withinWindows(compileWindows([window(`${EVERY_DAY} 00:00-24:00`)]), instant(9_000_000_000_000_000))).toBe(false));
});

const ZONES = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Beirut'];
const TIMES = ['00:00', '00:01', '02:00', '02:30', '03:00', '12:00', '23:59', '24:00'];
const anyWindow = (zones: string[]): fc.Arbitrary<TimeWindow> =>
  fc
    .record({ days: fc.subarray([...DAYS], { minLength: 1 }), from: fc.constantFrom(...TIMES.slice(0, -1)), to: fc.constantFrom(...TIMES), zone: fc.constantFrom(...zones) })
    .filter(({ from, to }) => from !== to);
const anyWindows = (zones: string[]) => fc.array(anyWindow(zones), { maxLength: 8 });
const anyMoment = fc.oneof(
  fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z') }),
  // Around the changes of Berlin, of Lord Howe, of St John's and of Beirut.
  fc
    .tuple(
      fc.constantFrom('2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2026-04-04T15:00:00Z', '2026-10-03T15:30:00Z', '2026-03-08T05:30:00Z', '2026-11-01T04:30:00Z', '2026-03-28T22:00:00Z', '2026-10-24T21:00:00Z'),
      fc.integer({ min: -180, max: 180 }),
    )
    .map(([text, minutes]) => at(text) + minutes * 60_000),
).map(instant);

/** By comparing what a clock reads as text, day by day. */
function slowly({ days, from, to }: TimeWindow, day: Day, time: string): boolean {
  const before = DAYS[(DAYS.indexOf(day) + 6) % 7]!;
  if (from < to) return days.includes(day) && from <= time && time < to;
  return (days.includes(day) && from <= time) || (days.includes(before) && time < to);
}

function slowlyNow(window: TimeWindow, now: Instant): boolean {
  const [date = '', time = ''] = new Date(now).toLocaleString('sv-SE', { timeZone: window.zone }).split(' ');
  return slowly(window, DAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]!, time.slice(0, 5));
}

describe('time windows', () => {
  it('let in when any of them does, as told by a slower way', () => {
    holds(
      fc.property(anyWindows(ZONES), anyMoment, (windows, now) => {
        expect(withinWindows(compileWindows(windows), now)).toBe(windows.length === 0 || windows.some((one) => slowlyNow(one, now)));
      }),
      2_000,
    );
  });

  it('lie within others exactly when those have each of their minutes, zone by zone', () => {
    const minutes = DAYS.flatMap((day) => [...Array(24).keys()].flatMap((hour) => ['00', '01', '29', '30', '58', '59'].map((minute) => ({ day, time: `${String(hour).padStart(2, '0')}:${minute}` }))));
    holds(
      fc.property(anyWindows(['UTC', 'Europe/Berlin']), anyWindows(['UTC', 'Europe/Berlin']), (inner, outer) => {
        const covered = inner.every((one) =>
          minutes.every(({ day, time }) => !slowly(one, day, time) || outer.some((other) => other.zone === one.zone && slowly(other, day, time))),
        );
        expect(windowsWithin(inner, outer)).toBe(outer.length === 0 || (inner.length > 0 && covered));
      }),
      500,
    );
  });

  it('that lie within others never let in when those do not', () => {
    let within = 0;
    const enough = holds(
      // Few zones and many outer windows, so that some lie within.
      fc.property(fc.array(anyWindow(['Europe/Berlin']), { maxLength: 2 }), fc.array(anyWindow(['Europe/Berlin']), { maxLength: 12 }), anyMoment, (inner, outer, now) => {
        if (!windowsWithin(inner, outer)) return;
        within++;
        if (withinWindows(compileWindows(inner), now)) expect(withinWindows(compileWindows(outer), now)).toBe(true);
      }),
      2_000,
    );
    if (enough) expect(within).toBeGreaterThan(20);
  });

  it.each<[boolean, string[], string[]]>([
    [true, [], []],
    [true, ['mon 08:00-18:00'], []],
    [true, ['nonsense'], []],
    [false, [], ['mon 08:00-18:00']],
    [true, ['mon 09:00-17:00'], ['mon 08:00-18:00']],
    [true, ['mon 09:00-17:00'], ['mon 08:00-12:00', 'mon,tue 12:00-18:00']],
    [false, ['mon 09:00-17:00'], ['mon 08:00-12:00', 'mon 12:01-18:00']],
    [true, ['sun 23:00-01:00'], ['sun 22:00-24:00', 'mon 00:00-02:00']],
    [true, ['mon 00:00-01:00'], ['sun 22:00-02:00']],
    [false, ['mon 09:00-17:00 Europe/Berlin'], [`${EVERY_DAY} 00:00-24:00 UTC`]],
    [true, ['mon 09:00-17:00 Etc/UTC'], ['mon 09:00-17:00 UTC']],
    [false, ['mon 09:00-17:00', 'mon nonsense'], ['mon 08:00-18:00']],
    [false, ['mon 09:00-17:00'], ['mon nonsense']],
  ])('%s: %j lie within %j', (expected, inner, outer) => expect(windowsWithin(inner.map(window), outer.map(window))).toBe(expected));
});
