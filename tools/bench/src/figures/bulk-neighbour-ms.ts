import { setTimeout as pause } from 'node:timers/promises';
import { BenchError } from '../bench-error.js';
import type { BenchContext, Figure, Measurement } from '../figure.js';
import { makeCrowd, type Crowd } from '../revoke/crowd.js';
import { withVerifiesGoingOn } from '../revoke/going-on.js';
import { Scene } from '../revoke/scene.js';
import { median, percentile, rounded } from '../statistics.js';

const TOKENS = 100_000;
/** Odd, so that the median is a difference that was really seen. */
const CROWDS = 3;

export const bulkNeighbourMs: Figure = {
  name: 'bulkNeighbourMs',
  unit: 'ms, less is better',
  describe: `p99 of another tenant's verifies while ${TOKENS} tokens are revoked by a label − p99 when nothing is; to stay at most 5`,
  needsStack: true,
  gateways: 3,

  async run(context: BenchContext): Promise<Measurement> {
    const { stack, say, signal } = context;
    const { gateway, gateways, operatorToken } = stack.info;
    const scene = await Scene.open(gateway, operatorToken);
    try {
      const crowds: Crowd[] = [];
      for (let at = 0; at < CROWDS; at++) crowds.push(await makeCrowd(stack, scene, { username: `label${at}`, tokens: TOKENS, labels: { batch: `b${at}` } }));
      const rounds = await withVerifiesGoingOn(context, gateways, async (load) => {
        const told = [];
        for (const [at, crowd] of crowds.entries()) {
          signal.throwIfAborted();
          await load.take();
          const idleMs = 2_000;
          await pause(idleMs);
          const idle = percentile(await load.take(), 99);
          const { tookMs } = await scene.revokeInBulk(crowd.path, { label: `batch:b${at}` });
          const busy = percentile(await load.take(), 99);
          if (await crowd.isAlive()) throw new BenchError('a token of the crowd outlived its revoke');
          told.push({ tookMs: rounded(tookMs, 1), idleP99Ms: rounded(idle, 2), busyP99Ms: rounded(busy, 2) });
        }
        return told;
      });
      for (const { tookMs, idleP99Ms, busyP99Ms } of rounds) say(`${TOKENS} tokens by label in ${tookMs} ms; verifies of another tenant: p99 ${busyP99Ms} ms, idle ${idleP99Ms} ms`);
      const differences = rounds.map(({ idleP99Ms, busyP99Ms }) => rounded(busyP99Ms - idleP99Ms, 2));
      return { value: median(differences), min: Math.min(...differences), max: Math.max(...differences), limit: null, detail: { tokens: TOKENS, rounds } };
    } finally {
      scene.close();
    }
  },
};
