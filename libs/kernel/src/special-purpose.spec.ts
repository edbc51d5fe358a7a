import * as fc from 'fast-check';
import { parseAddress } from './address.js';
import { specialPurpose } from './special-purpose.js';

const purposeOf = (text: string): string | null => specialPurpose(parseAddress(text)!);

describe('an address that is set aside', () => {
  it.each([
    ['0.0.0.0', 'this network'], ['0.255.255.255', 'this network'],
    ['10.0.0.0', 'private use'], ['10.255.255.255', 'private use'],
    ['172.16.0.0', 'private use'], ['172.31.255.255', 'private use'],
    ['192.168.0.0', 'private use'], ['192.168.255.255', 'private use'],
    ['100.64.0.0', 'shared address space'], ['100.127.255.255', 'shared address space'],
    ['127.0.0.1', 'loopback'], ['127.255.255.255', 'loopback'],
    ['169.254.169.254', 'link local'],
    ['192.0.0.8', 'protocol assignments'], ['192.0.2.1', 'documentation'], ['198.51.100.1', 'documentation'], ['203.0.113.1', 'documentation'],
    ['192.31.196.1', 'AS112'], ['192.175.48.1', 'AS112'], ['192.52.193.1', 'AMT'], ['192.88.99.1', '6to4 relay'],
    ['198.18.0.0', 'benchmarking'], ['198.19.255.255', 'benchmarking'],
    ['224.0.0.1', 'multicast'], ['239.255.255.255', 'multicast'], ['240.0.0.0', 'reserved'], ['255.255.255.255', 'reserved'],
    ['::', 'unspecified'], ['::1', 'loopback'], ['100::1', 'discard only'], ['100:0:0:1::1', 'dummy prefix'],
    ['2001::1', 'Teredo'], ['2001:0:7f00:1::', 'Teredo'], ['2001:2::1', 'protocol assignments'], ['2001:20::1', 'protocol assignments'],
    ['2001:1ff:ffff::', 'protocol assignments'], ['2001:db8::1', 'documentation'], ['3fff::1', 'documentation'], ['3fff:fff::1', 'documentation'],
    ['2002:7f00:1::', '6to4'], ['2620:4f:8000::1', 'AS112'], ['5f00::1', 'segment routing'],
    ['fc00::1', 'unique local'], ['fdff::1', 'unique local'], ['fe80::1', 'link local'], ['febf::1', 'link local'], ['fec0::1', 'site local'], ['ff02::1', 'multicast'],
  ])('is known: %s, %s', (text, purpose) => expect(purposeOf(text)).toBe(purpose));

  it.each([
    ['::ffff:127.0.0.1', 'loopback'], ['::ffff:a00:1', 'private use'],
    ['64:ff9b::127.0.0.1', 'loopback'], ['64:ff9b::a9fe:a9fe', 'link local'], ['64:ff9b:1::808:808', 'translation'],
  ])('is known behind another one: %s, %s', (text, purpose) => expect(purposeOf(text)).toBe(purpose));

  it.each(['::127.0.0.1', '::808:808', '1::1', '200::1', '4000::1', '64:ff9c::1', 'e000::1', 'fe00::1'])('is whatever nobody has handed out: %s', (text) =>
    expect(purposeOf(text)).toBe('not assigned'),
  );

  it('is not to be had by writing it in another way', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet, octet), (octets) => {
        const v4 = octets.join('.');
        const [high, low] = [octets[0] * 256 + octets[1], octets[2] * 256 + octets[3]].map((group) => group.toString(16));
        for (const text of [`::ffff:${v4}`, `::ffff:${high}:${low}`, `64:ff9b::${v4}`]) expect(purposeOf(text)).toBe(purposeOf(v4));
        for (const text of [`2002:${high}:${low}::1`, `::${v4}`, `2001:0:${high}:${low}::`]) expect(purposeOf(text)).not.toBeNull();
      }),
    );
  });
});

describe('an address of an ordinary host', () => {
  it.each([
    '1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0', '169.253.255.255', '172.15.255.255',
    '172.32.0.0', '192.0.1.0', '192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255',
    '2001:200::1', '2001:4860:4860::8888', '2003::1', '2606:4700::1111', '2a01:4f8::1', '3ffe::1', '3fff:1000::1', '64:ff9b::8.8.8.8', '::ffff:8.8.8.8',
  ])('is not: %s', (text) => expect(purposeOf(text)).toBeNull());
});
