import { randomBytes } from 'node:crypto';
import { startPanel, type Panel, type RecordedCall } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { onTheWire, type RawRequest } from './clients/raw-http.js';
import { callPanel } from './panel-calls.js';
import { connectPanel, makeProvider, PANEL_TOKEN, type Provider } from './providers.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);

let panel: Panel;
let provider: Provider;
let secret: string;
beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  provider = await makeProvider(operator);
  await connectPanel(operator, provider, panel.url);
  secret = provider.account.token.secret;
});
beforeEach(() => panel.clearCalls());
afterAll(() => panel.close());

const call = (request: Partial<RawRequest>) => callPanel({ base: gateway, provider }, request);

function theOnlyCall(): RecordedCall {
  expect(panel.calls()).toHaveLength(1);
  return panel.calls()[0]!;
}

function headersOf({ rawHeaders }: RecordedCall): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (let i = 0; i < rawHeaders.length; i += 2)
    (headers[rawHeaders[i]!.toLowerCase()] ??= []).push(rawHeaders[i + 1]!);
  return headers;
}

describe('a query', () => {
  it.each([
    '',
    '?zone=alice.example',
    '?domain=a&domain=b&domain=a',
    '?domain-0=a&domain-1=b&domain-0=c&domain=d',
    '?b=2&a=1&b=1',
    '?a=%7b&b=%7B&c=+&d=%20&e=a+b&f=%e2%82%ac',
    '?add={"dname":"x","data":["v"]}&x=|^`\\<>',
    '?a=1&&b&=&c==&',
    '?a=/../x//y/./z&b=http://x//',
    '?a=?b=?c',
    '?a=%00%0d%0a&b=%zz%',
    '?a=1#fragment',
    '?a=;b=2;c',
    '?zone[]=a&zone[0]=b',
  ])('reaches the panel byte for byte: %s', async (query) => {
    expect(await call({ path: `/execute/DomainInfo/list_domains${query}` })).toMatchObject({ status: 200 });
    expect(theOnlyCall()).toMatchObject({ method: 'GET', url: `/execute/DomainInfo/list_domains${query}` });
  });

  it('may be 32 KB long, as with a certificate and its key', async () => {
    const path = `/execute/DomainInfo/list_domains?cert=${'Ab%2B'.repeat(6_554)}`;
    expect(await call({ path })).toMatchObject({ status: 200 });
    expect(theOnlyCall().url).toBe(path);
  });
});

describe('a body', () => {
  const form = 'application/x-www-form-urlencoded';
  const part = (disposition: string) => `--B\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;
  const multipart = (file: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from(`${part('name="dir"')}/public_html\r\n${part('name="file-1"; filename="ü.bin"')}`),
      file,
      Buffer.from('\r\n--B--\r\n'),
    ]);

  it.each<[string, string, string | Buffer]>([
    ['a form', form, 'email=bob&domain=alice.example&password=p%20%2b+&email=bob&x-0=1&x-1=2'],
    ['a form that is none', form, '&&=%zz;%\r\n\u0000'],
    ['JSON', 'application/json', '{ "email" : "bob",\n "email":"eve", "n":1.0, "big":12345678901234567890 }'],
    ['JSON that is none', 'application/json; charset=utf-8', '{"email":'],
    ['multipart', 'multipart/form-data; boundary=B', multipart(Buffer.from(Array.from({ length: 256 }, (_, i) => i)))],
    ['anything', 'application/octet-stream', randomBytes(70_000)],
  ])('of %s reaches the panel byte for byte', async (_, type, body) => {
    await call({
      method: 'POST',
      path: '/execute/Email/add_pop?quota=10&email=kim',
      headers: { 'content-type': type },
      body,
    });
    const recorded = theOnlyCall();
    expect(recorded).toMatchObject({ method: 'POST', url: '/execute/Email/add_pop?quota=10&email=kim' });
    expect(recorded.body.equals(Buffer.from(body))).toBe(true);
    expect(headersOf(recorded)['content-type']).toEqual([type]);
  });

  it('reaches the panel in chunks, without a type, and when it is empty', async () => {
    const answers = [
      await call({
        method: 'POST',
        path: '/execute/Email/list_pops',
        headers: { 'transfer-encoding': 'chunked' },
        body: 'skip_main=1',
      }),
      await call({ method: 'POST', path: '/execute/Email/list_pops', body: 'skip_main=1' }),
      await call({ method: 'POST', path: '/execute/Email/list_pops', body: '' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(panel.calls().map(({ body }) => body.toString())).toEqual(['skip_main=1', 'skip_main=1', '']);
  });

  it.each(['GET', 'HEAD'])('of a %s is refused, announced either way', async (method) => {
    for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
      const answer = await call({
        method,
        path: '/execute/DomainInfo/list_domains',
        headers,
        body: 'zone=alice.example',
      });
      expect(answer).toMatchObject({ status: 403, headers: { 'content-type': 'text/plain; charset="utf-8"' } });
    }
    expect(panel.calls()).toEqual([]);
  });
});

describe('headers', () => {
  it('say to the panel who asks as the gateway knows it, and nothing that the client claims', async () => {
    const claims = {
      cookie: 'cpsession=alice%3aXYZ',
      forwarded: 'for=198.51.100.1',
      'proxy-authorization': 'Basic YWxpY2U6eA==',
      ...Object.fromEntries(
        ['for', 'host', 'proto', 'port', 'server', 'user', 'prefix', 'ssl', 'client-cert'].map((name) => [
          `x-forwarded-${name}`,
          'claimed',
        ]),
      ),
      ...Object.fromEntries(
        [
          'x-real-ip',
          'x-client-ip',
          'true-client-ip',
          'x-cluster-client-ip',
          'cf-connecting-ip',
          'fastly-client-ip',
          'x-original-url',
          'x-rewrite-url',
          'x-original-host',
          'x-host',
          'x-http-method-override',
          'x-http-method',
          'x-method-override',
          'x-remote-user',
          'remote-user',
        ].map((name) => [name, 'claimed']),
      ),
    };
    expect(await call({ path: '/execute/DomainInfo/list_domains', headers: claims })).toMatchObject({ status: 200 });
    const headers = headersOf(theOnlyCall());
    expect(Object.keys(headers).filter((name) => name in claims)).toEqual([]);
    expect(headers).toMatchObject({ host: [new URL(panel.url).host], authorization: [`cpanel alice:${PANEL_TOKEN}`] });
  });

  it('that are the client’s own affair pass unchanged', async () => {
    const own = {
      accept: 'application/json',
      'user-agent': 'terraform-provider-cpanel',
      'accept-encoding': 'gzip, br',
      'accept-language': 'de',
      'x-custom': 'a, b; c="d"',
    };
    await call({ path: '/execute/DomainInfo/list_domains', headers: own });
    expect(headersOf(theOnlyCall())).toMatchObject(
      Object.fromEntries(Object.entries(own).map(([name, value]) => [name, [value]])),
    );
  });

  it('that end at the next hop end at the gateway', async () => {
    const hop = {
      te: 'trailers',
      upgrade: 'h2c',
      'keep-alive': 'timeout=9',
      'x-hop': 'secret',
      connection: 'close, x-hop, upgrade',
    };
    await call({ path: '/execute/DomainInfo/list_domains', headers: hop });
    const headers = headersOf(theOnlyCall());
    for (const name of ['te', 'upgrade', 'keep-alive', 'x-hop']) expect(headers[name]).toBeUndefined();
  });

  it('never hold the token of the client, and may come in any order', async () => {
    const path = `/t/${provider.slug}/execute/DomainInfo/list_domains`;
    const lines = ['Host: gw.example', `aUTHORIZATION: cpanel alice:${secret}`, 'Accept: */*', 'Connection: close'];
    for (const order of [lines, lines.toReversed()]) {
      expect(await onTheWire(gateway, `GET ${path} HTTP/1.1\r\n${order.join('\r\n')}\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 200 /,
      );
    }
    expect(panel.calls()).toHaveLength(2);
    expect(JSON.stringify(panel.calls())).not.toContain(secret);
  });
});
