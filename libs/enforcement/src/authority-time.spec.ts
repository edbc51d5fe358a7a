import { AuthorityTime, over } from './authority-time.js';

describe('the time at an authority', () => {
  it('is not known before it was heard', () => {
    expect(new AuthorityTime().at(5)).toBeNull();
  });

  it('lies between what it would be if it was said at once, and if it was said when asked', () => {
    const time = new AuthorityTime();
    time.heard(1_000_000, 50, 70);
    expect(time.at(70)).toEqual({ earliestMs: 1_000_000, latestMs: 1_000_020 });
    expect(time.at(100)).toEqual({ earliestMs: 1_000_030, latestMs: 1_000_050 });
  });

  it('goes by what was heard last', () => {
    const time = new AuthorityTime();
    time.heard(2_000_000, 90, 100);
    time.heard(1_000_000, 50, 70);
    expect(time.at(100)).toEqual({ earliestMs: 2_000_000, latestMs: 2_000_010 });
    time.heard(2_000_500, 95, 110);
    expect(time.at(110)).toEqual({ earliestMs: 2_000_500, latestMs: 2_000_515 });
  });

  it('ends things by the authority that is ahead, and begins them by the one that is behind', () => {
    expect(over([{ earliestMs: 10, latestMs: 20 }, { earliestMs: 5, latestMs: 12 }])).toEqual({ earliestMs: 5, latestMs: 20 });
  });
});
