import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackInfo } from '@portcullis/stack';
import { LONG, SEED } from '@portcullis/testkit';
import { apiOf, type Api } from './clients/api.js';
import { deliverAllAgain, holdRelay, publishAllAgain, untilAllHeard } from './delivery.js';
import { eventually } from './eventually.js';
import { EVERYTHING, expectUnavailable, Outages, type Probe } from './outages.js';
import { freeze, ownStack, thaw, type OwnStack } from './stacks.js';
import { expectCreatedAndRevoked, expectGapless, toldOf, trailOf } from './trails.js';

jest.setTimeout(120_000);

/** Each of them, or where there is no time for all, another one each day. */
const inTurn = <T>(all: readonly T[]): readonly T[] => (LONG ? all : [all[SEED % all.length]!]);

/** The longest deadline of a call between services is 3 s. */
const IN_TIME_MS = 4_500;
/** Alone on the machine it is some 20 ms. */
const AT_ONCE_MS = 1_500;

let own: OwnStack;
let operator: Api;
let names = 0;

const info = () => own.stack.info;
const pidOf = (name: string): number => info().pids[name]!;

beforeAll(async () => {
  own = await ownStack();
  operator = apiOf(info().gateway, info().operatorToken);
});
afterEach(thaw);
afterAll(() => own?.discard());

/** A root tenant with one account; answers the account's path. */
async function makeAccount(slug: string): Promise<string> {
  const tenant = `/v1/tenants/${slug}`;
  const made = [
    await operator.post('/v1/tenants', { slug, name: slug }),
    await operator.put(`${tenant}/feature-lists/plan`, { features: ['popaccts'] }),
    await operator.post(`${tenant}/accounts`, { username: 'bob', domains: [], featureList: 'plan' }),
  ];
  expect(made.map(({ status }) => status)).toEqual([201, 200, 201]);
  return `${tenant}/accounts/bob`;
}

async function issue(account: string): Promise<{ id: string; secret: string }> {
  const made = await operator.post(`${account}/tokens`, { name: `t${++names}`, access: 'full' });
  expect(made.status).toBe(201);
  return { id: made.body.token.id, secret: made.body.secret };
}

const revoke = (account: string, id: string) => operator.delete(`${account}/tokens/${id}`);

async function killAndAwaitRestart(killed: readonly string[]): Promise<void> {
  const before = new Map(killed.map((name) => [name, pidOf(name)]));
  for (const name of killed) own.stack.kill(name, 'SIGKILL');
  await eventually(async () => {
    for (const [name, pid] of before) expect([undefined, pid]).not.toContain(info().pids[name]);
  });
}

describe(`while a part is missing, ${LONG ? 'each' : `some of them, seed ${SEED}`}`, () => {
  let outages: Outages;

  beforeAll(async () => {
    outages = new Outages(own.stack);
    await outages.prepare();
  });

  /** Nobody needs to be restarted for a part that was missing, but the part itself. */
  async function withoutRestarts(excepted: readonly string[], work: () => Promise<void>): Promise<void> {
    const others = () => Object.entries(info().pids).filter(([name]) => !excepted.includes(name));
    const before = others();
    await work();
    expect(new Map(others())).toEqual(new Map(before));
  }

  const services: [string, readonly Probe[]][] = [
    ['tokens-1', EVERYTHING],
    ['permissions-1', EVERYTHING],
    ['audit-1', ['audit']],
  ];
  const servers: [string, readonly Probe[]][] = [
    ['nats', EVERYTHING],
    ['postgres', EVERYTHING],
  ];

  it.each(inTurn(services))('%s frozen: 503 in time, nothing is allowed, and all recovers by itself', async (name, stops) => {
    await withoutRestarts([], async () => {
      freeze(pidOf(name));
      await outages.expectOutage(stops, IN_TIME_MS);
      thaw();
      await outages.expectRecovery();
    });
  });

  it.each([...inTurn(services), ...inTurn(servers)])(
    '%s stopped: 503 at once, nothing is allowed, and all recovers when it is back',
    async (name, stops) => {
      await withoutRestarts([name], async () => {
        await own.stack.stopProcess(name);
        await outages.expectOutage(stops, AT_ONCE_MS);
        await own.stack.startProcess(name);
        await outages.expectRecovery();
      });
    },
  );

  it.each(inTurn(servers))('%s killed: nothing is allowed, and all recovers when it is back', async (name) => {
    await withoutRestarts([name], async () => {
      await Promise.all([killAndAwaitRestart([name]), outages.expectRecovery()]);
      await outages.expectRecovery();
    });
  });

  it('NATS frozen: 503 in time, at once as soon as that is noticed, and all recovers by itself', async () => {
    await withoutRestarts([], async () => {
      freeze(pidOf('nats'));
      await outages.expectOutage(EVERYTHING, IN_TIME_MS);
      await eventually(async () => {
        const probed = await outages.ask('verify');
        expectUnavailable(probed);
        expect(probed.tookMs).toBeLessThan(AT_ONCE_MS / 4);
      });
      await outages.expectOutage(EVERYTHING, AT_ONCE_MS);
      thaw();
      await outages.expectRecovery();
    });
  });

  it('Postgres frozen until queries are given up: 503 in time, and all recovers by itself', async () => {
    await withoutRestarts([], async () => {
      freeze(pidOf('postgres'));
      await outages.expectOutage(EVERYTHING, IN_TIME_MS);
      const moreThanThePoolHolds = Array.from({ length: 30 });
      await eventually(async () => {
        const probed = await Promise.all(moreThanThePoolHolds.map(() => outages.ask('verify')));
        probed.forEach(expectUnavailable);
        expect(Math.max(...probed.map(({ tookMs }) => tookMs))).toBeLessThan(IN_TIME_MS);
        expect(readFileSync(join(own.stack.logDir, 'tokens-1.log'), 'utf8')).toContain('Query read timeout');
      });
      thaw();
      await outages.expectRecovery();
    });
  });
});

describe('what was committed is told, once', () => {
  it('though tokens is killed between commit and publishing: create and revoke, in order', async () => {
    const bob = await makeAccount('killed-tokens');
    const { id } = await holdRelay(info(), 'tokens', async (waiting) => {
      const token = await issue(bob);
      expect(await revoke(bob, token.id)).toMatchObject({ status: 200 });
      expect(await waiting()).toBe(2);
      await killAndAwaitRestart(['tokens-1']);
      await own.untilReady();
      expect(await waiting()).toBe(2);
      expect(toldOf(await trailOf(operator, 'killed-tokens'), token.id)).toEqual([]);
      return token;
    });
    await eventually(async () => {
      const trail = await trailOf(operator, 'killed-tokens');
      expect(toldOf(trail, id)).toEqual(['token.created', 'token.revoked']);
      expectGapless(trail);
    });
  });

  it('though permissions is killed between commit and publishing: an account suspended', async () => {
    const bob = await makeAccount('killed-permissions');
    const made = ['tenant.created', 'feature_list.updated', 'account.created'];
    const told = async () => (await trailOf(operator, 'killed-permissions')).map(({ type }) => type);
    await eventually(async () => expect(await told()).toEqual(made));
    await holdRelay(info(), 'permissions', async (waiting) => {
      expect(await operator.patch(bob, { status: 'suspended' })).toMatchObject({ status: 200 });
      expect(await waiting()).toBe(1);
      await killAndAwaitRestart(['permissions-1']);
      await own.untilReady();
      expect(await told()).toEqual(made);
    });
    await eventually(async () => expect(await told()).toEqual([...made, 'account.updated']));
    const trail = await trailOf(operator, 'killed-permissions');
    expect(trail.at(-1)).toMatchObject({ data: { status: 'suspended' } });
    expectGapless(trail);
  });

  it('though audit is killed again and again while events flow', async () => {
    const bob = await makeAccount('killed-audit');
    const made: string[] = [];
    for (let round = 0; round < 3; round++) {
      let back: Promise<void> | undefined;
      for (let i = 0; i < 12; i++) {
        const { id } = await issue(bob);
        made.push(id);
        await revoke(bob, id);
        if (i === 4) back = killAndAwaitRestart(['audit-1']);
      }
      await back;
    }
    await eventually(async () => {
      const trail = await trailOf(operator, 'killed-audit');
      expect(trail).toHaveLength(3 + 2 * made.length);
      expectGapless(trail);
      for (const id of made) expectCreatedAndRevoked(trail, id);
    });
  });

  it('though it was published and not marked so, or the stream is delivered twice: no trail changes', async () => {
    const slugs = ['killed-tokens', 'killed-permissions', 'killed-audit', 'demo'];
    const trails = () => Promise.all(slugs.map((slug) => trailOf(operator, slug)));
    await untilAllHeard(info());
    const before = await trails();
    await publishAllAgain(info(), 'tokens');
    await publishAllAgain(info(), 'permissions');
    await untilAllHeard(info());
    expect(await trails()).toEqual(before);
    await deliverAllAgain(info());
    expect(await trails()).toEqual(before);
  });
});

describe('what was acknowledged stays', () => {
  const EVERYBODY = ['postgres', 'nats', 'tokens-1', 'permissions-1', 'audit-1', 'gateway-1', 'gateway-2'];

  it('each revoke acknowledged before kill -9 of everything in the middle of many is in force afterwards', async () => {
    const bob = await makeAccount('killed-all');
    const made = await Promise.all(Array.from({ length: 40 }, () => issue(bob)));
    const acknowledged: typeof made = [];
    let back: Promise<void> | undefined;
    await Promise.all(
      made.map(async (token) => {
        const answer = await revoke(bob, token.id).catch(() => null); // the gateway is killed too
        if (answer?.status === 200) acknowledged.push(token);
        if (acknowledged.length === 10) back ??= killAndAwaitRestart(EVERYBODY);
      }),
    );
    expect(acknowledged.length).toBeGreaterThanOrEqual(10);
    expect(acknowledged.length).toBeLessThan(made.length);
    await back;
    await own.untilReady();

    const verify = (secret: string) => operator.post('/v1/verify', { token: secret });
    const verdicts = await Promise.all(acknowledged.map(({ secret }) => verify(secret)));
    const dead = acknowledged.map(({ id }) => ({ body: { allowed: false, token: { id, state: 'revoked' } } }));
    expect(verdicts).toMatchObject(dead);
    await eventually(async () => {
      const trail = await trailOf(operator, 'killed-all');
      for (const { id } of acknowledged) expectCreatedAndRevoked(trail, id);
      expectGapless(trail);
    });
  });

  it('tokens and trails are the same after a full stop and a second start, which is quick', async () => {
    const stackFile = join(own.stack.dataDir, 'stack.json');
    const written = () => JSON.parse(readFileSync(stackFile, 'utf8')) as StackInfo;
    const kept = async () => {
      const { operatorToken, demo } = info();
      return { operatorToken, demo, tokens: own.stack.demoTokens, trail: await trailOf(operator, 'killed-all') };
    };
    const before = await kept();
    expect(written()).toEqual(info());
    await own.stack.stop();
    expect(existsSync(stackFile)).toBe(false);

    const startedAtMs = performance.now();
    await own.restart();
    expect(performance.now() - startedAtMs).toBeLessThan(15_000);
    operator = apiOf(info().gateway, info().operatorToken);
    expect(await kept()).toEqual(before);
    expect(written()).toEqual(info());
    for (const { secret } of Object.values(own.stack.demoTokens)) {
      expect((await operator.post('/v1/verify', { token: secret })).body).toMatchObject({ allowed: true });
    }
  });
});
