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
  const slash = text.indexOf('/');
  const address = slash === -1 ? text : text.slice(0, slash);
  const first = parseAddress(address);
  if (first === null) return null;
  const sizeBits = first.length * 32;
  if (slash === -1) return { first, prefixBits: sizeBits };
  const prefix = text.slice(slash + 1);
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
 * them, come. One pass in order of address: whoever writes long lists shall not make all that is decided under them slow.
 */
export function intersectRanges(a: readonly string[], b: readonly string[]): string[] {
  const both: string[] = [];
  /** Those that hold the range at hand, the widest first, and which of the lists hold it. */
  const around: { readonly text: string; readonly range: AddressRange; readonly inA: boolean; readonly inB: boolean }[] = [];
  const all = [...readRanges(a, true), ...readRanges(b, false)];
  // Sorted by their texts too, so that of two ways to write a range always the same is kept.
  for (const { text, range, ofA } of all.sort((one, other) => byAddress(one.range, other.range) || (one.text < other.text ? -1 : 1))) {
    while (around.length > 0 && !withinRange(range, around.at(-1)!.range)) around.pop();
    const outer = around.at(-1);
    const held = {
      text: outer && withinRange(outer.range, range) ? outer.text : text,
      range,
      inA: ofA || outer?.inA === true,
      inB: !ofA || outer?.inB === true,
    };
    if (held.inA && held.inB && !(outer?.inA && outer.inB)) both.push(held.text);
    around.push(held);
  }
  return both;
}

function readRanges(texts: readonly string[], ofA: boolean): { readonly text: string; readonly range: AddressRange; readonly ofA: boolean }[] {
  return texts.flatMap((text) => {
    const range = parseAddressRange(text);
    return range === null ? [] : [{ text, range, ofA }];
  });
}

function byAddress(a: AddressRange, b: AddressRange): number {
  if (a.first.length !== b.first.length) return a.first.length - b.first.length;
  for (let at = 0; at < a.first.length; at++) {
    if (a.first[at] !== b.first[at]) return a.first[at]! - b.first[at]!;
  }
  return a.prefixBits - b.prefixBits;
}

/** The bits of word `at` that a prefix covers. */
function maskOf(prefixBits: number, at: number): number {
  const bits = Math.min(32, Math.max(0, prefixBits - 32 * at));
  return bits === 0 ? 0 : (-1 << (32 - bits)) | 0;
}

// Read character by character, and without lists of several variables at once: this is asked for each request, and the pieces and
// patterns of a shorter way take ten times as long.
const DOT = 46;
const COLON = 58;

function parseV4(text: string): Address | null {
  let word = 0;
  let part = -1;
  let dots = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      if (part === 0) return null;
      part = part === -1 ? code - 48 : part * 10 + code - 48;
      if (part > 255) return null;
    } else {
      if (code !== DOT || part < 0 || dots === 3) return null;
      word = word * 256 + part;
      part = -1;
      dots++;
    }
  }
  return dots === 3 && part >= 0 ? [word * 256 + part] : null;
}

function parseV6(text: string): Address | null {
  const groups: number[] = [];
  // Before how many groups `::` stands.
  let gap = text.startsWith('::') ? 0 : -1;
  let at = gap === 0 ? 2 : 0;
  while (at < text.length) {
    const start = at;
    let group = 0;
    for (let digit: number; at < text.length && (digit = hexDigit(text.charCodeAt(at))) >= 0; at++) group = group * 16 + digit;
    if (at === start || at - start > 4 || groups.length === 8) return null;
    if (text.charCodeAt(at) === DOT) {
      // The last two groups may be written as an IPv4 address at the end of the text.
      const v4 = parseV4(text.slice(start));
      if (v4 === null) return null;
      groups.push(Math.floor(v4[0]! / 65_536), v4[0]! % 65_536);
      break;
    }
    groups.push(group);
    if (at === text.length) break;
    if (text.charCodeAt(at++) !== COLON || at === text.length) return null;
    if (text.charCodeAt(at) === COLON) {
      if (gap !== -1) return null;
      gap = groups.length;
      at++;
    }
  }
  const zeros = 8 - groups.length;
  // `::` stands for at least one group.
  if (gap === -1 ? zeros !== 0 : zeros < 1) return null;
  const words = [0, 0, 0, 0];
  for (let read = 0; read < groups.length; read++) {
    const group = gap === -1 || read < gap ? read : read + zeros;
    words[group >> 1]! += group % 2 === 0 ? groups[read]! * 65_536 : groups[read]!;
  }
  return words;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** RFC 4291 section 2.5.5.2. */
function isMapped([first, second, third]: Address): boolean {
  return first === 0 && second === 0 && third === 0xffff;
}
