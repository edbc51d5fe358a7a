import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { startPanel, type Panel, type RecordedCall } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { onTheWire, type RawRequest } from './clients/raw-http.js';
import { callPanel, wordsIn } from './panel-calls.js';
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
    '?a=%7b&b=%7B&c=+&d=%20&e=a+b&f=%e2%82%ac&g=%F0%9F%90%8E',
    '?add={"dname":"x","data":["v"]}&x=|^`\\<>',
    '?a=1&&b&c==&d=&',
    '?a=/../x//y/./z&b=http://x//',
    '?a=?b=?c',
    '?a=%0d%0a%09&b=%3b%25zz',
    '?zone[]=a&zone[0]=b',
    '?api.sort=1&api.sort_column=x&api.paginate_size=5&api.columns.a=b',
  ])('reaches the panel byte for byte: %s', async (query) => {
    expect(await call({ path: `/execute/DomainInfo/list_domains${query}` })).toMatchObject({ status: 200 });
    expect(theOnlyCall()).toMatchObject({ method: 'GET', url: `/execute/DomainInfo/list_domains${query}` });
  });

  it.each([
    ['a divider to some, text to others', '?a=;b=2;c'],
    ['the end of an address to some', '?domain=a#b'],
    ['no encoding of anything', '?b=%zz'],
    ['half an encoding', '?b=1%'],
    ['not UTF-8', '?a=%ff%fe'],
    ['UTF-8 in the long way', '?a=%c0%ae'],
    ['the end of a text to some', '?a=b%00c'],
    ['nothing that can be seen', '?a=%1b'],
    ['a name that is none', '?=b'],
    ['a name that is none', '?&=&a=1'],
    ['a name with a blank', '?a%20b=1'],
    ['another function', '?cpanel_jsonapi_module=Email&cpanel_jsonapi_func=add_pop'],
    ['another version, twice', '?api.version=1&api.version=2'],
  ])('that could be read in two ways is refused, and the panel hears nothing: %s, %s', async (_, query) => {
    const answer = await call({ path: `/execute/DomainInfo/list_domains${query}` });
    expect([answer.status, wordsIn(answer)]).toEqual([400, expect.stringMatching(/^[A-Za-z].{10,200}\.$/)]);
    expect(panel.calls()).toEqual([]);
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

  const json = 'application/json';

  it.each<[string, string, string | Buffer]>([
    ['a form', form, 'email=bob&domain=alice.example&password=p%20%2b+&email=bob&x-0=1&x-1=2&&y&z=ü'],
    ['a form with a character set', `${form}; charset=UTF-8`, 'email=bob'],
    ['JSON', json, '{ "email" : "bob",\n "domain":["alice.example"], "n":1, "yes":true, "x-0":"\\u00fc" }'],
    ['JSON with a character set', `${json};charset=utf-8`, '{"email":"bob"}'],
    ['multipart', 'multipart/form-data; boundary=B', multipart(Buffer.from(Array.from({ length: 256 }, (_, i) => i)))],
    ['multipart that is long', 'multipart/form-data; boundary="B"', multipart(randomBytes(700_000))],
  ])('of %s reaches the panel byte for byte', async (_, type, body) => {
    await call({ method: 'POST', path: '/execute/Email/add_pop?quota=10', headers: { 'content-type': type }, body });
    const recorded = theOnlyCall();
    expect(recorded).toMatchObject({ method: 'POST', url: '/execute/Email/add_pop?quota=10' });
    expect(recorded.body.equals(Buffer.from(body))).toBe(true);
    expect(headersOf(recorded)['content-type']).toEqual([type]);
  });

  it('reaches the panel in chunks, and when it is empty, with a type or without', async () => {
    const path = '/execute/Email/list_pops';
    const headers = { 'content-type': form };
    const answers = [
      await call({ method: 'POST', path, headers: { ...headers, 'transfer-encoding': 'chunked' }, body: 'skip_main=1' }),
      await call({ method: 'POST', path, headers, body: 'skip_main=1' }),
      await call({ method: 'POST', path, headers, body: '' }),
      await call({ method: 'POST', path, body: '' }),
      await call({ method: 'POST', path, headers: { 'content-length': '0' } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(panel.calls().map(({ body }) => body.toString())).toEqual(['skip_main=1', 'skip_main=1', '', '', '']);
  });

  it.each<[string, number, Record<string, string>, string | Buffer]>([
    ['of no type', 415, {}, 'email=bob'],
    ['of no type, and long', 415, {}, 'x'.repeat(700_000)],
    ['of a type that no panel knows', 415, { 'content-type': 'application/octet-stream' }, randomBytes(70_000)],
    ['of such a type, and long', 415, { 'content-type': 'text/plain' }, Buffer.alloc(700_000)],
    ['in another character set', 415, { 'content-type': `${form}; charset=utf-16` }, 'email=bob'],
    ['that is packed', 415, { 'content-type': form, 'content-encoding': 'gzip' }, gzipSync('email=bob')],
    ['that is no form', 400, { 'content-type': form }, '&&=%zz;%\r\n\u0000'],
    ['that is JSON, and is called a form', 400, { 'content-type': form }, '{"email":"bob"}'],
    ['that is no JSON', 400, { 'content-type': json }, '{"email":'],
    ['of JSON that names a thing twice', 400, { 'content-type': json }, '{"email":"bob","email":"eve"}'],
    ['of JSON with a number that readers print otherwise', 400, { 'content-type': json }, '{"email":1.0}'],
    ['of JSON within JSON', 400, { 'content-type': json }, '{"email":{"a":"b"}}'],
    ['of parts without an end', 400, { 'content-type': 'multipart/form-data; boundary=B' }, part('name="dir"')],
    ['of parts of another boundary', 400, { 'content-type': 'multipart/form-data; boundary=C' }, multipart(Buffer.alloc(9))],
    ['of zeros, called parts, and long', 400, { 'content-type': 'multipart/form-data; boundary=B' }, Buffer.alloc(700_000)],
    ['that names a thing that the query names too', 400, { 'content-type': form }, 'quota=1&email=eve'],
  ])('%s is refused, and the panel hears nothing', async (_, status, headers, body) => {
    const answer = await call({ method: 'POST', path: '/execute/Email/add_pop?email=kim', headers, body });
    expect([answer.status, wordsIn(answer)]).toEqual([status, expect.stringMatching(/^[A-Za-z].{10,200}\.$/)]);
    expect(panel.calls()).toEqual([]);
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
