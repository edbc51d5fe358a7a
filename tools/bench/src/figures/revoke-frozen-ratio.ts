import { setTimeout as pause } from 'node:timers/promises';
import { LEASE_MS } from '@portcullis/enforcement';
import { BenchError } from '../bench-error.js';
import type { BenchContext, Figure, Measurement } from '../figure.js';
import { withVerifiesGoingOn } from '../revoke/going-on.js';
import { Scene } from '../revoke/scene.js';
import { median, rounded } from '../statistics.js';

/** Until a gateway that was frozen has its leases again. */
const LIVE_WITHIN_MS = 10_000;

export const revokeFrozenRatio: Figure = {
  name: 'revokeFrozenRatio',
  unit: 'ratio of time, less is better',
  describe: 'a revoke while one of three gateways is stopped ÷ the length of a lease; to stay at most 1.1',
  needsStack: true,
  gateways: 3,

  async run(context: BenchContext): Promise<Measurement> {
    const { stack, say, signal } = context;
    const { gateways, operatorToken, demo } = stack.info;
    const owner = `/v1/tenants/${demo.tenant}/accounts/${demo.account}`;
    const scene = await Scene.open(gateways[0]!, operatorToken);
    const tookMs: number[] = [];
    try {
      // Each of the others once: a host that keeps revokes waiting again and again gets no lease for a while.
      for (const frozen of ['gateway-2', 'gateway-3']) {
        signal.throwIfAborted();
        const url = gateways[Number(frozen.at(-1)) - 1]!;
        await withVerifiesGoingOn(context, gateways.filter((each) => each !== url), async (load) => {
          await untilLive(scene, owner, gateways.length);
          const { id } = await scene.issue(owner);
          stack.kill(frozen, 'SIGSTOP');
          try {
            const revoked = await scene.revoke(owner, id);
            if (revoked.verifiers.live !== gateways.length) throw new BenchError(`${frozen} was stopped, and ${revoked.verifiers.live} verifiers were waited for`);
            tookMs.push(revoked.tookMs);
            say(`${frozen} stopped: ${rounded(revoked.tookMs, 1)} ms`);
          } finally {
            stack.kill(frozen, 'SIGCONT');
          }
          await load.take();
        });
      }
      await untilLive(scene, owner, gateways.length);
    } finally {
      scene.close();
    }
    const ratios = tookMs.map((each) => rounded(each / LEASE_MS, 3));
    return { value: rounded(median(ratios), 3), min: Math.min(...ratios), max: Math.max(...ratios), limit: { value: LEASE_MS, unit: 'ms' }, detail: { tookMs: tookMs.map((each) => rounded(each, 1)) } };
  },
};

async function untilLive(scene: Scene, owner: string, expected: number): Promise<void> {
  const endsMs = performance.now() + LIVE_WITHIN_MS;
  for (;;) {
    const { verifiers } = await scene.revoke(owner, (await scene.issue(owner)).id);
    if (verifiers.live === expected) return;
    if (performance.now() > endsMs) throw new BenchError(`${verifiers.live} of ${expected} gateways have a lease`);
    await pause(100);
  }
}
