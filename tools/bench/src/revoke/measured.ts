import type { Stack } from '@portcullis/stack';
import { BenchError } from '../bench-error.js';
import type { BenchContext } from '../figure.js';
import { median, percentile, rounded } from '../statistics.js';
import { Scene } from './scene.js';
import { startRevokeSkeleton } from './skeleton.js';
import { withVerifiesGoingOn } from './going-on.js';

/** Revokes of single tokens, one after the other, beside those of the skeleton. */
export interface RevokesMeasured {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly skeletonP50Ms: number;
  /** Of each pair of rounds: ours ÷ the skeleton's. */
  readonly ratios: readonly number[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Odd, so that the median is a ratio that was really seen. */
const ROUNDS = 7;
const WARM_UP = 100;
const MOST_A_ROUND = 100;
const FEWEST_A_ROUND = 30;

const measured = new WeakMap<Stack, Promise<RevokesMeasured>>();

/** Measured once for all figures that are told from it. */
export function measureRevokes(context: BenchContext): Promise<RevokesMeasured> {
  let revokes = measured.get(context.stack);
  if (revokes === undefined) measured.set(context.stack, (revokes = measure(context)));
  return revokes;
}

async function measure(context: BenchContext): Promise<RevokesMeasured> {
  const { stack, seconds, signal, say } = context;
  const { gateway, operatorToken, demo } = stack.info;
  const owner = `/v1/tenants/${demo.tenant}/accounts/${demo.account}`;
  const aRound = Math.min(MOST_A_ROUND, Math.max(FEWEST_A_ROUND, seconds * 3));
  const count = WARM_UP + ROUNDS * aRound;
  const scene = await Scene.open(gateway, operatorToken);
  const skeleton = await startRevokeSkeleton(stack, count);
  try {
    const tokens = await scene.issueMany(owner, count);
    return await withVerifiesGoingOn(context, stack.info.gateways, async (load) => {
      const ours = async (): Promise<number> => {
        const { tookMs, verifiers } = await scene.revoke(owner, tokens.pop()!.id);
        const { live, confirmed } = verifiers;
        if (live !== stack.info.gateways.length || confirmed !== live) throw new BenchError(`a revoke was heard by ${confirmed} of ${live} verifiers, and there are ${stack.info.gateways.length}`);
        return tookMs;
      };
      const round = async (revoke: () => Promise<number>, times: number): Promise<number[]> => {
        const tookMs: number[] = [];
        while (tookMs.length < times) {
          signal.throwIfAborted();
          tookMs.push(await revoke());
        }
        return tookMs;
      };
      const theirs = () => skeleton.revoke();
      await round(ours, WARM_UP);
      await round(theirs, WARM_UP);
      await load.take();

      const rounds: { readonly ours: number[]; readonly theirs: number[] }[] = [];
      while (rounds.length < ROUNDS) rounds.push({ ours: await round(ours, aRound), theirs: await round(theirs, aRound) });
      const verifiesMs = await load.take();

      const all = rounds.flatMap((each) => each.ours);
      const skeletonAll = rounds.flatMap((each) => each.theirs);
      const [p50Ms, p99Ms, skeletonP50Ms] = [rounded(median(all), 2), rounded(percentile(all, 99), 2), rounded(median(skeletonAll), 2)];
      say(`${all.length} revokes: p50 ${p50Ms} ms, p99 ${p99Ms} ms; skeleton p50 ${skeletonP50Ms} ms, p99 ${rounded(percentile(skeletonAll, 99), 2)} ms`);
      return {
        ...{ p50Ms, p99Ms, skeletonP50Ms },
        ratios: rounds.map((each) => rounded(median(each.ours) / median(each.theirs), 3)),
        detail: {
          revokes: all.length,
          gateways: stack.info.gateways.length,
          skeletonP99Ms: rounded(percentile(skeletonAll, 99), 2),
          verifiesGoingOn: { done: verifiesMs.length, p50Ms: rounded(median(verifiesMs), 2), p99Ms: rounded(percentile(verifiesMs, 99), 2) },
          p50MsOfRounds: rounds.map((each) => rounded(median(each.ours), 2)),
          p99MsOfRounds: rounds.map((each) => rounded(percentile(each.ours, 99), 2)),
        },
      };
    });
  } finally {
    scene.close();
    await skeleton.stop();
  }
}
