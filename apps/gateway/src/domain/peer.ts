import { inRange, parseAddress, parseAddressRange, type AddressRange } from '@portcullis/kernel';

const LOOPBACK = ['127.0.0.0/8', '::1/128'].map((text) => parseAddressRange(text)!);

/** Whether the one at the other end of a connection is this machine, or one of these. */
export function isNearPeer(peer: string | undefined, trusted: readonly AddressRange[]): boolean {
  const address = parseAddress(withoutZone(peer));
  if (address === null) return false;
  const isIn = (range: AddressRange): boolean => inRange(address, range);
  return LOOPBACK.some(isIn) || trusted.some(isIn);
}

/**
 * The client's address, written in one way: what trusted proxies say, or with nonsense from them the peer's own, so that a
 * header's text goes nowhere as it came.
 */
export function clientAddress(said: string, peer: string | undefined): string {
  return writtenOnce(said) ?? writtenOnce(withoutZone(peer)) ?? 'unknown';
}

/** Of a link-local peer Node tells the interface behind a `%`, too. */
function withoutZone(peer: string | undefined): string {
  const at = peer?.indexOf('%') ?? -1;
  return at === -1 ? (peer ?? '') : peer!.slice(0, at);
}

/** IPv4 that is mapped into IPv6 as the IPv4 address; others as they were. Null: it is no address. */
function writtenOnce(text: string): string | null {
  const address = parseAddress(text);
  if (address === null) return null;
  const [word] = address;
  if (address.length > 1 || word === undefined) return text.toLowerCase();
  // Of IPv4 one spelling alone is read.
  return text.includes(':') ? [24, 16, 8, 0].map((bits) => (word >>> bits) & 255).join('.') : text;
}
