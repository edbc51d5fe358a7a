import { compileWindows, type TimeWindow } from '@portcullis/access';
import { DAYS } from '@portcullis/kernel';
import * as fc from 'fast-check';
import { timeWindow, timeWindows } from './fields.js';
import { Components } from './openapi/schemas.js';

const WORKDAY = { days: ['mon', 'tue'], from: '08:00', to: '18:00', zone: 'Europe/Berlin' };
/** Whether the rule lets anybody in by it, at whatever time. */
const isUnderstood = (window: unknown): boolean => compileWindows([window as TimeWindow])!.length > 0;

const NAMES = ['UTC', 'Etc/GMT+5', 'Etc/GMT-14', 'GMT', 'EST5EDT', 'Asia/Kolkata', 'Asia/Calcutta', 'America/Argentina/Buenos_Aires', 'America/Port-au-Prince', 'europe/berlin'];
const NO_NAMES = ['', 'Z', '+01:00', '-08', 'Berlin', 'Europe', 'Europe/', '/Europe/Berlin', 'Europe//Berlin', 'Europe/Berlin\n', ' UTC', 'CEST', 'UTC+1', 'Europe/Bеrlin'];
const TIMES = ['00:00', '08:00', '8:00', '08:0', '0800', '23:59', '24:00', '24:01', '08:60', '08:00:00', '-1:00', '１８:00', '08:00\n', '', '18.00'];

describe('a time window in a message', () => {
  it.each<[object]>([
    [WORKDAY],
    [{ ...WORKDAY, days: [...DAYS] }],
    [{ ...WORKDAY, from: '22:00', to: '06:00' }],
    [{ ...WORKDAY, from: '00:00', to: '24:00' }],
    ...NAMES.map((zone): [object] => [{ ...WORKDAY, zone }]),
  ])('is accepted as it stands, and understood: %j', (window) => {
    expect(timeWindow.parse(window)).toEqual(window);
    expect(isUnderstood(window)).toBe(true);
  });

  it.each<[object]>([
    ...[[], ['mon', 'mon'], ['Mon'], ['monday'], ['mon', 'xyz'], [...DAYS, 'mon'], ['']].map((days): [object] => [{ ...WORKDAY, days }]),
    ...NO_NAMES.map((zone): [object] => [{ ...WORKDAY, zone }]),
    [{ ...WORKDAY, from: '24:00', to: '06:00' }],
    [{ ...WORKDAY, from: '08:00', to: '08:00' }],
    [{ ...WORKDAY, from: '00:00', to: '00:00' }],
  ])('is refused, and lets nobody in: %j', (window) => {
    expect(timeWindow.safeParse(window).success).toBe(false);
    expect(isUnderstood(window)).toBe(false);
  });

  it.each<[unknown]>([[null], ['mon'], [{}], [{ ...WORKDAY, until: '20:00' }], [{ ...WORKDAY, zone: undefined }], [{ ...WORKDAY, days: 'mon' }], [JSON.parse('{"days":["mon"],"from":"08:00","to":"18:00","zone":"UTC","__proto__":{}}')]])(
    'that says anything else is refused, never trimmed: %j',
    (window) => expect(timeWindow.safeParse(window).success).toBe(false),
  );

  it('is let through exactly when the rule understands it, whatever it looks like', () => {
    const anyWindow = fc.record({
      days: fc.oneof(fc.subarray([...DAYS]), fc.array(fc.constantFrom(...DAYS, 'Mon', ''), { maxLength: 3 })),
      from: fc.constantFrom(...TIMES),
      to: fc.constantFrom(...TIMES),
      zone: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: fc.constantFrom(...NO_NAMES) }),
    });
    fc.assert(
      fc.property(anyWindow, (window) => expect([window, timeWindow.safeParse(window).success]).toEqual([window, isUnderstood(window)])),
      { numRuns: 5_000 },
    );
  });

  it.each([
    [{ ...WORKDAY, days: ['mon', 'mon'] }, 'must name each day once'],
    [{ ...WORKDAY, from: '8:00' }, 'must be a time such as 08:00, from 00:00 to 23:59'],
    [{ ...WORKDAY, to: '25:00' }, 'must be a time such as 18:00, from 00:00 to 24:00'],
    [{ ...WORKDAY, to: '08:00' }, 'must end at another time than it begins; a whole day is from 00:00 to 24:00'],
    [{ ...WORKDAY, zone: '+01:00' }, 'must be the name of a time zone such as Europe/Berlin'],
    [{ ...WORKDAY, zone: 'Berlin' }, 'must be a time zone of the IANA database, such as Europe/Berlin or Etc/UTC'],
  ])('%j is refused with what to do: %s', (window, message) => expect(timeWindow.safeParse(window).error!.issues.map((issue) => issue.message)).toContain(message));

  it('is one of at most twenty', () => {
    expect(timeWindows.safeParse(Array(20).fill(WORKDAY)).success).toBe(true);
    expect(timeWindows.safeParse(Array(21).fill(WORKDAY)).success).toBe(false);
  });

  it('is told in the document as far as a schema can tell it, and in words where it cannot', () => {
    const components = new Components();
    components.accepted(timeWindows);
    expect(components.all()['TimeWindowInput']).toMatchObject({
      additionalProperties: false,
      required: ['days', 'from', 'to', 'zone'],
      'x-rule': expect.stringContaining('must end at another time') as string,
      properties: {
        days: { minItems: 1, maxItems: 7, uniqueItems: true, items: { enum: [...DAYS] } },
        from: { pattern: '^(?:[01][0-9]|2[0-3]):[0-5][0-9]$' },
        zone: { maxLength: 64, 'x-rule': expect.stringContaining('IANA') as string },
      },
    });
  });
});
