import { inRange, parseAddressRange, type Address, type AddressRange } from './address.js';

interface Block {
  readonly range: AddressRange;
  readonly purpose: string;
}

/** IANA IPv4 Special-Purpose Address Registry (RFC 6890, RFC 8190), and multicast, which is in a registry of its own (RFC 5771). */
const V4: readonly Block[] = blocks({
  '0.0.0.0/8': 'this network',
  '10.0.0.0/8': 'private use',
  '100.64.0.0/10': 'shared address space',
  '127.0.0.0/8': 'loopback',
  '169.254.0.0/16': 'link local',
  '172.16.0.0/12': 'private use',
  '192.0.0.0/24': 'protocol assignments',
  '192.0.2.0/24': 'documentation',
  '192.31.196.0/24': 'AS112',
  '192.52.193.0/24': 'AMT',
  '192.88.99.0/24': '6to4 relay',
  '192.168.0.0/16': 'private use',
  '192.175.48.0/24': 'AS112',
  '198.18.0.0/15': 'benchmarking',
  '198.51.100.0/24': 'documentation',
  '203.0.113.0/24': 'documentation',
  '224.0.0.0/4': 'multicast',
  '240.0.0.0/4': 'reserved',
});

/** IANA IPv6 Special-Purpose Address Registry; site local is RFC 3879, multicast RFC 4291 section 2.7. */
const V6: readonly Block[] = blocks({
  '::/128': 'unspecified',
  '::1/128': 'loopback',
  '64:ff9b:1::/48': 'translation',
  '100::/64': 'discard only',
  '100:0:0:1::/64': 'dummy prefix',
  '2001::/32': 'Teredo',
  '2001::/23': 'protocol assignments',
  '2001:db8::/32': 'documentation',
  '2002::/16': '6to4',
  '2620:4f:8000::/48': 'AS112',
  '3fff::/20': 'documentation',
  '5f00::/16': 'segment routing',
  'fc00::/7': 'unique local',
  'fe80::/10': 'link local',
  'fec0::/10': 'site local',
  'ff00::/8': 'multicast',
});

/** RFC 6052: the last word is the IPv4 address that a translator sends to. */
const TRANSLATED = parseAddressRange('64:ff9b::/96')!;
/** All that is handed out to hosts so far (RFC 4291 section 2.4). */
const GLOBAL_UNICAST = parseAddressRange('2000::/3')!;

/**
 * What the address is set aside for; null for one that any host on the internet may have. `parseAddress` makes an IPv4
 * address of one that is mapped into IPv6; of one for a translator (NAT64) the IPv4 address behind it counts. Teredo and 6to4
 * hide an IPv4 address too, and are special themselves. What no registry knows yet is taken for special.
 */
export function specialPurpose(address: Address): string | null {
  if (address.length === 1) return purposeIn(V4, address);
  if (inRange(address, TRANSLATED)) return purposeIn(V4, [address[3]!]);
  return purposeIn(V6, address) ?? (inRange(address, GLOBAL_UNICAST) ? null : 'not assigned');
}

function purposeIn(list: readonly Block[], address: Address): string | null {
  return list.find(({ range }) => inRange(address, range))?.purpose ?? null;
}

function blocks(purposes: Readonly<Record<string, string>>): Block[] {
  return Object.entries(purposes).map(([text, purpose]) => ({ range: parseAddressRange(text)!, purpose }));
}
