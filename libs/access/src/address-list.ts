import { outermostRanges, parseAddressRange, type Address, type AddressRange } from '@portcullis/kernel';

/** A list of ranges that was read once, to be asked often; null: everybody. */
export type CompiledAddresses = AddressTable | null;

/**
 * Ranges in order of address, none within another. Each is the words of its first address and its prefix, all in one flat list:
 * tokens are kept by the ten thousand, and objects would take several times the room.
 */
export interface AddressTable {
  readonly v4: readonly number[];
  readonly v6: readonly number[];
}

/** What a token's list means: an empty one lets everybody in, and a range that cannot be read nobody. */
export function compileAddresses(ranges: readonly string[]): CompiledAddresses {
  return ranges.length === 0 ? null : compileRanges(ranges);
}

/** These ranges and no more: an empty list lets nobody in. */
export function compileRanges(ranges: readonly string[]): AddressTable {
  const read = outermostRanges(ranges.map(parseAddressRange).filter((range) => range !== null));
  const flat = (words: number) => read.filter(({ first }) => first.length === words).flatMap(({ first, prefixBits }: AddressRange) => [...first, prefixBits]);
  return { v4: flat(1), v6: flat(4) };
}

/** @param address null for a text that is no address, or that nobody knows: only where everybody is let in is it let in too */
export function addressWithin(compiled: CompiledAddresses, address: Address | null): boolean {
  if (compiled === null) return true;
  if (address === null) return false;
  const table = address.length === 1 ? compiled.v4 : compiled.v6;
  const width = address.length + 1;
  // Only the last range that begins at the address or before it can hold it, since none lies within another.
  let [low, high] = [0, table.length / width];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (beginsBehind(table, middle * width, address)) high = middle;
    else low = middle + 1;
  }
  return low > 0 && holds(table, (low - 1) * width, address);
}

function beginsBehind(table: readonly number[], at: number, address: Address): boolean {
  for (let word = 0; word < address.length; word++) {
    const difference = table[at + word]! - address[word]!;
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function holds(table: readonly number[], at: number, address: Address): boolean {
  const prefixBits = table[at + address.length]!;
  for (let word = 0; word * 32 < prefixBits; word++) {
    const ignoredBits = Math.max(0, 32 * (word + 1) - prefixBits);
    if ((table[at + word]! ^ address[word]!) >>> ignoredBits !== 0) return false;
  }
  return true;
}
