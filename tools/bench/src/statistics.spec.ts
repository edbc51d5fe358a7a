import { median, percentile, rounded } from './statistics.js';

describe('statistics', () => {
  it('take the middle value whatever the order, by size and not by text', () => {
    expect(median([10, 9, 100])).toBe(10);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
  });

  it('let one disturbed round change nothing', () => {
    expect(median([0.5, 0.51, 0.01, 0.49, 0.5])).toBe(0.5);
  });

  it('answer only percentiles that were really seen', () => {
    const values = Array.from({ length: 200 }, (_, at) => 200 - at);
    expect([0, 50, 99, 100].map((percent) => percentile(values, percent))).toEqual([1, 100, 198, 200]);
    expect(percentile([5], 99)).toBe(5);
  });

  it('leave the given values as they were', () => {
    const values = [3, 1, 2];
    median(values);
    percentile(values, 50);
    expect(values).toEqual([3, 1, 2]);
  });

  it('refuse to make a number out of nothing', () => {
    expect(() => median([])).toThrow(RangeError);
    expect(() => percentile([], 50)).toThrow(RangeError);
  });

  it('round to what can be believed', () => {
    expect([rounded(0.41449, 3), rounded(2431.96, 0), rounded(2, 2)]).toEqual([0.414, 2432, 2]);
  });
});
