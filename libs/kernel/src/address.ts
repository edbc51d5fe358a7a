/** An IPv4 or IPv6 address as 32-bit words, most significant first: one word or four. */
export type Address = readonly number[];

/** All addresses that share the first `prefixBits` bits. */
export interface AddressRange {
  readonly first: Address;
  readonly prefixBits: number;
}

/**
 * The address that a text names; null for anything else. IPv4 as four decimal numbers without leading zeros (other
 * notations are read differently by different programs), IPv6 as in RFC 4291 section 2.2, without a zone. An IPv4 address
 * that is mapped into IPv6 is the IPv4 address: a socket that listens to both reports it so.
 */
export function parseAddress(text: string): Address | null {
  if (!text.includes(':')) return parseV4(text);
  const words = parseV6(text);
  return words !== null && isMapped(words) ? [words[3]!] : words;
}

/**
 * The range that `192.0.2.0/24`, `2001:db8::/32` or a single address names; null for anything else. Bits behind the prefix
 * must be zero: `192.0.2.7/24` means either one address or 256, and whoever wrote it should say which.
 */
export function parseAddressRange(text: string): AddressRange | null {
  const [address = '', prefix, ...rest] = text.split('/');
  const first = parseAddress(address);
  if (first === null || rest.length > 0) return null;
  const sizeBits = first.length * 32;
  if (prefix === undefined) return { first, prefixBits: sizeBits };
  if (!/^(0|[1-9]\d{0,2})$/.test(prefix)) return null;
  // Of a mapped address the prefix counts the 96 bits before it.
  const prefixBits = Number(prefix) - (address.includes(':') && first.length === 1 ? 96 : 0);
  if (prefixBits < 0 || prefixBits > sizeBits) return null;
  return first.every((word, at) => (word & ~maskOf(prefixBits, at)) === 0) ? { first, prefixBits } : null;
}

/** Whether the address lies in the range. Addresses of the two families never lie in each other's ranges. */
export function inRange(address: Address, { first, prefixBits }: AddressRange): boolean {
  if (address.length !== first.length) return false;
  return address.every((word, at) => ((word ^ first[at]!) & maskOf(prefixBits, at)) === 0);
}

/** Whether every address of `inner` lies in `outer`. */
export function withinRange(inner: AddressRange, outer: AddressRange): boolean {
  return inner.prefixBits >= outer.prefixBits && inRange(inner.first, outer);
}

/**
 * The same addresses in as few of these ranges as do, IPv4 first and in order of address. Nothing is joined: two ranges share
 * addresses only where one lies within the other. Of equal ones the first stays.
 */
export function outermostRanges<Range extends AddressRange>(ranges: readonly Range[]): Range[] {
  const kept: Range[] = [];
  for (const range of [...ranges].sort(byAddress)) {
    const before = kept.at(-1);
    // In this order a range comes right after the widest that holds it, with nothing but others within that one between.
    if (before === undefined || !withinRange(range, before)) kept.push(range);
  }
  return kept;
}

/**
 * The ranges of all addresses that lie in both lists, each as one of the lists has it. Of two ranges that meet one lies within the
 * other, and the narrower counts; what cannot be read meets nothing. The same in whatever order the two lists, and the ranges in
 * them, come.
 */
export function intersectRanges(a: readonly string[], b: readonly string[]): string[] {
  const [ours, theirs] = [readRanges(a), readRanges(b)];
  const both = [
    ...ours.filter((range) => theirs.some((wide) => withinRange(range, wide))),
    ...theirs.filter((range) => ours.some((wide) => withinRange(range, wide))),
  ];
  // Sorted, so that of two ways to write a range always the same is kept.
  return outermostRanges(both.sort((one, other) => (one.text < other.text ? -1 : 1))).map(({ text }) => text);
}

function readRanges(texts: readonly string[]): (AddressRange & { readonly text: string })[] {
  return texts.flatMap((text) => {
    const range = parseAddressRange(text);
    return range === null ? [] : [{ ...range, text }];
  });
}

function byAddress(a: AddressRange, b: AddressRange): number {
  if (a.first.length !== b.first.length) return a.first.length - b.first.length;
  const at = a.first.findIndex((word, index) => word !== b.first[index]);
  return at === -1 ? a.prefixBits - b.prefixBits : a.first[at]! - b.first[at]!;
}

/** The bits of word `at` that a prefix covers. */
function maskOf(prefixBits: number, at: number): number {
  const bits = Math.min(32, Math.max(0, prefixBits - 32 * at));
  return bits === 0 ? 0 : (-1 << (32 - bits)) | 0;
}

function parseV4(text: string): Address | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  let word = 0;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return null;
    word = word * 256 + Number(part);
  }
  return [word];
}

function parseV6(text: string): Address | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map((half, at) => groupsOf(half, at === halves.length - 1));
  if (head == null || tail === null) return null;
  if (tail === undefined) return head.length === 8 ? wordsOf(head) : null;
  // `::` stands for at least one group.
  const zeros = 8 - head.length - tail.length;
  return zeros < 1 ? null : wordsOf([...head, ...Array<number>(zeros).fill(0), ...tail]);
}

/** Groups of 16 bits; the last two may be written as an IPv4 address at the end of the text. */
function groupsOf(text: string, atTheEnd: boolean): number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [at, part] of parts.entries()) {
    if (part.includes('.')) {
      const v4 = atTheEnd && at === parts.length - 1 ? parseV4(part) : null;
      if (v4 === null) return null;
      groups.push(Math.floor(v4[0]! / 65_536), v4[0]! % 65_536);
    } else if (/^[0-9A-Fa-f]{1,4}$/.test(part)) groups.push(parseInt(part, 16));
    else return null;
  }
  return groups;
}

function wordsOf(groups: readonly number[]): Address {
  return [0, 2, 4, 6].map((at) => groups[at]! * 65_536 + groups[at + 1]!);
}

/** RFC 4291 section 2.5.5.2. */
function isMapped([first, second, third]: Address): boolean {
  return first === 0 && second === 0 && third === 0xffff;
}
