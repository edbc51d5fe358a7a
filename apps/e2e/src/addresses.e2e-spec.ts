import { networkInterfaces } from 'node:os';
import { crc32 } from 'node:zlib';
import { toBase62 } from '@portcullis/kernel';
import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { exchange, type RawAnswer } from './clients/raw-http.js';
import { extraGateway, type ExtraGateway } from './extra-gateway.js';
import { wordsIn } from './panel-calls.js';
import { connectPanel, issue, makeProvider, newSlug, PANEL_TOKEN, type Issued, type Provider } from './providers.js';
import { eventually } from './eventually.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);

const OFFICE = '203.0.113.7';
const ELSEWHERE = '198.51.100.9';
const WRONG = `pcla1${'0'.repeat(48)}`;

let panel: Panel;
let provider: Provider;
/** As it is by default, behind a proxy on this machine. */
let behindProxy: ExtraGateway;
beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  provider = await makeProvider(operator);
  await connectPanel(operator, provider, panel.url);
  behindProxy = await extraGateway({}, ['--trusted-proxies', '127.0.0.0/8']);
});
afterAll(async () => {
  await behindProxy?.stop();
  await panel?.close();
});

const make = (more: object = {}): Promise<Issued> => issue(operator, `${provider.account.path}/tokens`, { name: newSlug(), access: 'full', ...more });
const askApi = (secret: string, from: string, base = behindProxy.url): Promise<RawAnswer> =>
  exchange(base, { path: `${provider.account.path}/tokens?limit=1`, headers: { authorization: `Bearer ${secret}`, 'x-forwarded-for': from } });
const askPanel = (secret: string, from: string): Promise<RawAnswer> =>
  exchange(behindProxy.url, { path: `/t/${provider.slug}/execute/DNS/parse_zone?zone=alice.example`, headers: { authorization: `cpanel alice:${secret}`, 'x-forwarded-for': from } });

/** The same public id, and a text that is well formed: only who knows the secret can tell that it is wrong. */
function withOtherSecret(text: string): string {
  const body = text.slice(0, 15) + [...text.slice(15, 47)].reverse().join('');
  return body + toBase62(crc32(body), 6);
}

describe('an address that guesses', () => {
  it('is slowed down at both doors, and neither its victims behind the same address nor those elsewhere are', async () => {
    const [victim, neverSeen] = [await make(), await make()];
    expect((await askApi(victim.secret, OFFICE)).status).toBe(200);
    for (let n = 0; n < 20; n++) expect((await (n % 2 === 0 ? askApi(WRONG, OFFICE) : askPanel(WRONG, OFFICE))).status).toBe(401);

    const slowed = await askApi(WRONG, OFFICE);
    expect(slowed.status).toBe(429);
    expect(JSON.parse(slowed.body.toString())).toMatchObject({ code: 'rate_limited' });
    expect(slowed.headers).toMatchObject({ 'ratelimit-policy': '"failures";q=20;w=60', ratelimit: expect.stringMatching(/^"failures";r=0;t=\d+$/) as string });
    expect(Number(slowed.headers['retry-after'])).toBeGreaterThan(0);
    expect(wordsIn(await askPanel(WRONG, OFFICE))).toBe('Too many credentials from this address were not accepted. Try again later.');
    // What this gateway has not seen from there may be one more guess.
    expect((await askApi(neverSeen.secret, OFFICE)).status).toBe(429);

    expect((await askApi(victim.secret, OFFICE)).status).toBe(200);
    expect((await askPanel(victim.secret, OFFICE)).status).toBe(200);
    expect((await askApi(neverSeen.secret, ELSEWHERE)).status).toBe(200);
    expect((await askApi(WRONG, ELSEWHERE)).status).toBe(401);
  });

  it('takes nothing of the token it guesses at', async () => {
    const { id, secret } = await make({ rateLimit: { requests: 3, seconds: 3600 }, useQuota: 3 });
    const almost = withOtherSecret(secret);
    for (let n = 0; n < 15; n++) expect((await askApi(almost, '192.0.2.1')).status).toBe(401);
    expect((await operator.get(`${provider.account.path}/tokens/${id}`)).body).toMatchObject({ token: { usesLeft: 3, lastUsed: null } });
    for (let n = 0; n < 3; n++) expect((await askApi(secret, ELSEWHERE)).status).toBe(200);
  });
});

/** An address of this machine that is not loopback: whoever comes by it is anybody. */
const [outside] = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .filter(({ family, internal }) => family === 'IPv4' && !internal)
  .map(({ address }) => address);

describe('a token that travels unencrypted', () => {
  (outside === undefined ? it.skip : it)('is refused from another host, unless that is a trusted proxy', async () => {
    const { secret } = await make();
    const ask = async (variables: NodeJS.ProcessEnv): Promise<RawAnswer[]> => {
      const open = await extraGateway({ PORTCULLIS_LISTEN: '0.0.0.0:0', ...variables });
      const { port } = new URL(open.url);
      try {
        return [await askApi(secret, OFFICE, `http://${outside}:${port}`), await askApi(secret, OFFICE, `http://127.0.0.1:${port}`)];
      } finally {
        await open.stop();
      }
    };
    const [fromAnybody, fromHere] = await ask({});
    expect(fromAnybody!.status).toBe(403);
    expect(JSON.parse(fromAnybody!.body.toString())).toMatchObject({ code: 'tls_required' });
    expect(fromHere!.status).toBe(200);
    expect((await ask({ PORTCULLIS_TRUSTED_PROXIES: `${outside}/32` })).map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe('where a call comes from', () => {
  it('is what a trusted proxy says, for tokens that are for certain addresses', async () => {
    const { secret } = await make({ ipAllowlist: ['203.0.113.0/24', '2001:db8::/32'] });
    expect((await askApi(secret, '203.0.113.200')).status).toBe(200);
    expect((await askApi(secret, '2001:db8:1::1')).status).toBe(200);
    expect((await askPanel(secret, '203.0.113.200')).status).toBe(200);
    expect((await askApi(secret, ELSEWHERE)).status).toBe(401);
    expect((await askApi(secret, `203.0.113.200, ${ELSEWHERE}`)).status).toBe(401);
    expect((await askApi(secret, '203.0.113.200, 127.0.0.9')).status).toBe(200);
  });

  it('is not what anybody else says', async () => {
    const { secret } = await make({ ipAllowlist: ['203.0.113.0/24'] });
    expect((await askApi(secret, '203.0.113.200', gateway)).status).toBe(401);
    const { secret: local } = await make({ ipAllowlist: ['127.0.0.1'] });
    expect((await askApi(local, '203.0.113.200', gateway)).status).toBe(200);
  });

  it('is in the trail', async () => {
    const { id, secret } = await make({ access: 'restricted', grants: [{ operation: 'DNS::parse_zone' }] });
    expect((await askApi(secret, '203.0.113.77')).status).toBe(403);
    // Audit takes it from the stream, a moment after the answer.
    await eventually(async () => {
      const { body } = await operator.get(`${provider.path}/audit?type=request.denied&subject=${id}`);
      expect(body).toMatchObject({ items: [{ data: { ip: '203.0.113.77' } }] });
    });
  });
});
