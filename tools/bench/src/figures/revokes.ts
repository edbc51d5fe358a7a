import type { BenchContext, Figure } from '../figure.js';
import { measureRevokes } from '../revoke/measured.js';
import { median } from '../statistics.js';

/** Three figures of one measurement. */
const ofRevokes = { needsStack: true, gateways: 3 } as const;

export const revokeSkeletonRatio: Figure = {
  ...ofRevokes,
  name: 'revokeSkeletonRatio',
  unit: 'ratio of p50, less is better',
  describe: 'a revoke heard by three gateways, with verifies going on ÷ the same statements, hops and confirmations in bare processes; to stay at most 2.5',

  async run(context: BenchContext) {
    const { ratios, skeletonP50Ms, detail } = await measureRevokes(context);
    return { value: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios), limit: { value: skeletonP50Ms, unit: 'ms' }, detail: { ratios, ...detail } };
  },
};

export const revokeP50Ms: Figure = {
  ...ofRevokes,
  name: 'revokeP50Ms',
  unit: 'ms, less is better',
  describe: 'how long half of the revokes take at most, with verifies going on; to stay at most 8',

  async run(context: BenchContext) {
    const { p50Ms, detail } = await measureRevokes(context);
    return { value: p50Ms, ...rangeOf(detail['p50MsOfRounds']), limit: null, detail };
  },
};

export const revokeP99Ms: Figure = {
  ...ofRevokes,
  name: 'revokeP99Ms',
  unit: 'ms, less is better',
  describe: 'how long 99 of 100 revokes take at most, with verifies going on; to stay at most 40',

  async run(context: BenchContext) {
    const { p99Ms, detail } = await measureRevokes(context);
    return { value: p99Ms, ...rangeOf(detail['p99MsOfRounds']), limit: null, detail };
  },
};

function rangeOf(values: unknown): { min: number; max: number } {
  return { min: Math.min(...(values as number[])), max: Math.max(...(values as number[])) };
}
