import { inRange, parseAddress, parseAddressRange, type Address, type AddressRange } from '@portcullis/kernel';

const LOOPBACK = ['127.0.0.0/8', '::1/128'].map((text) => parseAddressRange(text)!);

/** Whether the one at the other end of a connection is this machine, or one of these. */
export function isNearPeer(peer: string | undefined, trusted: readonly AddressRange[]): boolean {
  const address = parseAddress(withoutZone(peer));
  return address !== null && [...LOOPBACK, ...trusted].some((range) => inRange(address, range));
}

/**
 * The client's address, written in one way: what trusted proxies say, or with nonsense from them the peer's own, so that a
 * header's text goes nowhere as it came.
 */
export function clientAddress(said: string, peer: string | undefined): string {
  for (const text of [said, withoutZone(peer)]) {
    const address = parseAddress(text);
    if (address !== null) return written(address, text);
  }
  return 'unknown';
}

/** Of a link-local peer Node tells the interface behind a `%`, too. */
function withoutZone(peer: string | undefined): string {
  return peer?.split('%')[0] ?? '';
}

/** IPv4 that is mapped into IPv6 as the IPv4 address; others as they were. */
function written(address: Address, text: string): string {
  const [word] = address;
  if (address.length > 1 || word === undefined) return text.toLowerCase();
  return [24, 16, 8, 0].map((bits) => (word >>> bits) & 255).join('.');
}
