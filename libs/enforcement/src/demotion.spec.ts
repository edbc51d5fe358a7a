import { isRefused, NO_STRIKES, strike, type Strikes } from './demotion.js';

const struck = (...atMs: number[]): Strikes => atMs.reduce(strike, NO_STRIKES);

describe('a host that keeps revokes waiting', () => {
  it('is refused leases at the third time in a minute', () => {
    expect(isRefused(struck(0, 10_000), 10_000)).toBe(false);
    expect(isRefused(struck(0, 30_000, 59_999), 60_000)).toBe(true);
    expect(isRefused(struck(0, 30_000, 60_000), 60_000)).toBe(false);
  });

  it('is counted once for one standstill, however many revokes it kept waiting', () => {
    expect(struck(0, 10, 20, 300, 1_999)).toEqual(struck(0));
    expect(isRefused(struck(0, 2_000, 2_010, 2_020), 2_020)).toBe(false);
    expect(isRefused(struck(0, 2_000, 4_000), 4_000)).toBe(true);
  });

  it('is refused for twice as long each time, up to ten minutes', () => {
    let strikes = NO_STRIKES;
    let nowMs = 0;
    const refusals: number[] = [];
    for (let round = 0; round < 9; round++) {
      for (const afterMs of [0, 5_000, 10_000]) strikes = strike(strikes, nowMs + afterMs);
      refusals.push(strikes.refusedUntilMs - (nowMs + 10_000));
      nowMs = strikes.refusedUntilMs;
    }
    expect(refusals).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 600_000, 600_000, 600_000]);
  });

  it('is not refused longer for what it does while it is refused', () => {
    const refused = struck(0, 5_000, 10_000);
    expect(struck(0, 5_000, 10_000, 11_000, 14_000, 19_999)).toEqual(refused);
    expect(isRefused(refused, 19_999)).toBe(true);
    expect(isRefused(refused, 20_000)).toBe(false);
  });

  it('begins with a short refusal again when the last is long ago', () => {
    const later = struck(0, 5_000, 10_000, 1_000_000, 1_005_000, 1_010_000);
    expect([later.demotions, later.refusedUntilMs]).toEqual([1, 1_020_000]);
  });
});
