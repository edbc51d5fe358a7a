import { BenchError } from '../bench-error.js';
import type { BenchContext, Figure, Measurement } from '../figure.js';
import { makeCrowd, type Crowd } from '../revoke/crowd.js';
import { withVerifiesGoingOn } from '../revoke/going-on.js';
import { Scene } from '../revoke/scene.js';
import { median, rounded } from '../statistics.js';

const TOKENS = 100_000;
/** Odd, so that the median is a ratio that was really seen. */
const CROWDS = 3;
/** Single revokes beside each. */
const SINGLES = 9;

export const bulkAccountRatio: Figure = {
  name: 'bulkAccountRatio',
  unit: 'ratio of time, less is better',
  describe: `all of ${TOKENS} tokens of one account revoked at once ÷ one token revoked; to stay at most 2`,
  needsStack: true,
  gateways: 3,

  async run(context: BenchContext): Promise<Measurement> {
    const { stack, say, signal } = context;
    const { gateway, gateways, operatorToken } = stack.info;
    const scene = await Scene.open(gateway, operatorToken);
    try {
      const crowds: Crowd[] = [];
      while (crowds.length < CROWDS) crowds.push(await makeCrowd(stack, scene, { username: `crowd${crowds.length}`, tokens: TOKENS, labels: {} }));
      say(`${CROWDS} accounts with ${TOKENS} tokens each`);
      const rounds = await withVerifiesGoingOn(context, gateways, async (load) => {
        const told: { readonly bulkMs: number; readonly singleMs: number }[] = [];
        for (const crowd of crowds) {
          signal.throwIfAborted();
          const singles = await scene.issueMany(crowd.path, SINGLES);
          const singleMs: number[] = [];
          for (const { id } of singles) singleMs.push((await scene.revoke(crowd.path, id)).tookMs);
          if (!(await crowd.isAlive())) throw new BenchError('a token of the crowd was dead before it was revoked');
          const { tookMs } = await scene.revokeInBulk(crowd.path, { all: true });
          if (await crowd.isAlive()) throw new BenchError('a token of the crowd outlived its revoke');
          told.push({ bulkMs: tookMs, singleMs: median(singleMs) });
        }
        await load.take();
        return told;
      });
      const ratios = rounds.map(({ bulkMs, singleMs }) => rounded(bulkMs / singleMs, 3));
      const singleMs = rounded(median(rounds.map((each) => each.singleMs)), 2);
      return { value: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios), limit: { value: singleMs, unit: 'ms' }, detail: { tokens: TOKENS, rounds, ratios } };
    } finally {
      scene.close();
    }
  },
};
