/** The middle one; of an even number, the mean of the middle two. @throws RangeError for no values. */
export function median(values: readonly number[]): number {
  const sorted = inOrder(values);
  const middle = sorted.length >> 1;
  const upper = sorted[middle]!;
  return sorted.length % 2 === 1 ? upper : (sorted[middle - 1]! + upper) / 2;
}

/**
 * By nearest rank: the smallest value that at least `percent` of all do not exceed, so always one that was seen.
 * @throws RangeError for no values.
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = inOrder(values);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]!;
}

function inOrder(values: readonly number[]): Float64Array {
  if (values.length === 0) throw new RangeError('nothing was measured');
  return Float64Array.from(values).sort(); // of numbers; an Array's own sort would go by their text
}

/** To so many digits behind the point: more than was measured would pretend to be exact. */
export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
