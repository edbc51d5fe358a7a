import { parseAddress } from '@portcullis/kernel';
import * as fc from 'fast-check';
import { addressWithin, compileAddresses, compileRanges } from './address-list.js';
import { addressAllowed } from './addresses-for-spec.js';
import { holds } from './random-cases-for-spec.js';


describe('a list of ranges', () => {
  it.each<[boolean, string[], string]>([
    [true, [], '192.0.2.1'],
    [true, [], 'unknown'],
    [true, ['198.51.100.0/24', '192.0.2.0/24'], '192.0.2.255'],
    [true, ['192.0.2.1'], '::ffff:192.0.2.1'],
    [true, ['192.0.2.0/24', '192.0.2.0/25', '192.0.2.1'], '192.0.2.200'],
    [true, ['::/0'], '2001:db8::1'],
    [true, ['0.0.0.0/0'], '255.255.255.255'],
    [true, ['2001:db8::8000:0/97'], '2001:db8::ffff:1'],
    [false, ['2001:db8::8000:0/97'], '2001:db8::7fff:1'],
    [false, ['192.0.2.0/24'], '192.0.3.0'],
    [false, ['192.0.2.0/24'], '192.0.1.255'],
    [false, ['0.0.0.0/0'], '2001:db8::1'],
    [false, ['::/0'], '192.0.2.1'],
    [false, ['192.0.2.0/24'], 'unknown'],
    [false, ['nonsense'], '192.0.2.1'],
    [false, ['192.0.2.1/24'], '192.0.2.1'],
  ])('%s: %j lets %s through', (expected, ranges, address) => {
    expect(addressAllowed(ranges, address)).toBe(expected);
    expect(addressWithin(compileAddresses(ranges), parseAddress(address))).toBe(expected);
  });

  it('that may be empty on purpose then lets nobody through', () => {
    expect(addressWithin(compileRanges([]), parseAddress('192.0.2.1'))).toBe(false);
    expect(addressWithin(compileRanges(['192.0.2.1']), parseAddress('192.0.2.1'))).toBe(true);
  });

  it('answers compiled what it answers read one by one', () => {
    const v4 = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 255 })).map(([third, last]) => `192.0.${third}.${last}`);
    const v6 = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 0xffff })).map(([third, last]) => `2001:db8:${third}::${last.toString(16)}`);
    const any = fc.oneof(v4, v6, fc.ipV4(), fc.ipV6());
    // Cut down to what a range may say, as often as not to a short prefix.
    const range = fc.tuple(any, fc.integer({ min: 0, max: 128 })).map(([text, bits]) => rangeAround(text, bits));
    holds(
      fc.property(fc.array(fc.oneof({ weight: 20, arbitrary: range }, { weight: 1, arbitrary: fc.constant('nonsense') }), { maxLength: 100 }), fc.array(any, { minLength: 1, maxLength: 20 }), (ranges, addresses) => {
        const compiled = compileAddresses(ranges);
        for (const address of addresses) {
          expect([address, addressWithin(compiled, parseAddress(address))]).toEqual([address, addressAllowed(ranges, address)]);
        }
      }),
      200,
    );
  });
});

/** The range of so many bits that the address lies in, as text. */
function rangeAround(text: string, bits: number): string {
  const words = parseAddress(text)!;
  const prefixBits = words.length === 1 ? bits >>> 2 : bits;
  const kept = words.map((word, at) => {
    const ignored = Math.min(32, Math.max(0, 32 * (at + 1) - prefixBits));
    return ignored === 32 ? 0 : ((word >>> ignored) << ignored) >>> 0;
  });
  if (kept.length === 1) return `${[24, 16, 8, 0].map((shift) => (kept[0]! >>> shift) & 255).join('.')}/${prefixBits}`;
  return `${kept.flatMap((word) => [word >>> 16, word & 0xffff]).map((group) => group.toString(16)).join(':')}/${prefixBits}`;
}
