import { Fault, instant } from '@portcullis/kernel';
import fc from 'fast-check';
import { Authority, tokenOf, gatewayAt, served } from './spending-for-spec.js';

describe('several gateways together', () => {
  const world = fc.record({
    amount: fc.integer({ min: 1, max: 400 }),
    callsOf: fc.array(fc.integer({ min: 0, max: 250 }), { minLength: 1, maxLength: 4 }),
    lost: fc.array(fc.nat(30), { maxLength: 5 }),
    kind: fc.constantFrom('rate', 'quota'),
  });

  it('never serve more than the bound, in whatever order messages travel and whichever of them are lost', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.scheduler(), async ({ amount, callsOf, lost, kind }, scheduler) => {
        const authority = new Authority(amount);
        let messages = 0;
        const carry = async <T>(value: T): Promise<T> => {
          const carried = await scheduler.schedule(Promise.resolve(value));
          if (lost.includes(messages++)) throw new Fault('no answer', 'timeout');
          return carried;
        };
        const token = tokenOf(kind === 'rate' ? { rateLimit: { requests: amount, seconds: 60 } } : { useQuota: amount });
        const calls = callsOf.flatMap((count) => {
          const gateway = gatewayAt(authority, carry);
          return Array.from({ length: count }, () => gateway.spend(token));
        });
        const settled = Promise.allSettled(calls);
        await scheduler.waitFor(settled);
        const outcomes = (await settled).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
        expect(served(outcomes)).toBeLessThanOrEqual(amount);
      }),
      { numRuns: 150 },
    );
  });

  it('serve all of it but one slice for each of the others, when nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 100, max: 2000 }), fc.integer({ min: 1, max: 4 }), fc.infiniteStream(fc.nat(3)), async (amount, count, turns) => {
        const authority = new Authority(amount);
        const gateways = Array.from({ length: count }, () => gatewayAt(authority));
        const token = tokenOf({ useQuota: amount });
        let done = 0;
        for (const turn of turns) {
          const outcome = await gateways[turn % count]!.spend(token);
          if (!outcome.ok) break;
          done++;
        }
        expect(done).toBeLessThanOrEqual(amount);
        expect(done).toBeGreaterThanOrEqual(amount - (count - 1) * Math.floor(amount / 100));
      }),
      { numRuns: 60 },
    );
  });

  it('serve in each window no more than the rate, and refuse nobody while more than their slices is left', async () => {
    const step = fc.record({ at: fc.nat(3), laterMs: fc.oneof({ weight: 400, arbitrary: fc.nat(60) }, { weight: 1, arbitrary: fc.nat(12_000) }) });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 100, max: 150 }), fc.integer({ min: 1, max: 4 }), fc.infiniteStream(step), async (requests, count, steps) => {
        const authority = new Authority();
        const gateways = Array.from({ length: count }, () => gatewayAt(authority));
        const token = tokenOf({ rateLimit: { requests, seconds: 10 } });
        const inWindow = new Map<number, number>();
        for (const { at, laterMs } of steps) {
          if (authority.now > 60_000) break;
          authority.now = instant(authority.now + laterMs);
          const window = Math.floor(authority.now / 10_000);
          const before = inWindow.get(window) ?? 0;
          const { ok } = await gateways[at % count]!.spend(token);
          if (ok) inWindow.set(window, before + 1);
          else expect(before).toBeGreaterThanOrEqual(requests - (count - 1) * Math.floor(requests / 100));
        }
        for (const served of inWindow.values()) expect(served).toBeLessThanOrEqual(requests);
      }),
      { numRuns: process.env['PORTCULLIS_LONG'] === '1' ? 300 : 20 },
    );
  });

  it('lose what a gateway held that is gone, and no more', async () => {
    const authority = new Authority(1000);
    const token = tokenOf({ useQuota: 1000 });
    let done = 0;
    for (let lives = 0; lives < 5; lives++) {
      const gateway = gatewayAt(authority);
      for (let n = 0; n < 95; n++) done += (await gateway.spend(token)).ok ? 1 : 0;
    }
    const last = gatewayAt(authority);
    while ((await last.spend(token)).ok) done++;
    expect(done).toBe(1000 - 5 * 5);
  });
});
