import { decodeCursor, encodeCursor } from './list-cursor.js';

const list = ['tok_1', 'DNS', null];

describe('a place in a list', () => {
  it('is found again in the same list', () => {
    const cursor = encodeCursor('DNS::parse_zone', list);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]{1,300}$/);
    expect(decodeCursor(cursor, list)).toBe('DNS::parse_zone');
  });

  it('fits what a query may hold, whatever the name', () => {
    expect(encodeCursor('a'.repeat(120), list).length).toBeLessThanOrEqual(300);
  });

  it.each([['tok_2', 'DNS', null], ['tok_1', null, null], ['tok_1', 'DNS', '192.0.2.7']])('is none of another list: %s, %s, %s', (...other) => {
    expect(decodeCursor(encodeCursor('DNS::parse_zone', list), other)).toBeNull();
  });

  it.each(['', 'nope', 'bnVsbA', 'W10', 'WzFd', `${encodeCursor('a', list)}A`, Buffer.from('["x",1]').toString('base64url')])('is refused when nobody gave it: %j', (text) => {
    expect(decodeCursor(text, list)).toBeNull();
  });
});
