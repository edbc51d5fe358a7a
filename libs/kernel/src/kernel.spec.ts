import { fromBase62, fromRfc3339, isId, newId, randomBase62, shardOfRoot, fnv1a32, toBase62, toRfc3339 } from './index.js';

describe('instant', () => {
  it('reads what it writes', () => {
    expect(toRfc3339(fromRfc3339('2026-11-23T10:00:00.000Z')!)).toBe('2026-11-23T10:00:00.000Z');
    expect(fromRfc3339('2026-11-23T10:00:00+01:00')).toBe(Date.parse('2026-11-23T09:00:00Z'));
  });

  it.each(['2026-02-30T00:00:00Z', '2026-11-23', '2026-11-23T10:00:00', '1795451000', '', '2026-13-01T00:00:00Z'])(
    'refuses %s',
    (text) => expect(fromRfc3339(text)).toBeNull(),
  );
});

describe('base62', () => {
  it('pads and reads back', () => {
    expect(toBase62(63, 2)).toBe('11');
    expect(fromBase62('11')).toBe(63);
    expect(fromBase62('1!')).toBeNull();
  });

  it('throws away bytes that would make some digits likelier than others', () => {
    const bytes = [255, 248, 247, 0];
    let at = 0;
    expect(randomBase62(2, (count) => Uint8Array.from({ length: count }, () => bytes[at++ % 4]!))).toBe('z0');
  });
});

describe('ids', () => {
  it('are told apart by prefix and never look like a secret', () => {
    const id = newId('tok', (count) => new Uint8Array(count));
    expect(id).toBe(`tok_${'0'.repeat(22)}`);
    expect(isId('tok', id)).toBe(true);
    expect(isId('acc', id)).toBe(false);
    expect(isId('ten', 'ten_platform')).toBe(true);
    expect(isId('acc', 'ten_platform')).toBe(false);
  });
});

describe('shard', () => {
  it('is FNV-1a-32 mod 64', () => {
    // Published test vectors of the FNV reference: "" and "foobar".
    expect(fnv1a32('')).toBe(0x811c9dc5);
    expect(fnv1a32('foobar')).toBe(0xbf9cf968);
    expect(shardOfRoot('foobar')).toBe(0xbf9cf968 % 64);
  });
});
