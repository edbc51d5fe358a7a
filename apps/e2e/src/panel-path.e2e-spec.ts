import { randomBytes } from 'node:crypto';
import { startPanel, type Panel, type RecordedCall } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { exchange, onTheWire, type RawAnswer, type RawRequest } from './clients/raw-http.js';
import { connectPanel, issue, makeProvider, PANEL_TOKEN, type Provider } from './providers.js';

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

/** A call below `/t/{slug}` with the account's token. */
const call = ({ path, headers, ...rest }: RawRequest): Promise<RawAnswer> =>
  exchange(gateway, { path: `/t/${provider.slug}${path}`, headers: { authorization: `cpanel alice:${secret}`, ...headers }, ...rest });

function theOnlyCall(): RecordedCall {
  expect(panel.calls()).toHaveLength(1);
  return panel.calls()[0]!;
}

function headersOf({ rawHeaders }: RecordedCall): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (let i = 0; i < rawHeaders.length; i += 2) (headers[rawHeaders[i]!.toLowerCase()] ??= []).push(rawHeaders[i + 1]!);
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
  const multipart = (file: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from('--B\r\nContent-Disposition: form-data; name="dir"\r\n\r\n/public_html\r\n--B\r\nContent-Disposition: form-data; name="file-1"; filename="ü.bin"\r\n\r\n'),
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
    await call({ method: 'POST', path: '/execute/Email/add_pop?quota=10&email=kim', headers: { 'content-type': type }, body });
    const recorded = theOnlyCall();
    expect(recorded).toMatchObject({ method: 'POST', url: '/execute/Email/add_pop?quota=10&email=kim' });
    expect(recorded.body.equals(Buffer.from(body))).toBe(true);
    expect(headersOf(recorded)['content-type']).toEqual([type]);
  });

  it('reaches the panel in chunks, without a type, and when it is empty', async () => {
    const answers = [
      await call({ method: 'POST', path: '/execute/Email/list_pops', headers: { 'transfer-encoding': 'chunked' }, body: 'skip_main=1' }),
      await call({ method: 'POST', path: '/execute/Email/list_pops', body: 'skip_main=1' }),
      await call({ method: 'POST', path: '/execute/Email/list_pops', body: '' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(panel.calls().map(({ body }) => body.toString())).toEqual(['skip_main=1', 'skip_main=1', '']);
  });

  it.each(['GET', 'HEAD'])('of a %s is refused, announced either way', async (method) => {
    for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
      const answer = await call({ method, path: '/execute/DomainInfo/list_domains', headers, body: 'zone=alice.example' });
      expect(answer).toMatchObject({ status: 403, headers: { 'content-type': 'text/plain; charset="utf-8"' } });
    }
    expect(panel.calls()).toEqual([]);
  });
});

describe('a method', () => {
  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])('other than GET, HEAD and POST goes no further: %s', async (method) => {
    const answer = await call({ method, path: '/execute/DomainInfo/list_domains' });
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, POST', 'content-type': 'application/json; charset="utf-8"' } });
    expect(answer.body.toString()).toBe('{"data":null,"errors":["Calls are made with GET or POST."],"messages":null,"metadata":{},"status":0,"warnings":null}');
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
        ['for', 'host', 'proto', 'port', 'server', 'user', 'prefix', 'ssl', 'client-cert'].map((name) => [`x-forwarded-${name}`, 'claimed']),
      ),
      ...Object.fromEntries(
        ['x-real-ip', 'x-client-ip', 'true-client-ip', 'x-cluster-client-ip', 'cf-connecting-ip', 'fastly-client-ip', 'x-original-url', 'x-rewrite-url', 'x-original-host', 'x-host', 'x-http-method-override', 'x-http-method', 'x-method-override', 'x-remote-user', 'remote-user'].map((name) => [name, 'claimed']),
      ),
    };
    expect(await call({ path: '/execute/DomainInfo/list_domains', headers: claims })).toMatchObject({ status: 200 });
    const headers = headersOf(theOnlyCall());
    expect(Object.keys(headers).filter((name) => name in claims)).toEqual([]);
    expect(headers).toMatchObject({ host: [new URL(panel.url).host], authorization: [`cpanel alice:${PANEL_TOKEN}`] });
  });

  it('that are the client’s own affair pass unchanged', async () => {
    const own = { accept: 'application/json', 'user-agent': 'terraform-provider-cpanel', 'accept-encoding': 'gzip, br', 'accept-language': 'de', 'x-custom': 'a, b; c="d"' };
    await call({ path: '/execute/DomainInfo/list_domains', headers: own });
    expect(headersOf(theOnlyCall())).toMatchObject(Object.fromEntries(Object.entries(own).map(([name, value]) => [name, [value]])));
  });

  it('that end at the next hop end at the gateway', async () => {
    const hop = { te: 'trailers', upgrade: 'h2c', 'keep-alive': 'timeout=9', 'x-hop': 'secret', connection: 'close, x-hop, upgrade' };
    await call({ path: '/execute/DomainInfo/list_domains', headers: hop });
    const headers = headersOf(theOnlyCall());
    for (const name of ['te', 'upgrade', 'keep-alive', 'x-hop']) expect(headers[name]).toBeUndefined();
  });

  it('never hold the token of the client, and may come in any order', async () => {
    const path = `/t/${provider.slug}/execute/DomainInfo/list_domains`;
    const lines = ['Host: gw.example', `aUTHORIZATION: cpanel alice:${secret}`, 'Accept: */*', 'Connection: close'];
    for (const order of [lines, lines.toReversed()]) {
      expect(await onTheWire(gateway, `GET ${path} HTTP/1.1\r\n${order.join('\r\n')}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
    }
    expect(panel.calls()).toHaveLength(2);
    expect(JSON.stringify(panel.calls())).not.toContain(secret);
  });
});

describe('a path', () => {
  it.each([
    '//execute/DNS/parse_zone',
    '/execute//DNS///parse_zone',
    '/cpsess123/execute/DNS/parse_zone',
    '//cpsess0987654321//execute/DNS/parse_zone',
    '/execute/%44NS/parse%5fzone',
    '/%65xecute/DNS/parse_zone',
  ])('is sent on in its one canonical form: %s', async (path) => {
    expect(await call({ path: `${path}?zone=alice.example` })).toMatchObject({ status: 200 });
    expect(theOnlyCall().url).toBe('/execute/DNS/parse_zone?zone=alice.example');
  });

  it('is case-sensitive: another spelling is another function, which nobody granted', async () => {
    const { secret: zones } = await issue(operator, `${provider.account.path}/tokens`, { name: 'zones', access: 'restricted', grants: [{ operation: 'DNS::parse_zone' }] });
    const as = { authorization: `cpanel alice:${zones}` };
    expect((await call({ path: '/execute/DNS/parse_zone?zone=alice.example', headers: as })).body.toString()).toContain('"status":1');
    for (const path of ['/execute/dns/parse_zone', '/execute/DNS/Parse_Zone', '/execute/Dns/parse_zone']) {
      expect((await call({ path, headers: as })).body.toString()).toContain('"status":0');
    }
    expect(theOnlyCall().url).toBe('/execute/DNS/parse_zone?zone=alice.example');
  });

  it.each([
    '/execute/../execute/DNS/parse_zone',
    '/execute/DNS/../DNS/parse_zone',
    '/x/%2e%2e/execute/DNS/parse_zone',
    '/%2E%2e/execute/DNS/parse_zone',
    '/./execute/DNS/parse_zone',
    '/execute%2fDNS/parse_zone',
    '/execute/DNS%2Fparse_zone',
    '/execute/DNS%5cparse_zone',
    '/execute\\DNS\\parse_zone',
    '/execute/DNS;x=1/parse_zone',
    '/execute/DNS/parse_zone;jsessionid=1',
    '/execute/DNS/parse_zone%3b',
    '/execute/DNS/parse_zone%00',
    '/execute/DNS%00/parse_zone',
    '/execute/DNS/parse_zone%0d%0aX:%20y',
    '/execute/DNS/parse_zone%20',
    '/execute/DNS/parse_zone%252f',
    '/execute/DNS/parse_zone%',
    '/execute/DNS/parse_zone%zz',
    '/execute/DNS/%c0%ae%c0%ae',
    '/execute/DNS/parse_zone#x',
    '/execute/DNS/parse_zone/',
    '/execute/DNS/parse_zone/more',
    '/execute/DNS',
    '/execute/',
    '/Execute/DNS/parse_zone',
    '/cpsess/execute/DNS/parse_zone',
    '/cpsess1x/execute/DNS/parse_zone',
    '/cpsess1/cpsess2/execute/DNS/parse_zone',
    '/cpsess1',
    '/',
    '',
    '/3rdparty/phpMyAdmin/index.php',
    '/t/other/execute/DNS/parse_zone',
    `/execute/DNS/${'x'.repeat(600)}`,
  ])('that leads anywhere else is refused, and the panel hears nothing: case %#', async (path) => {
    const answer = await call({ path });
    expect(answer).toMatchObject({ status: 403, headers: { 'content-type': 'text/plain; charset="utf-8"', 'cache-control': 'no-store' } });
    expect(answer.body.toString()).toBe('Token authentication allows access to UAPI or API 2 calls only.');
    expect(panel.calls()).toEqual([]);
  });

  it.each(['DNS/parse_zone\0', 'DNS/parse_\u0001zone', 'DNS/parse_zone\x7f', 'DNS/parse_zone\xff'])('with bytes that HTTP forbids ends the connection: %j', async (path) => {
    const heard = await onTheWire(gateway, `GET /t/${provider.slug}/execute/${path} HTTP/1.1\r\nHost: x\r\nAuthorization: cpanel alice:${secret}\r\n\r\n`);
    expect(heard).toMatch(/^HTTP\/1\.1 400 /);
    expect(panel.calls()).toEqual([]);
  });

  it('of a password log-in is refused as panels do, without a cookie', async () => {
    const answer = await call({ method: 'POST', path: '/login/?login_only=1', body: 'user=alice&pass=x' });
    expect(answer).toMatchObject({ status: 401, reason: 'Access Denied', headers: { 'content-type': 'text/plain; charset="utf-8"' } });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.body.toString()).toBe('{"status":0,"message":"see_login_log"}');
    expect(panel.calls()).toEqual([]);
  });

  it.each(['/json-api/cpanel?cpanel_jsonapi_module=DNS&cpanel_jsonapi_func=parse_zone', '/json-api/listaccts?api.version=1', '//json-api/cpanel'])(
    'of the older APIs is refused in the shape their clients know: %s',
    async (path) => {
      const answer = await call({ path });
      expect(answer).toMatchObject({ status: 403, reason: 'Forbidden Access denied', headers: { connection: 'close', 'content-type': 'text/plain; charset="utf-8"' } });
      expect(answer.body.toString()).toBe(
        '{"cpanelresult":{"apiversion":"2","error":"Access denied","data":{"reason":"Access denied","result":"0"},"type":"text"}}',
      );
      expect(panel.calls()).toEqual([]);
    },
  );
});
