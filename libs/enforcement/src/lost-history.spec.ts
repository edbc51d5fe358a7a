import { firstMissing } from './lost-history.js';

const known = { epoch: 5, rev: 10 };
const piece = (epoch: number, firstRev: number, lastRev = firstRev) => ({ epoch, firstRev, lastRev });

describe('what is missing of a lost history', () => {
  it('is nothing where nobody has seen more than the database knows', () => {
    expect(firstMissing(known, [], null)).toBeNull();
    expect(firstMissing(known, [], known)).toBeNull();
    expect(firstMissing(known, [], { epoch: 4, rev: 9 })).toBeNull();
  });

  it('is nothing where pieces join, in whichever order they are found, and across epochs', () => {
    expect(firstMissing(known, [piece(7, 15, 16), piece(5, 12, 13), piece(5, 11), piece(6, 14)], { epoch: 7, rev: 16 })).toBeNull();
    expect(firstMissing(known, [piece(5, 11, 13), piece(5, 12), piece(5, 11)], null)).toBeNull();
  });

  it('is the first rev that no piece holds, at the beginning, in between, at the end of an epoch, or where a verifier was further', () => {
    expect(firstMissing(known, [piece(5, 12)], null)).toBe(11);
    expect(firstMissing(known, [piece(5, 11), piece(5, 13)], null)).toBe(12);
    expect(firstMissing(known, [piece(5, 11), piece(6, 13)], null)).toBe(12);
    expect(firstMissing(known, [piece(5, 11)], { epoch: 5, rev: 12 })).toBe(12);
    expect(firstMissing(known, [], { epoch: 6, rev: 11 })).toBe(11);
  });
});
