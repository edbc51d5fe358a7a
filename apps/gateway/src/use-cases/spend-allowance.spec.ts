import { Fault, instant, newId, toRfc3339 } from '@portcullis/kernel';
import { randomBytes } from 'node:crypto';
import { Authority, tokenOf, gatewayAt, served, refusalOf } from './spending-for-spec.js';

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
