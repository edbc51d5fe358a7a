import { timeWindow, windowText } from './window-text.js';

describe('a time window', () => {
  it.each([
    ['mon-fri 08:00-18:00 Europe/Berlin', ['mon', 'tue', 'wed', 'thu', 'fri'], 'mon-fri 08:00-18:00 Europe/Berlin'],
    ['  Mon,Wed   22:00-06:00  UTC ', ['mon', 'wed'], 'mon,wed 22:00-06:00 UTC'],
    ['daily 00:00-24:00 Asia/Tokyo', ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], 'daily 00:00-24:00 Asia/Tokyo'],
    ['fri-mon 08:00-18:00 UTC', ['fri', 'sat', 'sun', 'mon'], 'mon,fri-sun 08:00-18:00 UTC'],
    ['sun 08:00-18:00 UTC', ['sun'], 'sun 08:00-18:00 UTC'],
  ])('is read from %j, and told as it is read', (text, days, told) => {
    const window = timeWindow(text);
    expect(window.days).toEqual(days);
    expect(windowText(window)).toBe(told);
    expect(new Set(timeWindow(windowText(window)).days)).toEqual(new Set(days));
  });

  it.each(['', 'mon', 'mon 08:00-18:00', 'mon 8-18 UTC', 'monday 08:00-18:00 UTC', 'mon-wed-fri 08:00-18:00 UTC', 'mon,mon 08:00-18:00 UTC', 'mon,daily 08:00-18:00 UTC', 'mon- 08:00-18:00 UTC'])(
    'is none that is written %j',
    (text) => expect(() => timeWindow(text)).toThrow(/must be days/),
  );
});
