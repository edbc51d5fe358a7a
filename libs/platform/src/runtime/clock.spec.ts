import { pooledRandomBytes } from './clock.js';

describe('random bytes from a pool', () => {
  it('are as many as asked for, and each is given out once', () => {
    const draw = pooledRandomBytes();
    const drawn = [1, 30, 4_000, 100, 4_096, 5_000, 0, 30].map((count) => {
      const bytes = draw(count);
      expect(bytes).toHaveLength(count);
      return bytes;
    });
    // Given out twice, they would be the same memory.
    const places = drawn.filter(({ length }) => length > 0).map(({ buffer, byteOffset, length }) => ({ buffer, from: byteOffset, to: byteOffset + length }));
    for (const one of places) {
      const meeting = places.filter((other) => other !== one && other.buffer === one.buffer && other.from < one.to && one.from < other.to);
      expect(meeting).toEqual([]);
    }
  });

  it('differ from draw to draw', () => {
    const draw = pooledRandomBytes();
    const texts = Array.from({ length: 1_000 }, () => Buffer.from(draw(16)).toString('hex'));
    expect(new Set(texts).size).toBe(texts.length);
  });
});
