import { inRange, parseAddress, parseAddressRange } from '@portcullis/kernel';

/**
 * Whether a list of ranges lets this address through, read one by one: what the compiled list is compared with. An empty list lets
 * everybody through; a range that cannot be read lets nobody through, and neither does any list for a text that is no address.
 */
export function addressAllowed(ranges: readonly string[], address: string): boolean {
  if (ranges.length === 0) return true;
  const parsed = parseAddress(address);
  if (parsed === null) return false;
  return ranges.some((text) => {
    const range = parseAddressRange(text);
    return range !== null && inRange(parsed, range);
  });
}
