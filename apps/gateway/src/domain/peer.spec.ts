import { parseAddressRange } from '@portcullis/kernel';
import { clientAddress, isNearPeer } from './peer.js';

const trusted = ['10.0.0.0/8', '2001:db8::/32', 'fe80::/10'].map((text) => parseAddressRange(text)!);

describe('who is near', () => {
  it.each(['127.0.0.1', '127.3.2.1', '::1', '::ffff:127.0.0.1', '10.1.2.3', '::ffff:10.1.2.3', '2001:db8::7', 'fe80::1%eth0'])('%s', (peer) =>
    expect(isNearPeer(peer, trusted)).toBe(true),
  );
  it.each(['11.0.0.1', '192.168.0.1', '2001:db9::1', '::2', 'localhost', '', undefined])('not %s', (peer) =>
    expect(isNearPeer(peer, trusted)).toBe(false),
  );
});

describe("a client's address", () => {
  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['2001:DB8::7', '2001:db8::7'],
  ])('%s is written %s', (said, written) => expect(clientAddress(said, '127.0.0.1')).toBe(written));

  it.each(['unknown', '198.51.100.7:1234', '_hidden', '', 'x'.repeat(10_000), '198.51.100.07'])('is the peer’s own where a proxy says something else: %p', (said) =>
    expect(clientAddress(said, '::ffff:10.0.0.1')).toBe('10.0.0.1'),
  );

  it('is a link-local peer’s without its interface', () => expect(clientAddress('', 'fe80::1%eth0')).toBe('fe80::1'));

  it('is unknown where nobody has one', () => expect(clientAddress('', undefined)).toBe('unknown'));
});
