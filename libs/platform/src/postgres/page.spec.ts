import { cutPage, decodeCursor, encodeCursor } from './page.js';

interface Row {
  readonly id: string;
  readonly text: string;
}
const rows = (count: number, text: string): Row[] => Array.from({ length: count }, (_, i) => ({ id: `${i}`, text }));
const cut = (all: readonly Row[], limit: number) => {
  const { shown, next } = cutPage(all, limit, ({ id }) => id);
  return [shown.length, next];
};

describe('a page', () => {
  it('holds as many rows as were asked for, and says where to go on only if there is more', () => {
    expect(cut([], 10)).toEqual([0, null]);
    expect(cut(rows(10, ''), 10)).toEqual([10, null]);
    expect(cut(rows(11, ''), 10)).toEqual([10, '9']);
  });

  it('holds fewer where they are long: half of what NATS carries in a message', () => {
    expect(cut(rows(41, 'x'.repeat(30_000)), 40)).toEqual([17, '16']);
    // Bytes count, not characters.
    expect(cut(rows(41, '\u20ac'.repeat(10_000)), 40)).toEqual([17, '16']);
    expect(cut(rows(20, 'x'.repeat(30_000)), 40)).toEqual([17, '16']);
  });

  it('holds its first row however long that is, so that nobody stays on one page for ever', () => {
    expect(cut(rows(3, 'x'.repeat(600_000)), 10)).toEqual([1, '0']);
    expect(cut(rows(1, 'x'.repeat(600_000)), 10)).toEqual([1, null]);
  });
});

describe('a cursor', () => {
  const list = { tenantId: 'ten_1', sort: 'name' };

  it('leads back to its place, in its own list only', () => {
    const cursor = encodeCursor(['ci', '17'], list);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(decodeCursor(cursor, list, 2)).toEqual(['ci', '17']);
    expect(decodeCursor(cursor, { ...list, sort: '-name' }, 2)).toBeNull();
    expect(decodeCursor(cursor, list, 1)).toBeNull();
  });

  it.each(['', '17', 'nope', 'bnVsbA', 'W10', 'WzFd', `${encodeCursor(['1'], list)}A`, encodeCursor(['1'], 'other')])('is refused when nobody gave it: %j', (text) =>
    expect(decodeCursor(text, list, 1)).toBeNull(),
  );

  it('is refused when it names a place that no database can look for', () => {
    expect(decodeCursor(encodeCursor(['a\0b', '17'], list), list, 2)).toBeNull();
  });
});
