import { instant, type Instant } from '@portcullis/kernel';
import { drawSize, SliceBook, type Need } from './slice-book.js';

const RATE: Need = { subject: 'rate tok_a', bound: { amount: 1000, windowSeconds: 60 } };
const USES: Need = { subject: 'uses tok_a', bound: { amount: 50, windowSeconds: null } };
const at = (seconds: number): Instant => instant(seconds * 1000);

let book: SliceBook;
beforeEach(() => {
  book = new SliceBook();
});
const fill = (need: Need, granted: number, left: number, endsAt: Instant | null = at(60)): void => {
  book.beginDraw(need);
  book.endDraw(need, { granted, left, endsAt });
};
const kindOf = (needs: readonly Need[], now: Instant): string => book.take(needs, now).kind;

describe('how much is drawn', () => {
  it.each([
    [1, 1, 1],
    [99, 1, 1],
    [100, 1, 1],
    [1000, 1, 10],
    [1000, 25, 25],
    [1_000_000_000, 1, 100_000],
    [5, 80, 5],
  ])('of %i with %i waiting: %i', (amount, waiting, size) => expect(drawSize({ amount, windowSeconds: 60 }, waiting)).toBe(size));
});

describe('slices in hand', () => {
  it('are given out one by one, and then there is to be drawn', () => {
    fill(RATE, 2, 998);
    expect([1, 2, 3].map(() => kindOf([RATE], at(1)))).toEqual(['taken', 'taken', 'lacking']);
  });

  it('end with their window, and so does knowing that there are none', () => {
    fill(RATE, 2, 0);
    expect(kindOf([RATE], at(59))).toBe('taken');
    expect(kindOf([RATE], at(60))).toBe('lacking');
    fill(RATE, 0, 0, at(120));
    expect(kindOf([RATE], at(119))).toBe('over');
    expect(kindOf([RATE], at(120))).toBe('lacking');
  });

  it('of a quota never end', () => {
    fill(USES, 1, 0, null);
    expect(kindOf([USES], at(1e9))).toBe('taken');
    expect(kindOf([USES], at(2e9))).toBe('over');
  });

  it('are worth nothing when the bound was changed: they may be more than it leaves', () => {
    fill(USES, 10, 40, null);
    expect(kindOf([{ ...USES, bound: { amount: 5, windowSeconds: null } }], at(1))).toBe('lacking');
  });

  it('are taken together or not at all', () => {
    fill(RATE, 1, 0);
    expect(book.take([RATE, USES], at(1))).toEqual({ kind: 'lacking', lacking: [USES] });
    fill(USES, 0, 0, null);
    expect(book.take([RATE, USES], at(1))).toEqual({ kind: 'over', over: [USES] });
    expect(kindOf([RATE], at(1))).toBe('taken');
  });

  it('are not over while more is on the way', () => {
    fill(USES, 0, 0, null);
    book.beginDraw(USES);
    expect(kindOf([USES], at(1))).toBe('lacking');
    expect(book.mayGive(USES)).toBe(true);
    book.endDraw(USES, null);
    expect(kindOf([USES], at(1))).toBe('over');
    expect(book.mayGive(USES)).toBe(false);
  });

  it('come back from a request that is refused after all, unless their window is over', () => {
    fill(RATE, 1, 0);
    const first = book.take([RATE], at(1));
    if (first.kind !== 'taken') throw new Error(first.kind);
    book.giveBack(first.taken);
    expect(kindOf([RATE], at(1))).toBe('taken');
    fill(RATE, 1, 0, at(120));
    book.giveBack(first.taken);
    expect([1, 2].map(() => kindOf([RATE], at(61)))).toEqual(['taken', 'over']);
  });

  it('stand for what is left, as far as is known here', () => {
    expect(book.standing(RATE, at(1))).toEqual({ left: 1000, resetSeconds: 60 });
    fill(RATE, 10, 500);
    book.take([RATE], at(1));
    expect(book.standing(RATE, at(30.5))).toEqual({ left: 509, resetSeconds: 30 });
  });

  it('are asked for as often as somebody waits', () => {
    for (let n = 0; n < 30; n++) book.beginWaiting([RATE]);
    expect(book.beginDraw(RATE)).toBe(30);
    for (let n = 0; n < 25; n++) book.endWaiting([RATE]);
    expect(book.beginDraw(RATE)).toBe(10);
  });
});
