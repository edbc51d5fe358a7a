import { distance, moment } from './moments.js';

const now = Date.parse('2026-11-28T12:00:00Z');
const after = (seconds: number): string => distance(now + seconds * 1000, now, 'en');

describe('how far a moment is', () => {
  it.each([
    [0, 'now'], [59, 'now'], [-59, 'now'],
    [60, 'in 1 minute'], [-3_599, '60 minutes ago'], [3_600, 'in 1 hour'], [-86_399, '24 hours ago'], [5 * 86_400 - 30, 'in 5 days'],
    [86_400, 'tomorrow'], [-86_400, 'yesterday'], [6 * 86_400, 'in 6 days'], [7 * 86_400, 'next week'],
    [90 * 86_400 - 30, 'in 3 months'], [-800 * 86_400, '2 years ago'],
  ])('is told in the largest unit that it fills: %d s', (seconds, words) => {
    expect(after(seconds)).toBe(words);
  });

  it('stands beside the date in the viewer’s zone', () => {
    expect(moment(now, 'en', 'Europe/Berlin')).toBe('Nov 28, 2026, 01:00 PM GMT+1');
  });
});
