import { repeatedHeader } from './repeated-header.js';

describe('a header that may come once only', () => {
  it.each([
    [['Host', 'a', 'Accept', 'x', 'accept', 'y'], null],
    [['Host', 'a', 'X', 'host', 'Y', 'host'], null],
    [['Host', 'a', 'hOST', 'a'], 'host'],
    [['Authorization', 'a', 'Host', 'a', 'authorization', 'b'], 'authorization'],
    [['Content-Type', 'a', 'Content-Type', 'a'], 'content-type'],
  ])('is found when it comes again: %j', (rawHeaders, expected) => expect(repeatedHeader(rawHeaders)).toBe(expected));
});
