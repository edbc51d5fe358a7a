import { CHOICES, endsAt, firstChoice, isOffered, longestDays } from './expiry.js';

const DAY = 86_400;
const now = Date.parse('2026-11-28T12:00:00Z');
const free = { longestLifeSeconds: null, expiryRequired: false };
const upTo = (days: number) => ({ longestLifeSeconds: days * DAY, expiryRequired: false });
const offered = (policy: typeof free | ReturnType<typeof upTo>) => CHOICES.filter((choice) => isOffered(choice, policy));

describe('how long a token may be made for', () => {
  it('is anybody’s choice where no policy says otherwise', () => {
    expect(offered(free)).toEqual(CHOICES);
    expect(longestDays(free)).toBeNull();
  });

  it('is what the policy leaves', () => {
    expect(offered(upTo(90))).toEqual(['week', 'month', 'quarter', 'date']);
    expect(offered(upTo(3))).toEqual(['date']);
    expect(offered({ ...free, expiryRequired: true })).toEqual(['week', 'month', 'quarter', 'year', 'date']);
    expect(longestDays(upTo(90))).toBe(90);
  });

  it('begins with what is wanted, or the longest below it that is left', () => {
    expect(firstChoice('quarter', free)).toBe('quarter');
    expect(firstChoice('year', upTo(45))).toBe('month');
    expect(firstChoice('week', upTo(45))).toBe('week');
    expect(firstChoice('year', upTo(2))).toBe('date');
  });
});

describe('the end of a token', () => {
  const end = (choice: (typeof CHOICES)[number], policy: Parameters<typeof endsAt>[2] = free, date: string | null = null) => endsAt({ choice, date }, now, policy);

  it('is so many days from now', () => {
    expect(end('week')).toBe(now + 7 * DAY * 1000);
    expect(end('never')).toBeNull();
  });

  it('keeps off the very end that a policy sets, since clocks differ', () => {
    expect(end('quarter', upTo(90))).toBe(now + 90 * DAY * 1000 - 60_000);
    expect(end('month', upTo(90))).toBe(now + 30 * DAY * 1000);
  });

  it('is the end of the day that is picked, where the viewer is', () => {
    expect(end('date', free, '2027-01-31')).toBe(new Date('2027-01-31T23:59:59').getTime());
    expect(end('date')).toBeNull();
    expect(end('date', upTo(10), '2027-01-31')).toBe(now + 10 * DAY * 1000 - 60_000);
  });
});
