import { startPanel, type Panel } from '@portcullis/panel';
import { LONG, sharedStack } from '@portcullis/testkit';
import { apiOf, type Api } from './clients/api.js';
import { extraGateway, type ExtraGateway } from './extra-gateway.js';
import { callPanel, wordsIn } from './panel-calls.js';
import { connectPanel, issue, makeProvider, newSlug, PANEL_TOKEN, type Issued, type Provider } from './providers.js';
import { eventually } from './eventually.js';

const { gateways, operatorToken } = sharedStack();
const [first, second] = gateways as [string, string];
const operator = apiOf(first, operatorToken);

let panel: Panel;
let provider: Provider;
let extra: ExtraGateway;
beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  provider = await makeProvider(operator);
  await connectPanel(operator, provider, panel.url);
  extra = await extraGateway();
});
afterAll(async () => {
  await extra?.stop();
  await panel?.close();
});

/** Long enough to use up 100 in it. */
const WINDOW_SECONDS = 5;
/** So long that a test lies within one. */
const DAY = 86_400;

type Outcome = 'served' | 'refused';
type Door = () => Promise<Outcome>;

const make = (bounds: object): Promise<Issued> => issue(operator, `${provider.account.path}/tokens`, { name: newSlug(), access: 'full', ...bounds });

function throughApi(base: string, { secret }: Issued): Door {
  const api = apiOf(base, secret);
  return async () => {
    const { status } = await api.get(`${provider.account.path}/tokens?limit=1`);
    expect([200, 401, 429]).toContain(status);
    return status === 200 ? 'served' : 'refused';
  };
}

function throughPanel(base: string, token: Issued): Door {
  return async () => {
    const answer = await callPanel({ base, provider, token });
    expect([200, 401]).toContain(answer.status);
    return (JSON.parse(answer.body.toString()) as { status: number }).status === 1 ? 'served' : 'refused';
  };
}

/** Asks at every door, several at a time, until each says no. @returns how often each has served */
async function useUp(doors: readonly Door[], atATime = 4): Promise<number[]> {
  return Promise.all(
    doors.map(async (door) => {
      let served = 0;
      const asking = async (): Promise<void> => {
        while ((await door()) === 'served') served++;
      };
      await Promise.all(Array.from({ length: atATime }, asking));
      return served;
    }),
  );
}

const sum = (counts: readonly number[]): number => counts.reduce((one, other) => one + other, 0);
const tell = (what: string, figures: readonly number[], bound: number): void =>
  void process.stdout.write(`  ${what}: ${figures.join(' + ')} = ${sum(figures)} of ${bound}\n`);

/** What is served in one whole window, from its beginning. Windows are of the database's clock, which is this machine's. */
async function inOneWindow(doors: readonly Door[]): Promise<number[]> {
  const windowOf = (): number => Math.floor(Date.now() / (WINDOW_SECONDS * 1000));
  for (;;) {
    const before = windowOf();
    await eventually(async () => expect(windowOf()).toBeGreaterThan(before));
    const window = windowOf();
    const served = await useUp(doors);
    // Else the machine was too slow to see a window by itself.
    if (windowOf() === window) return served;
  }
}

describe('a rate of 100 in a window', () => {
  it('is served 95 to 100 times over two gateways and both doors, in each window', async () => {
    const token = await make({ rateLimit: { requests: 100, seconds: WINDOW_SECONDS } });
    const doors = [throughPanel(first, token), throughApi(first, token), throughPanel(second, token), throughApi(second, token)];
    for (const window of [1, 2]) {
      const served = await inOneWindow(doors);
      tell(`window ${window}, two gateways by two doors`, served, 100);
      expect(sum(served)).toBeGreaterThanOrEqual(95);
      expect(sum(served)).toBeLessThanOrEqual(100);
    }
  });

  it('of a tenant holds for all its tokens together', async () => {
    const other = await makeProvider(operator);
    const policy = { rateLimit: { requests: 100, seconds: DAY }, deadTokenDays: 90 };
    expect(await operator.put(`${other.path}/policy`, policy)).toMatchObject({ status: 200 });
    const doors = [other.token, other.account.token].flatMap(({ secret }) =>
      [first, second].map((base): Door => async () => {
        const { status } = await apiOf(base, secret).get(`${other.account.path}/tokens?limit=1`);
        expect([200, 429]).toContain(status);
        return status === 200 ? 'served' : 'refused';
      }),
    );
    const served = await useUp(doors);
    tell('a tenant’s two tokens at two gateways', served, 100);
    expect(sum(served)).toBeGreaterThanOrEqual(95);
    expect(sum(served)).toBeLessThanOrEqual(100);
  });

  it('that a tenant lays down for each token holds at once for those without one, each by itself, and no longer than it stands', async () => {
    const other = await makeProvider(operator);
    const makeOf = (bounds: object) => issue(operator, `${other.account.path}/tokens`, { name: newSlug(), access: 'full', ...bounds });
    const ask = async (base: string, { secret }: Issued) => apiOf(base, secret).get(`${other.account.path}/tokens?limit=1`);
    const lay = async (tokenRateLimit: object | null) => expect(await operator.put(`${other.path}/policy`, { tokenRateLimit })).toMatchObject({ status: 200 });
    const [one, two, own] = [await makeOf({}), await makeOf({}), await makeOf({ rateLimit: { requests: 500, seconds: DAY } })];
    expect(await ask(first, one)).toMatchObject({ status: 200 });
    await lay({ requests: 20, seconds: DAY });
    for (const token of [one, two]) {
      const doors = [first, second].map((base): Door => async () => ((await ask(base, token)).status === 200 ? 'served' : 'refused'));
      const served = await useUp(doors);
      tell('a token without a rate of its own, two gateways', served, 20);
      expect(sum(served)).toBe(20);
    }
    for (let n = 0; n < 25; n++) expect(await ask(first, own)).toMatchObject({ status: 200 });
    expect(await ask(first, one)).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    await lay(null);
    for (const token of [one, two]) expect(await ask(second, token)).toMatchObject({ status: 200 });
  });
});

it.each(LONG ? [100, 300, 1000, 5000] : [300])('a rate of %i is kept within 5 %% over three gateways', async (requests) => {
  const token = await make({ rateLimit: { requests, seconds: DAY } });
  const served = await useUp([first, second, extra.url].map((base) => throughApi(base, token)));
  tell('three gateways', served, requests);
  expect(sum(served)).toBeGreaterThanOrEqual(0.95 * requests);
  expect(sum(served)).toBeLessThanOrEqual(requests);
}, 120_000);

describe('a quota of 1000 uses', () => {
  it('is never exceeded and nearly all served, though a gateway is killed on the way', async () => {
    const token = await make({ useQuota: 1000 });
    const doomed = await extraGateway();
    const atDoomed = throughApi(doomed.url, token);
    let before = 0;
    while (before < 105 && (await atDoomed()) === 'served') before++;
    process.kill(doomed.pid, 'SIGKILL');
    await doomed.stop();
    const after = await useUp([throughApi(first, token), throughPanel(second, token), throughApi(extra.url, token)]);
    tell('a gateway that was killed + three others', [before, ...after], 1000);
    expect(before + sum(after)).toBeGreaterThanOrEqual(950);
    expect(before + sum(after)).toBeLessThanOrEqual(1000);
    const shown = await operator.get(`${provider.account.path}/tokens/${token.id}`);
    expect(shown.body).toMatchObject({ token: { state: 'exhausted', usesLeft: 0, useQuota: 1000 } });
  });

  it('is served but for what lies at gateways that are not asked again', async () => {
    const token = await make({ useQuota: 300 });
    const elsewhere = [await throughApi(first, token)(), await throughApi(second, token)()];
    expect(elsewhere).toEqual(['served', 'served']);
    const served = await useUp([throughApi(extra.url, token)]);
    tell('one each at two gateways + all others at a third', [1, 1, ...served], 300);
    // Each holds two more of the three that it drew.
    expect(2 + sum(served)).toBe(300 - 2 * 2);
    expect([await throughPanel(first, token)(), await throughApi(second, token)()]).toEqual(['served', 'served']);
  });

  it('is not touched by what is refused, nor by asking whether the token is live', async () => {
    const token = await make({ useQuota: 3, access: 'restricted', grants: [{ operation: 'DNS::parse_zone' }] });
    const denied = await callPanel({ base: first, provider, token }, { path: '/execute/Email/add_pop' });
    expect(wordsIn(denied)).toBe('The token holds no grant for Email::add_pop.');
    const verify = (body: object) => operator.post('/v1/verify', { token: token.secret, ...body });
    for (let n = 0; n < 5; n++) expect(await verify({})).toMatchObject({ body: { allowed: true } });
    expect(await verify({ operation: 'Email::add_pop' })).toMatchObject({ body: { allowed: false, code: 'not_granted' } });
    for (let n = 0; n < 2; n++) expect(await verify({ operation: 'DNS::parse_zone' })).toMatchObject({ body: { allowed: true } });
    expect(await throughPanel(first, token)()).toBe('served');
    expect(await verify({ operation: 'DNS::parse_zone' })).toMatchObject({ body: { allowed: false, code: 'token_exhausted' } });
    expect((await callPanel({ base: second, provider, token })).status).toBe(401);
  });
});

describe('an answer to a token with a limit', () => {
  it('says how it stands, and when to come again', async () => {
    const token = await make({ rateLimit: { requests: 2, seconds: 3600 } });
    const api: Api = apiOf(first, token.secret);
    const ask = () => api.get(`${provider.account.path}/tokens?limit=1`);
    for (const left of [1, 0]) {
      const { status, headers } = await ask();
      expect(status).toBe(200);
      expect(headers.get('ratelimit-policy')).toBe('"token";q=2;w=3600');
      expect(headers.get('ratelimit')).toMatch(new RegExp(`^"token";r=${left};t=\\d{1,4}$`));
      expect(headers.get('retry-after')).toBeNull();
    }
    const over = await ask();
    expect(over).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    const seconds = Number(over.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(3600);
    expect(over.headers.get('ratelimit')).toBe(`"token";r=0;t=${seconds}`);

    const onPanel = await callPanel({ base: second, provider, token });
    expect(onPanel.status).toBe(200);
    expect(wordsIn(onPanel)).toBe('The token has made as many requests as it may for now.');
    expect(onPanel.headers).toMatchObject({ ratelimit: expect.stringMatching(/^"token";r=0;t=\d+$/) as string, 'retry-after': expect.stringMatching(/^\d+$/) as string });
  });

  it('of the panel passes as it came, with the headers added', async () => {
    const limited = await make({ rateLimit: { requests: 1000, seconds: 3600 } });
    const [bare, bounded] = [await callPanel({ base: first, provider }), await callPanel({ base: first, provider, token: limited })];
    expect(bounded.body).toEqual(bare.body);
    expect(bare.headers).not.toHaveProperty('ratelimit');
    expect(bounded.headers).toMatchObject({ 'ratelimit-policy': '"token";q=1000;w=3600' });
  });
});

it('a gateway that stops in order tells first what was used', async () => {
  const token = await make({});
  const stopping = await extraGateway();
  for (let n = 0; n < 7; n++) await throughApi(stopping.url, token)();
  await stopping.stop();
  const { body } = await operator.get(`${provider.account.path}/tokens/${token.id}`);
  expect(body).toMatchObject({ credentials: [{ uses: 7 }] });
});

it('a token shows when, from where and by what it was used last, and how often by which secret', async () => {
  const token = await make({});
  for (const base of [first, second, first]) await callPanel({ base, provider, token }, { headers: { 'user-agent': 'dns-client/1.0 (\u0085)' } });
  await eventually(async () => {
    const { body } = await operator.get(`${provider.account.path}/tokens/${token.id}`);
    expect(body).toMatchObject({
      token: { lastUsed: { at: expect.stringMatching(/Z$/) as string, ip: '127.0.0.1', agent: 'dns-client/1.0 ()' }, usesLeft: null },
      credentials: [{ uses: 3, endsAt: null }],
    });
  });
});
