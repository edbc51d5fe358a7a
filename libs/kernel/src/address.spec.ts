import * as fc from 'fast-check';
import { BlockList, isIP } from 'node:net';
import { inRange, intersectRanges, outermostRanges, parseAddress, parseAddressRange, withinRange, type AddressRange } from './address.js';

const RUNS = process.env['PORTCULLIS_LONG'] === '1' ? 50_000 : 1_000;

describe('an address', () => {
  it.each([
    ['192.0.2.1', [0xc0000201]],
    ['0.0.0.0', [0]],
    ['255.255.255.255', [0xffffffff]],
    ['::', [0, 0, 0, 0]],
    ['::1', [0, 0, 0, 1]],
    ['2001:DB8::a', [0x20010db8, 0, 0, 10]],
    ['1:2:3:4:5:6:7:8', [0x10002, 0x30004, 0x50006, 0x70008]],
    ['1:2:3:4:5:6:7::', [0x10002, 0x30004, 0x50006, 0x70000]],
    ['1::8', [0x10000, 0, 0, 8]],
    ['::2:3:4:5:6:7:8', [2, 0x30004, 0x50006, 0x70008]],
    ['1:2:3:4:5:6:192.0.2.1', [0x10002, 0x30004, 0x50006, 0xc0000201]],
    ['64:ff9b::192.0.2.1', [0x64ff9b, 0, 0, 0xc0000201]],
    ['::ffff:192.0.2.1', [0xc0000201]],
    ['::FFFF:c000:201', [0xc0000201]],
  ])('is read: %s', (text, words) => expect(parseAddress(text)).toEqual(words));

  it.each([
    '', '1', '1.2.3', '1.2.3.4.5', '1.2.3.256', '01.2.3.4', '0x1.2.3.4', '1.2.3.4 ', ' 1.2.3.4', '1.2.3.-4', '3232235777',
    ':', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:8::', '::12345', '::g', 'fe80::1%eth0', '[::1]',
    '1.2.3.4::', '::1.2.3.4:1', '::1.2.3', 'localhost', '1..2.3', '1.2.3.', '.1.2.3', '00.1.2.3', '::00001', '1:2:3:4:5:6:1.2.3.4:', '1:2:3:4:5:6:7:1.2.3.4', '1::2:3:4:5:6:7:8', '::1.2.3.4::', '1:', ':1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7:8:', '1:2:3:4:5:6:7:', '::@', '::`', '::G', '١.2.3.4', '::\u0141',
  ])('is not read, rather than guessed: %j', (text) => expect(parseAddress(text)).toBeNull());

  it('is whatever Node takes for one, zones aside, and nothing else', () => {
    const anyText = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string({ unit: fc.constantFrom('0', '1', 'a', 'f', 'G', ':', ':', '::', '.', '.', '25', '1:2:3:4:5', '0.0.0'), maxLength: 20 }));
    fc.assert(
      fc.property(anyText, (text) => expect({ text, read: parseAddress(text) !== null }).toEqual({ text, read: isIP(text) !== 0 })),
      { numRuns: RUNS },
    );
  });
});

describe('a range', () => {
  it.each(['192.0.2.0/24', '192.0.2.1/32', '192.0.2.1', '0.0.0.0/0', '::/0', '2001:db8::/32', '2001:db8::1/128', '::ffff:192.0.2.0/120'])('is read: %s', (text) =>
    expect(parseAddressRange(text)).not.toBeNull(),
  );

  it.each(['192.0.2.1/24', '192.0.2.0/33', '192.0.2.0/', '192.0.2.0/024', '192.0.2.0/-1', '192.0.2.0/24/24', '2001:db8::1/32', '::/129', '::ffff:0.0.0.0/95', '/24', 'x/8'])(
    'is not read: %s',
    (text) => expect(parseAddressRange(text)).toBeNull(),
  );

  it('holds what Node’s own block list holds', () => {
    const family = fc.constantFrom<{ type: 'ipv4' | 'ipv6'; address: fc.Arbitrary<string>; bits: number }>(
      { type: 'ipv4', address: fc.ipV4(), bits: 32 },
      { type: 'ipv6', address: fc.ipV6(), bits: 128 },
    );
    const anyCase = family.chain(({ type, address, bits }) => fc.tuple(fc.constant(type), address, address, fc.integer({ min: 0, max: bits }), fc.boolean()));
    fc.assert(
      fc.property(anyCase, ([type, one, other, prefixBits, near]) => {
        const first = parseAddress(one)!;
        if (type === 'ipv6' && first.length === 1) return;
        const list = new BlockList();
        list.addSubnet(one, prefixBits, type);
        const address = near ? one : other;
        if (type === 'ipv6' && parseAddress(address)!.length === 1) return;
        const masked = first.map((word, at) => {
          const bits = Math.min(32, Math.max(0, prefixBits - 32 * at));
          return bits === 0 ? 0 : (word & (-1 << (32 - bits))) >>> 0;
        });
        expect(inRange(parseAddress(address)!, { first: masked, prefixBits })).toBe(list.check(address, type));
      }),
      { numRuns: RUNS },
    );
  });

  it.each([
    [true, '192.0.2.0/25', '192.0.2.0/24'],
    [true, '192.0.2.0/24', '192.0.2.0/24'],
    [false, '192.0.2.0/24', '192.0.2.0/25'],
    [false, '192.0.3.0/25', '192.0.2.0/24'],
    [false, '0.0.0.0/0', '::/0'],
    [true, '::ffff:192.0.2.1', '192.0.2.0/24'],
  ])('%s: %s lies within %s', (expected, inner, outer) => {
    expect(withinRange(parseAddressRange(inner)!, parseAddressRange(outer)!)).toBe(expected);
  });
});

/** Ranges over few bits, so that they often meet. */
const anyRange = fc
  .tuple(fc.constantFrom('v4', 'v4', 'v6', 'mapped'), fc.integer({ min: 0, max: 7 }), fc.integer({ min: 28, max: 32 }))
  .map(([form, low, bits]) => {
    const last = low & (0xff << (32 - bits));
    if (form === 'v4') return bits === 32 ? `192.0.2.${last}` : `192.0.2.${last}/${bits}`;
    return form === 'v6' ? `2001:DB8::${last}/${bits + 96}` : `::ffff:192.0.2.${last}/${bits + 96}`;
  });
const anyRanges = fc.array(fc.oneof({ weight: 9, arbitrary: anyRange }, { weight: 1, arbitrary: fc.constantFrom('0.0.0.0/0', '::/0', 'nonsense', '192.0.2.1/24') }), { maxLength: 6 });
const PLACES = [...Array(16).keys()].flatMap((last) => [`192.0.2.${last}`, `2001:db8::${last.toString(16)}`]).concat('198.51.100.1', '::1').map((text) => parseAddress(text)!);
const readAll = (texts: readonly string[]) => texts.map(parseAddressRange).filter((range) => range !== null);
const holding = (ranges: readonly AddressRange[]) => PLACES.filter((place) => ranges.some((range) => inRange(place, range)));

describe('two lists of ranges', () => {
  it.each<[string[], string[], string[]]>([
    [['10.0.0.0/8'], ['10.1.0.0/16', '192.0.2.1'], ['10.1.0.0/16']],
    [['10.1.0.0/16'], ['10.0.0.0/8'], ['10.1.0.0/16']],
    [['10.0.0.0/8'], ['192.0.2.0/24'], []],
    [['0.0.0.0/0'], ['::/0'], []],
    [['192.0.2.1'], ['192.0.2.1/32'], ['192.0.2.1']],
    [['0.0.0.0/0', '::/0'], ['2001:db8::/32', '192.0.2.0/24', '192.0.2.7'], ['192.0.2.0/24', '2001:db8::/32']],
    [['nonsense', '192.0.2.1'], ['nonsense', '192.0.2.0/24'], ['192.0.2.1']],
    [[], ['192.0.2.0/24'], []],
  ])('%j and %j have %j in common', (a, b, both) => expect(intersectRanges(a, b)).toEqual(both));

  it('have in common the addresses that lie in both, whichever comes first and in whatever order', () => {
    fc.assert(
      fc.property(anyRanges, anyRanges, (a, b) => {
        const both = intersectRanges(a, b);
        const ofB = holding(readAll(b));
        expect(holding(readAll(both))).toEqual(holding(readAll(a)).filter((place) => ofB.includes(place)));
        expect(intersectRanges(b, a)).toEqual(both);
        expect(intersectRanges([...a].reverse(), b)).toEqual(both);
        expect(both.length).toBeLessThanOrEqual(a.length + b.length);
      }),
      { numRuns: RUNS },
    );
  });

  it('and a third leave the same addresses, whichever two are taken first', () => {
    fc.assert(
      fc.property(anyRanges, anyRanges, anyRanges, (a, b, c) => {
        expect(readAll(intersectRanges(intersectRanges(a, b), c))).toEqual(readAll(intersectRanges(a, intersectRanges(b, c))));
      }),
      { numRuns: RUNS },
    );
  });
});

it('the outermost of some ranges hold the same addresses, and none of them another', () => {
  fc.assert(
    fc.property(anyRanges, (texts) => {
      const kept = outermostRanges(readAll(texts));
      expect(holding(kept)).toEqual(holding(readAll(texts)));
      for (const one of kept) expect(kept.filter((other) => withinRange(one, other))).toEqual([one]);
    }),
    { numRuns: RUNS },
  );
});
