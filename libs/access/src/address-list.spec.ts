import { addressAllowed } from './address-list.js';

describe('a list of ranges', () => {
  it.each<[boolean, string[], string]>([
    [true, [], '192.0.2.1'],
    [true, [], 'unknown'],
    [true, ['198.51.100.0/24', '192.0.2.0/24'], '192.0.2.255'],
    [true, ['192.0.2.1'], '::ffff:192.0.2.1'],
    [false, ['192.0.2.0/24'], '192.0.3.0'],
    [false, ['0.0.0.0/0'], '2001:db8::1'],
    [false, ['192.0.2.0/24'], 'unknown'],
    [false, ['nonsense'], '192.0.2.1'],
    [false, ['192.0.2.1/24'], '192.0.2.1'],
  ])('%s: %j lets %s through', (expected, ranges, address) => expect(addressAllowed(ranges, address)).toBe(expected));
});
