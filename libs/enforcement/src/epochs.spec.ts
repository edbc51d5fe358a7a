import { nextEpoch } from './epochs.js';

describe('the epoch that begins where history may have been lost', () => {
  it.each<[string, number, number, number, number]>([
    ['than what is stored', 900, 0, 500, 901],
    ['than what anybody has seen', 3, 900, 500, 901],
    ['than what a copy that went on from the same past began before, by the clock', 3, 3, 500, 500],
  ])('is higher %s', (_, stored, seen, clockMs, expected) => {
    expect(nextEpoch(stored, seen, clockMs)).toBe(expected);
  });
});
