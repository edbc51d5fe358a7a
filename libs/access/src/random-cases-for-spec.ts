import * as fc from 'fast-check';

const LONG = process.env['PORTCULLIS_LONG'] === '1';
/** Set by `npm run test:mutation`, where every property is tried again for each of thousands of faults. */
const MUTATION = process.env['PORTCULLIS_MUTATION'] === '1';

jest.setTimeout(LONG ? 1_800_000 : 180_000);

/**
 * Tries a law on random cases; a failure prints its seed and the smallest case that was found. `npm run test:long` looks further. Under
 * mutation few cases must do, always the same, and nobody reads which is the smallest. Answers whether it tried as many as usual.
 */
export function holds<Ts>(law: fc.IProperty<Ts>, cases = 2_000, casesInLong = 50 * cases): boolean {
  fc.assert(law, MUTATION ? { numRuns: Math.max(15, Math.min(cases / 100, 60)), seed: 1, endOnFailure: true } : { numRuns: LONG ? casesInLong : cases });
  return !MUTATION;
}
