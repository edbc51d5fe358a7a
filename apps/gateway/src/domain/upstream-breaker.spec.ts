import * as fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { credentialKey, UpstreamBreaker, type Attempt, type Leave, type Upstream } from './upstream-breaker.js';
import { rewrap, seal } from './upstream-seal.js';

const MINUTES_5 = 300_000;
const at = (credential: string, panel = 'https://panel.example:2083', tenant = credential): Upstream => ({ panel, credential, tenant });

let breaker: UpstreamBreaker;
let nowMs: number;
beforeEach(() => {
  breaker = new UpstreamBreaker();
  nowMs = 1_000_000;
});

function attempt(upstream: Upstream): Attempt {
  const leave = breaker.mayTry(upstream, nowMs);
  if (!leave.try) throw new Error(leave.because);
  return leave.attempt;
}
const why = (upstream: Upstream): string | null => {
  const leave = breaker.mayTry(upstream, nowMs);
  if (leave.try) breaker.ended(leave.attempt);
  return leave.try ? null : leave.because;
};
const fail = (upstream: Upstream): void => void breaker.failed(attempt(upstream), nowMs);
const succeed = (upstream: Upstream): void => breaker.succeeded(attempt(upstream), nowMs);

describe('a credential that the panel has never taken', () => {
  it('is tried by one call at a time, until one shows whether it is good', () => {
    const first = attempt(at('new'));
    expect(first.trial).toBe(true);
    expect(why(at('new'))).toBe('trial_under_way');
    breaker.ended(first);
    breaker.succeeded(attempt(at('new')), nowMs);
    expect([attempt(at('new')), attempt(at('new'))].map(({ trial }) => trial)).toEqual([false, false]);
  });

  it('rests after one refusal, and is then tried by one call at a time again', () => {
    fail(at('stale'));
    nowMs += MINUTES_5 - 1;
    expect(breaker.mayTry(at('stale'), nowMs)).toEqual({ try: false, because: 'credential_refused', retryAfterSeconds: 1 });
    nowMs += 1;
    const probe = attempt(at('stale'));
    expect([probe.trial, why(at('stale'))]).toEqual([true, 'trial_under_way']);
    breaker.failed(probe, nowMs);
    expect(breaker.mayTry(at('stale'), nowMs)).toMatchObject({ because: 'credential_refused', retryAfterSeconds: 300 });
    nowMs += MINUTES_5;
    succeed(at('stale'));
    expect(attempt(at('stale')).trial).toBe(false);
  });

  it('starts afresh on another panel, and so does another credential on this one', () => {
    fail(at('stale'));
    expect([why(at('stale', 'https://other.example')), why(at('another'))]).toEqual([null, null]);
  });
});

describe('a credential that the panel takes', () => {
  beforeEach(() => succeed(at('good')));

  it('is not given up for a call that it has no privilege for', () => {
    for (let round = 0; round < 10; round++) {
      fail(at('good'));
      fail(at('good'));
      succeed(at('good'));
    }
    expect([why(at('good')), why(at('new'))]).toEqual([null, null]);
  });

  it('rests after three refusals in a row, which count as one at the panel', () => {
    const calls = Array.from({ length: 6 }, () => attempt(at('good')));
    expect(calls.map((call) => breaker.failed(call, nowMs))).toEqual([false, false, true, false, false, false]);
    expect(why(at('good'))).toBe('credential_refused');
    for (let stale = 0; stale < 3; stale++) fail(at(`stale ${stale}`));
    expect(why(at('new'))).toBeNull();
    fail(at('stale 4'));
    expect(why(at('new'))).toBe('panel_refuses');
    nowMs += MINUTES_5;
    expect(attempt(at('good')).trial).toBe(true);
  });

  it('is tried whatever others do', () => {
    for (let stale = 0; stale < 5; stale++) fail(at(`stale ${stale}`));
    expect([why(at('new')), why(at('good'))]).toEqual(['panel_refuses', null]);
    nowMs += MINUTES_5 - 1;
    succeed(at('good'));
    nowMs += MINUTES_5;
    fail(at('good'));
    expect(why(at('good'))).toBeNull();
  });
});

describe('a panel that has refused five credentials', () => {
  beforeEach(() => {
    succeed(at('good long ago'));
    nowMs += MINUTES_5;
    for (let stale = 0; stale < 5; stale++, nowMs += 1000) fail(at(`stale ${stale}`));
  });

  it('gets only those that it has taken lately, until that is over', () => {
    expect([why(at('new')), why(at('good long ago'))]).toEqual(['panel_refuses', 'panel_refuses']);
    expect(breaker.mayTry(at('new'), nowMs)).toMatchObject({ retryAfterSeconds: 295 });
    nowMs += MINUTES_5 - 5000;
    expect([why(at('new')), why(at('good long ago'))]).toEqual([null, null]);
  });

  it('is no matter for other panels', () => expect(why(at('new', 'https://other.example'))).toBeNull());
});

it('stale credentials that are used again and again leave room for new ones, once each was tried', () => {
  const stale = Array.from({ length: 10 }, (_, number) => at(`stale ${number}`));
  for (let minute = 0; minute < 120; minute++, nowMs += 60_000) {
    for (const upstream of stale) {
      const leave = breaker.mayTry(upstream, nowMs);
      if (leave.try) breaker.failed(leave.attempt, nowMs);
    }
    if (minute >= 30) succeed(at(`new ${minute}`));
  }
});

describe('a tenant', () => {
  const PANEL = 'https://panel.example:2083';
  const of = (tenant: string, credential: string): Upstream => at(`${tenant} ${credential}`, PANEL, tenant);

  it('uses up two of the five with what was never taken, by one call each, and closes the panel to nobody else', () => {
    const [one, two] = [attempt(of('one', 'a')), attempt(of('one', 'b'))];
    expect([why(of('one', 'c')), why(of('two', 'a'))]).toEqual(['trial_under_way', null]);
    breaker.failed(one, nowMs);
    breaker.failed(two, nowMs);
    expect(breaker.mayTry(of('one', 'c'), nowMs)).toEqual({ try: false, because: 'panel_refuses', retryAfterSeconds: 300 });
    expect(why(of('two', 'a'))).toBeNull();
    nowMs += MINUTES_5;
    fail(of('one', 'a'));
    expect([why(of('one', 'b')), why(of('one', 'c'))]).toEqual(['panel_refuses', null]);
  });

  it('whose credentials all go bad at once closes the panel to those of its own that were not taken lately', () => {
    const own = Array.from({ length: 8 }, (_, number) => of('one', String(number)));
    own.forEach(succeed);
    nowMs += MINUTES_5;
    const refusedThrice = (upstream: Upstream): void => [1, 2, 3].forEach(() => fail(upstream));
    own.slice(0, 5).forEach(refusedThrice);
    expect([why(own[5]!), why(of('two', 'a'))]).toEqual(['panel_refuses', null]);
    fail(of('two', 'a'));
    fail(of('two', 'b'));
    expect(why(of('three', 'a'))).toBeNull();
    fail(of('three', 'a'));
    expect(why(of('four', 'a'))).toBe('panel_refuses');
  });
});

it('an attempt is settled once', () => {
  const first = attempt(at('new'));
  breaker.ended(first);
  breaker.failed(first, nowMs);
  breaker.succeeded(first, nowMs);
  const second = attempt(at('new'));
  breaker.ended(first);
  expect([second.trial, why(at('new'))]).toEqual([true, 'trial_under_way']);
});

describe('whatever comes in whatever order', () => {
  /** Which panel and credential, how far a call that is under way gets, and how time goes. */
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ does: fc.constant('call' as const), panel: fc.nat(1), credential: fc.nat(11) }) },
    { weight: 5, arbitrary: fc.record({ does: fc.constant('end' as const), which: fc.nat(99), unlucky: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.oneof(fc.nat(5000), fc.integer({ min: 60_000, max: MINUTES_5 })) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('turn' as const), credential: fc.nat(11) }) },
  );

  it('no panel gets more than five refusals of unknown credentials in five minutes, nor more than two of one tenant, and every known one gets through', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        breaker = new UpstreamBreaker();
        nowMs = 0;
        /** A stale credential is refused always, others now and then for want of a privilege. */
        const stale = Array.from({ length: 12 }, (_, credential) => credential % 3 !== 0);
        const underWay: { attempt: Attempt; upstream: Upstream; credential: number }[] = [];
        const refusedUnknown = new Map<string, number[]>();
        const known = new Map<string, { acceptedMs: number; inARow: number }>();
        const keyOf = ({ panel, credential }: Upstream): string => `${panel} ${credential}`;
        for (const one of steps) {
          if (one.does === 'wait') nowMs += one.ms;
          else if (one.does === 'turn') stale[one.credential] = !stale[one.credential];
          else if (one.does === 'call') {
            const upstream = at(String(one.credential), String(one.panel), `ten_${one.credential % 5}`);
            const leave: Leave = breaker.mayTry(upstream, nowMs);
            const trialsNow = underWay.filter(({ attempt: { trial }, upstream: other }) => trial && keyOf(other) === keyOf(upstream));
            const standing = known.get(keyOf(upstream));
            if (standing && standing.inARow < 3 && nowMs < standing.acceptedMs + MINUTES_5) expect(leave).toMatchObject({ try: true, attempt: { trial: false } });
            if (leave.try) {
              if (leave.attempt.trial) expect(trialsNow).toEqual([]);
              if (standing && standing.inARow >= 3) expect(leave.attempt.trial).toBe(true);
              underWay.push({ attempt: leave.attempt, upstream, credential: one.credential });
            } else expect(leave.retryAfterSeconds).toBeGreaterThanOrEqual(1);
          } else if (underWay.length > 0) {
            const [{ attempt: ending, upstream, credential }] = underWay.splice(one.which % underWay.length, 1) as [(typeof underWay)[0]];
            if (!stale[credential] && !one.unlucky) {
              breaker.succeeded(ending, nowMs);
              known.set(keyOf(upstream), { acceptedMs: nowMs, inARow: 0 });
            } else if (stale[credential]) {
              breaker.failed(ending, nowMs);
              const standing = known.get(keyOf(upstream));
              if (standing) standing.inARow++;
              if (ending.trial) {
                const times = [...(refusedUnknown.get(upstream.panel) ?? []), nowMs];
                refusedUnknown.set(upstream.panel, times);
                expect(times.filter((time) => nowMs < time + MINUTES_5).length).toBeLessThanOrEqual(5);
                const ofTenant = [...(refusedUnknown.get(`${upstream.panel} ${upstream.tenant}`) ?? []), nowMs];
                refusedUnknown.set(`${upstream.panel} ${upstream.tenant}`, ofTenant);
                expect(ofTenant.filter((time) => nowMs < time + MINUTES_5).length).toBeLessThanOrEqual(2);
              }
            } else breaker.ended(ending);
          }
        }
      }),
      { numRuns: process.env['PORTCULLIS_LONG'] === '1' ? 20_000 : 500 },
    );
  });
});

describe('the name of a credential', () => {
  const keys = { current: 'k1', keys: new Map([['k1', randomBytes(32)], ['k2', randomBytes(32)]]), retired: new Set<string>() };
  const sealed = (secret: string): string => seal(keys, secret, 'ten_1/acc_1', randomBytes).sealed;

  it('is another one for another secret, user or scheme, and for the same secret set again', () => {
    const first = { scheme: 'cpanel', user: 'alice', sealed: sealed('one') };
    const names = [first, { ...first, user: 'bob' }, { ...first, scheme: 'whm' }, { ...first, sealed: sealed('two') }, { ...first, sealed: sealed('one') }].map(credentialKey);
    expect(new Set(names).size).toBe(5);
  });

  it('stays when it is brought under another key: nothing was set anew', () => {
    const before = seal(keys, 'one', 'ten_1/acc_1', randomBytes);
    const after = rewrap({ ...keys, current: 'k2' }, before, 'ten_1/acc_1', randomBytes)!;
    expect(after.sealed).not.toBe(before.sealed);
    expect(credentialKey({ scheme: 'cpanel', user: 'alice', ...after })).toBe(credentialKey({ scheme: 'cpanel', user: 'alice', ...before }));
  });
});
