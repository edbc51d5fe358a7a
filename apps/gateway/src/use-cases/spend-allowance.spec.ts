import { DEFAULT_POLICY, effectivePolicy } from '@portcullis/access';
import { tokensRpc, type RequestOf } from '@portcullis/contracts';
import { Fault, granted, instant, newId, toRfc3339, type Instant, type Result, type Shard } from '@portcullis/kernel';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { SliceBook } from '../domain/slice-book.js';
import type { Services } from './ports.js';
import type { PresentedToken } from './presented-token.js';
import { spendAllowance, type SpendRefusal, type Spent } from './spend-allowance.js';

type Request = RequestOf<typeof tokensRpc.drawAllowance>;
type Outcome = Result<Spent, SpendRefusal>;
interface Rate {
  readonly requests: number;
  readonly seconds: number;
}

const tenantId = newId('ten', randomBytes);

/** The tokens service as far as it counts: fixed windows of a clock that the tests turn, and a quota. */
class Authority {
  now = instant(0);
  draws: Request[] = [];
  private readonly counted = new Map<string, { endsAt: number; drawn: number }>();
  private readonly usesDrawn = new Map<string, number>();

  constructor(private readonly quota: number | null = null) {}

  answer(request: Request) {
    this.draws.push(request);
    const { tokenId, tokenRate, tenantRate, uses } = request;
    return {
      tokenRate: tokenRate && this.draw(tokenId, tokenRate),
      tenantRate: tenantRate && this.draw(tenantId, tenantRate),
      uses: uses && this.drawUses(tokenId, uses.want),
      at: toRfc3339(this.now),
    };
  }

  usesOf(tokenId: string): number {
    return this.usesDrawn.get(tokenId) ?? 0;
  }

  private draw(subject: string, { limit, want }: { readonly limit: Rate; readonly want: number }) {
    const windowMs = limit.seconds * 1000;
    const endsAt = (Math.floor(this.now / windowMs) + 1) * windowMs;
    const before = this.counted.get(subject);
    const drawn = before?.endsAt === endsAt ? before.drawn : 0;
    const given = Math.min(want, limit.requests - drawn);
    this.counted.set(subject, { endsAt, drawn: drawn + given });
    return { granted: given, left: limit.requests - drawn - given, endsAt: toRfc3339(instant(endsAt)) };
  }

  private drawUses(tokenId: string, want: number) {
    const drawn = this.usesOf(tokenId);
    const given = Math.min(want, this.quota! - drawn);
    this.usesDrawn.set(tokenId, drawn + given);
    return { granted: given, left: this.quota! - drawn - given };
  }
}

interface Bounds {
  readonly rateLimit?: Rate | null;
  readonly useQuota?: number | null;
  readonly tenantLimit?: Rate | null;
  readonly ancestorLimit?: Rate | null;
  /** Of each token that has none of its own. */
  readonly eachLimit?: Rate | null;
  readonly eachLimitAbove?: Rate | null;
  readonly form?: 'token' | 'session';
}

function tokenOf(bounds: Bounds, id = newId('tok', randomBytes)) {
  const { rateLimit = null, useQuota = null, tenantLimit = null, ancestorLimit = null, eachLimit = null, eachLimitAbove = null, form = 'token' } = bounds;
  const policy = effectivePolicy([
    { ...DEFAULT_POLICY, rateLimit: tenantLimit, tokenRateLimit: eachLimit },
    { ...DEFAULT_POLICY, rateLimit: ancestorLimit, tokenRateLimit: eachLimitAbove },
  ]);
  return (at: Instant) => ({
    shard: 7 as Shard,
    facts: { id, tenantId, form, rateLimit, useQuota, at: toRfc3339(at) } as PresentedToken['facts'],
    owner: { tenants: ['active'], account: null, policy } as PresentedToken['owner'],
  });
}

function gatewayAt(authority: Authority, carry: <T>(value: T) => Promise<T> = (value) => Promise.resolve(value), slices = new SliceBook()) {
  const services: Services = {
    async call(contract, request) {
      expect(contract).toBe(tokensRpc.drawAllowance);
      await carry(null);
      return granted(await carry(authority.answer(request as Request))) as never;
    },
  };
  const spend = spendAllowance({ services, slices });
  return { slices, spend: (token: ReturnType<typeof tokenOf>): Promise<Outcome> => spend(token(authority.now), 'req') };
}

const served = (outcomes: readonly Outcome[]): number => outcomes.filter(({ ok }) => ok).length;
const refusalOf = (outcome: Outcome): SpendRefusal => {
  if (outcome.ok) throw new Error('it was served');
  return outcome.refusal;
};

describe('a token with bounds', () => {
  it('costs nothing to ask for when it has none', async () => {
    const authority = new Authority();
    expect(await gatewayAt(authority).spend(tokenOf({}))).toMatchObject({ ok: true, value: { limits: [], waited: false } });
    expect(authority.draws).toEqual([]);
  });

  it('is served as often as its rate says, then told when to come again, and then served again', async () => {
    const authority = new Authority();
    const gateway = gatewayAt(authority);
    const token = tokenOf({ rateLimit: { requests: 3, seconds: 60 } });
    authority.now = instant(20_500);
    for (const left of [2, 1, 0]) {
      expect(await gateway.spend(token)).toMatchObject({ value: { limits: [{ name: 'token', requests: 3, seconds: 60, left, resetSeconds: 40 }] } });
    }
    expect(refusalOf(await gateway.spend(token))).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 40, limits: [{ left: 0 }] });
    authority.now = instant(60_000);
    expect(await gateway.spend(token)).toMatchObject({ ok: true });
  });

  it('shares the rate of its tenant with the others, and the strictest of those above holds', async () => {
    const authority = new Authority();
    const gateway = gatewayAt(authority);
    const bounds = { tenantLimit: { requests: 1000, seconds: 60 }, ancestorLimit: { requests: 2, seconds: 60 } };
    for (const token of [tokenOf(bounds), tokenOf(bounds)]) expect(await gateway.spend(token)).toMatchObject({ ok: true });
    expect(refusalOf(await gateway.spend(tokenOf(bounds)))).toMatchObject({ code: 'rate_limited', detail: expect.stringContaining('provider') as string });
  });

  it('has the rate that is laid down for each token, the strictest of those above, and shares it with no other', async () => {
    const authority = new Authority();
    const gateway = gatewayAt(authority);
    const bounds = { eachLimit: { requests: 9, seconds: 60 }, eachLimitAbove: { requests: 2, seconds: 60 } };
    for (const token of [tokenOf(bounds), tokenOf(bounds)]) {
      for (const left of [1, 0]) expect(await gateway.spend(token)).toMatchObject({ value: { limits: [{ name: 'token', requests: 2, left }] } });
      expect(refusalOf(await gateway.spend(token))).toMatchObject({ code: 'rate_limited', detail: 'The token has made as many requests as it may for now.' });
    }
  });

  it('keeps to its own rate where it has one, be that slower or faster than the one of each token', async () => {
    const gateway = gatewayAt(new Authority());
    for (const rateLimit of [{ requests: 1, seconds: 60 }, { requests: 99, seconds: 60 }]) {
      const token = tokenOf({ rateLimit, eachLimit: { requests: 5, seconds: 60 } });
      expect(await gateway.spend(token)).toMatchObject({ value: { limits: [{ name: 'token', requests: rateLimit.requests }] } });
    }
  });

  it('that is a session is not slowed down by the rate of each token', async () => {
    expect(await gatewayAt(new Authority()).spend(tokenOf({ form: 'session', eachLimit: { requests: 1, seconds: 60 } }))).toMatchObject({ value: { limits: [] } });
  });

  it('has another rate from the moment on that another is laid down', async () => {
    const authority = new Authority();
    const gateway = gatewayAt(authority);
    const id = newId('tok', randomBytes);
    const under = (requests: number | null) => tokenOf({ eachLimit: requests === null ? null : { requests, seconds: 60 } }, id);
    expect(await gateway.spend(under(null))).toMatchObject({ value: { limits: [] } });
    expect(await gateway.spend(under(3))).toMatchObject({ value: { limits: [{ requests: 3, left: 2 }] } });
    expect(refusalOf(await gateway.spend(under(1)))).toMatchObject({ limits: [{ requests: 1, left: 0 }] });
    expect(await gateway.spend(under(5))).toMatchObject({ value: { limits: [{ requests: 5, left: 3 }] } });
    expect(await gateway.spend(under(null))).toMatchObject({ value: { limits: [] } });
  });

  it('that has been used up is over for good, whatever its rate leaves', async () => {
    const authority = new Authority(2);
    const gateway = gatewayAt(authority);
    const token = tokenOf({ useQuota: 2, rateLimit: { requests: 2, seconds: 60 } });
    await gateway.spend(token);
    await gateway.spend(token);
    expect(refusalOf(await gateway.spend(token))).toMatchObject({ code: 'token_exhausted', retryAfterSeconds: 0 });
  });

  it('uses nothing of its quota while its rate refuses it', async () => {
    const authority = new Authority(1000);
    const gateway = gatewayAt(authority);
    const token = tokenOf({ useQuota: 1000, rateLimit: { requests: 2, seconds: 60 } });
    for (let n = 0; n < 50; n++) await gateway.spend(token);
    expect(authority.usesOf(authority.draws[0]!.tokenId)).toBe(10);
    authority.now = instant(60_000);
    const before = authority.draws.length;
    for (let n = 0; n < 2; n++) expect(await gateway.spend(token)).toMatchObject({ ok: true });
    expect(authority.draws.slice(before).every(({ uses }) => uses === null)).toBe(true);
  });

  it('is refused without another question once its window is known to be used up', async () => {
    const authority = new Authority();
    const gateway = gatewayAt(authority);
    const token = tokenOf({ rateLimit: { requests: 1, seconds: 60 } });
    for (let n = 0; n < 20; n++) await gateway.spend(token);
    expect(authority.draws).toHaveLength(1);
  });

  it('draws once for all who wait', async () => {
    const authority = new Authority();
    const gateway = gatewayAt(authority);
    const token = tokenOf({ rateLimit: { requests: 100, seconds: 60 } });
    const outcomes = await Promise.all(Array.from({ length: 80 }, () => gateway.spend(token)));
    expect(served(outcomes)).toBe(80);
    expect(authority.draws.map(({ tokenRate }) => tokenRate!.want)).toEqual([1, 79]);
  });

  it('is not served when its slice cannot be drawn', async () => {
    const authority = new Authority();
    const gateway = gatewayAt(authority, () => Promise.reject(new Fault('no answer', 'timeout')));
    const token = tokenOf({ rateLimit: { requests: 100, seconds: 60 } });
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => gateway.spend(token)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('is neither served nor taken for used up when its quota was lifted while a slice was drawn', async () => {
    const authority = new Authority(1000);
    authority.answer = () => ({ tokenRate: null, tenantRate: null, uses: { granted: 0, left: 10 }, at: toRfc3339(authority.now) });
    await expect(gatewayAt(authority).spend(tokenOf({ useQuota: 1000 }))).rejects.toThrow(Fault);
    expect(await gatewayAt(authority).spend(tokenOf({}))).toMatchObject({ ok: true });
  });

  it('is asked about anew after a slice could not be drawn', async () => {
    const authority = new Authority();
    let away = true;
    const gateway = gatewayAt(authority, (value) => (away ? Promise.reject(new Fault('no answer', 'timeout')) : Promise.resolve(value)));
    const token = tokenOf({ rateLimit: { requests: 100, seconds: 60 } });
    await expect(gateway.spend(token)).rejects.toThrow(Fault);
    away = false;
    expect(await gateway.spend(token)).toMatchObject({ ok: true });
  });
});

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
