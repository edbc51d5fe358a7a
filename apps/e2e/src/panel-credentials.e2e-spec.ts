import { crc32 } from 'node:zlib';
import { toBase62 } from '@portcullis/kernel';
import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { exchange, onTheWire, type RawAnswer } from './clients/raw-http.js';
import {
  connectPanel,
  issue,
  makeAccount,
  makeProvider,
  newSlug,
  PANEL_TOKEN,
  type Issued,
  type Provider,
} from './providers.js';
import { eventually } from './eventually.js';

const { gateways, operatorToken } = sharedStack();
const [gateway, otherGateway] = gateways as [string, string];
const operator = apiOf(gateway, operatorToken);

let panel: Panel;
let provider: Provider;
let tokens: string;
beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  provider = await makeProvider(operator);
  await connectPanel(operator, provider, panel.url);
  tokens = `${provider.account.path}/tokens`;
});
beforeEach(() => panel.clearCalls());
afterAll(() => panel.close());

const CALL = 'execute/DNS/parse_zone?zone=alice.example';
const callAt = (slug: string, authorization: string | undefined, call = CALL, base = gateway): Promise<RawAnswer> =>
  exchange(base, {
    path: `/t/${slug}/${call}`,
    headers: { ...(authorization !== undefined && { authorization }) },
  });

/** A call with these very header lines. */
function withHeaders(...lines: string[]): Promise<string> {
  const head = [`GET /t/${provider.slug}/${CALL} HTTP/1.1`, 'Host: x', ...lines, 'Connection: close'];
  return onTheWire(gateway, `${head.join('\r\n')}\r\n\r\n`);
}

/** A token's text with the check sum that belongs to it, so that it is looked up. */
function wellFormed(body: string): string {
  expect(body).toHaveLength(47);
  return body + toBase62(crc32(body), 6);
}

/** Everything that a caller could tell two answers apart by, but for what differs on every request. */
function shown({ status, reason, headers, body }: RawAnswer): unknown {
  const { 'x-request-id': _id, date: _date, ...rest } = headers;
  return { status, reason, headers: rest, body: body.toString() };
}

describe('a good token', () => {
  it.each<[string, (token: string) => string]>([
    ['cpanel USER:TOKEN', (token) => `cpanel alice:${token}`],
    ['the scheme in capitals', (token) => `CPANEL alice:${token}`],
    ['the scheme mixed', (token) => `cPanel alice:${token}`],
    ['whm, as one Python client sends', (token) => `whm alice:${token}`],
    ['WHM', (token) => `WHM alice:${token}`],
    ['Bearer', (token) => `Bearer ${token}`],
    ['bearer', (token) => `bearer ${token}`],
    ['blanks and tabs around it', (token) => ` \t cpanel \t alice:${token} \t `],
  ])('is accepted: %s', async (_, header) => {
    const answer = await callAt(provider.slug, header(provider.account.token.secret));
    expect(answer.status).toBe(200);
    expect(answer.body.toString()).toContain('"status":1');
    expect(panel.calls()).toHaveLength(1);
  });
});

describe('bad credentials', () => {
  /** What to send, by why it is bad. */
  const bad: Record<string, { slug: string; authorization?: string }> = {};
  beforeAll(async () => {
    const { slug, account, path } = provider;
    const own = account.token.secret;
    const other = await makeProvider(operator, slug);
    const suspended = await makeProvider(operator);
    await operator.patch(suspended.path, { status: 'suspended' });
    const asleep = await makeAccount(operator, path, 'asleep');
    await operator.patch(asleep.path, { status: 'suspended' });
    const removed = await makeAccount(operator, path, 'removed');
    await operator.delete(removed.path);
    const carol = await makeAccount(operator, path, 'carol');
    const revoked = await issue(operator, tokens, { name: 'revoked', access: 'full' });
    await operator.delete(`${tokens}/${revoked.id}`);
    const expired = await issue(operator, tokens, {
      name: 'expired',
      access: 'full',
      expiresAt: new Date(Date.now() + 1_500).toISOString(),
    });
    const service = await issue(operator, `${path}/tokens`, {
      kind: 'service',
      name: 'svc',
      access: 'restricted',
      grants: [{ operation: 'DNS::parse_zone' }],
    });
    await eventually(async () =>
      expect(await operator.post('/v1/verify', { token: expired.secret })).toMatchObject({
        body: { code: 'token_expired' },
      }),
    );

    const header = (user: string, { secret }: Issued) => ({ slug, authorization: `cpanel ${user}:${secret}` });
    const flipped = (text: string, at: number) =>
      text.slice(0, at) + (text[at] === 'x' ? 'y' : 'x') + text.slice(at + 1);
    expect(wellFormed(own.slice(0, 47))).toBe(own);
    const otherShard = own.slice(5, 7) === '00' ? '01' : '00';
    Object.assign(bad, {
      none: { slug },
      empty: { slug, authorization: '' },
      'only a scheme': { slug, authorization: 'cpanel' },
      'no user': { slug, authorization: `cpanel :${own}` },
      'no token': { slug, authorization: 'cpanel alice:' },
      'no colon': { slug, authorization: `cpanel ${own}` },
      'another scheme': { slug, authorization: `token alice:${own}` },
      'no scheme': { slug, authorization: `alice:${own}` },
      'Basic with the token': { slug, authorization: `Basic ${Buffer.from(`alice:${own}`).toString('base64')}` },
      'Basic as it is': { slug, authorization: `Basic alice:${own}` },
      'Bearer with the user': { slug, authorization: `Bearer alice:${own}` },
      'two colons': { slug, authorization: `cpanel alice:alice:${own}` },
      'more behind it': { slug, authorization: `cpanel alice:${own} x` },
      quoted: { slug, authorization: `cpanel alice:"${own}"` },
      'a panel’s own token': { slug, authorization: `cpanel alice:${PANEL_TOKEN}` },
      'a wrong check sum': { slug, authorization: `cpanel alice:${flipped(own, 52)}` },
      'an unknown token': {
        slug,
        authorization: `cpanel alice:${wellFormed(`${own.slice(0, 7)}00000000${own.slice(15, 47)}`)}`,
      },
      'a wrong secret': {
        slug,
        authorization: `cpanel alice:${wellFormed(own.slice(0, 15) + flipped(own.slice(15, 47), 20))}`,
      },
      'another shard': {
        slug,
        authorization: `cpanel alice:${wellFormed(own.slice(0, 5) + otherShard + own.slice(7, 47))}`,
      },
      'another kind': { slug, authorization: `cpanel alice:${wellFormed(`pclo${own.slice(4, 47)}`)}` },
      'a very long one': { slug, authorization: `cpanel alice:${'x'.repeat(10_000)}` },
      revoked: header('alice', revoked),
      expired: header('alice', expired),
      'a wrong user': header('bob', account.token),
      'the user in capitals': header('Alice', account.token),
      'the account’s id for its user': header(account.id, account.token),
      'another account’s token': header('alice', carol.token),
      'another account’s name': header('carol', account.token),
      'a suspended account': header('asleep', asleep.token),
      'a removed account': header('removed', removed.token),
      'a suspended tenant': { slug: suspended.slug, authorization: `cpanel alice:${suspended.account.token.secret}` },
      'a tenant’s token': header('alice', provider.token),
      'a tenant’s token as WHM': { slug, authorization: `whm ${slug}:${provider.token.secret}` },
      'a tenant’s token as Bearer': { slug, authorization: `Bearer ${provider.token.secret}` },
      'a service’s token': header('alice', service),
      'an operator’s token': { slug, authorization: `Bearer ${operatorToken}` },
      'the address of a child': { slug: other.slug, authorization: `cpanel alice:${own}` },
      'the address of the parent': { slug, authorization: `cpanel alice:${other.account.token.secret}` },
      'an address that is none': { slug: newSlug(), authorization: `cpanel alice:${own}` },
      'the tenant’s id as address': { slug: 'platform', authorization: `cpanel alice:${own}` },
    });
  });

  it('all get one and the same reply, on both gateways and for any call, and the panel hears of none', async () => {
    const errors = ['The user name or API token is not accepted.'];
    const body = JSON.stringify({ data: null, errors, messages: null, metadata: {}, status: 0, warnings: null });
    const expected = {
      status: 401,
      reason: 'Unauthorized',
      headers: {
        'content-type': 'application/json; charset="utf-8"',
        'cache-control': 'no-store',
        'content-length': String(body.length),
        connection: 'close',
      },
      body,
    };
    expect(Object.keys(bad).length).toBeGreaterThan(30);
    for (const [why, { slug, authorization }] of Object.entries(bad)) {
      for (const [base, call] of [
        [gateway, CALL],
        [otherGateway, 'execute/Nope/nope'],
        [gateway, 'execute/Tokens/create_full_access?name=x'],
      ] as const) {
        expect({ why, ...(shown(await callAt(slug, authorization, call, base)) as object) }).toEqual({
          why,
          ...expected,
        });
      }
    }
    expect(panel.calls()).toEqual([]);
  });

  it('all get one and the same reply at the addresses of the older APIs, in the shape their clients know', async () => {
    const result = '"error":"Access denied","data":{"reason":"Access denied","result":"0"},"type":"text"';
    const body = `{"cpanelresult":{"apiversion":"2",${result}}}`;
    const headers = {
      'content-type': 'text/plain; charset="utf-8"',
      'cache-control': 'no-store',
      'content-length': String(body.length),
      connection: 'close',
    };
    const expected = { status: 403, reason: 'Forbidden Access denied', headers, body };
    const ofAccounts = 'json-api/cpanel?cpanel_jsonapi_module=ZoneEdit&cpanel_jsonapi_func=fetchzones';
    for (const [why, { slug, authorization }] of Object.entries(bad)) {
      for (const call of [ofAccounts, 'json-api/listaccts?api.version=1', 'json-api/api_token_list']) {
        expect({ why, call, ...(shown(await callAt(slug, authorization, call)) as object) }).toEqual({
          why,
          call,
          ...expected,
        });
      }
    }
    const good = `cpanel alice:${provider.account.token.secret}`;
    expect(shown(await callAt(provider.slug, good, 'json-api/listaccts?api.version=1'))).toEqual(expected);
    expect(panel.calls()).toEqual([]);
  });

  it.each(['\r', '\n', '\n\r', '\r\n ', '\r\n\t', '\0', '\x7f', '\u0001'])(
    'with %j in the header end at the door, since HTTP itself forbids it',
    async (ending) => {
      const answer = await withHeaders(`Authorization: cpanel alice:${provider.account.token.secret}${ending}`);
      expect(answer).toMatch(/^HTTP\/1\.1 40[01] /);
      expect(panel.calls()).toEqual([]);
    },
  );

  it('are not mended by a good header that follows: two are refused', async () => {
    const good = `Authorization: cpanel alice:${provider.account.token.secret}`;
    expect(await withHeaders('Authorization: cpanel alice:wrong', good)).toMatch(/^HTTP\/1\.1 400 /);
    expect(panel.calls()).toEqual([]);
  });
});
