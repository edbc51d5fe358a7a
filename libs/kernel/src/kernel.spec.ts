import * as fc from 'fast-check';
import { fromBase62, fromRfc3339, isId, newId, randomBase62, shardOfRoot, fnv1a32, toBase62, toRfc3339 } from './index.js';

describe('instant', () => {
  it('reads what it writes', () => {
    expect(toRfc3339(fromRfc3339('2026-11-23T10:00:00.000Z')!)).toBe('2026-11-23T10:00:00.000Z');
    expect(fromRfc3339('2026-11-23T10:00:00+01:00')).toBe(Date.parse('2026-11-23T09:00:00Z'));
  });

  it.each(['2026-02-30T00:00:00Z', '2026-11-23', '2026-11-23T10:00:00', '1795451000', '', '2026-13-01T00:00:00Z', '2026-11-23T24:00:00Z'])(
    'refuses %s',
    (text) => expect(fromRfc3339(text)).toBeNull(),
  );

  it.each(['9999-12-31T23:59:59.999-23:59', '9999-12-31T23:00:00-01:01', '0000-01-01T00:00:00+00:01'])(
    'refuses %s, which in UTC has no year of four digits',
    (text) => expect(fromRfc3339(text)).toBeNull(),
  );

  it.each(['9999-12-31T23:59:59.999Z', '0000-01-01T00:00:00.000Z'])('reads %s, at the edge', (text) => {
    expect(toRfc3339(fromRfc3339(text)!)).toBe(text);
  });

  it('writes whatever it reads as a date-time that it reads as the same instant', () => {
    const digits = (min: number, max: number, width: number) => fc.integer({ min, max }).map((n) => String(n).padStart(width, '0'));
    const year = fc.oneof(fc.constantFrom('0000', '9999'), digits(0, 9999, 4));
    const date = fc.tuple(year, fc.oneof(fc.constantFrom('01-01', '12-31'), fc.tuple(digits(0, 13, 2), digits(0, 32, 2)).map((parts) => parts.join('-'))));
    const time = fc.tuple(digits(0, 24, 2), digits(0, 60, 2), digits(0, 60, 2)).map((parts) => parts.join(':'));
    const fraction = fc.oneof(fc.constant(''), digits(0, 999_999_999, 9).map((n) => `.${n}`), digits(0, 9, 1).map((n) => `.${n}`));
    const offset = fc.oneof(fc.constantFrom('Z', 'z'), fc.tuple(fc.constantFrom('+', '-'), digits(0, 24, 2), digits(0, 60, 2)).map(([sign, h, m]) => `${sign}${h}:${m}`));
    let read = 0;
    fc.assert(
      fc.property(date, fc.constantFrom('T', 't'), time, fraction, offset, (day, t, clock, part, zone) => {
        const at = fromRfc3339(`${day.join('-')}${t}${clock}${part}${zone}`);
        if (at === null) return;
        read += 1;
        expect(toRfc3339(at)).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
        expect(fromRfc3339(toRfc3339(at))).toBe(at);
      }),
      { numRuns: 2000 },
    );
    expect(read).toBeGreaterThan(200);
  });
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
