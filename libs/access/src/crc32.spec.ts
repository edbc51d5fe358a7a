import { crc32 } from './crc32.js';

describe('crc32', () => {
  it.each([
    ['', 0x00000000],
    ['123456789', 0xcbf43926],
    ['a', 0xe8b7be43],
    ['The quick brown fox jumps over the lazy dog', 0x414fa339],
  ])('of %j is the published value', (text, value) => {
    expect(crc32(text, text.length)).toBe(value);
  });

  it('reads no further than it is told', () => {
    expect(crc32('123456789xyz', 9)).toBe(0xcbf43926);
  });
});
