import { startPanel, type Panel, type RecordedCall } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { onTheWire, type RawRequest } from './clients/raw-http.js';
import { callPanel, wordsIn } from './panel-calls.js';
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

const call = (request: Partial<RawRequest>) => callPanel({ base: gateway, provider }, request);

function theOnlyCall(): RecordedCall {
  expect(panel.calls()).toHaveLength(1);
  return panel.calls()[0]!;
}

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
    const { secret: zones } = await issue(operator, `${provider.account.path}/tokens`, {
      name: 'zones',
      access: 'restricted',
      grants: [{ operation: 'DNS::parse_zone' }],
    });
    const as = { authorization: `cpanel alice:${zones}` };
    expect((await call({ path: '/execute/DNS/parse_zone?zone=alice.example', headers: as })).body.toString()).toContain(
      '"status":1',
    );
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
    expect(answer).toMatchObject({
      status: 403,
      headers: { 'content-type': 'text/plain; charset="utf-8"', 'cache-control': 'no-store' },
    });
    expect(answer.body.toString()).toBe('Token authentication allows access to UAPI or API 2 calls only.');
    expect(panel.calls()).toEqual([]);
  });

  it.each(['DNS/parse_zone\0', 'DNS/parse_\u0001zone', 'DNS/parse_zone\x7f', 'DNS/parse_zone\xff'])(
    'with bytes that HTTP forbids ends the connection: %j',
    async (path) => {
      const heard = await onTheWire(
        gateway,
        `GET /t/${provider.slug}/execute/${path} HTTP/1.1\r\nHost: x\r\nAuthorization: cpanel alice:${secret}\r\n\r\n`,
      );
      expect(heard).toMatch(/^HTTP\/1\.1 400 /);
      expect(panel.calls()).toEqual([]);
    },
  );

  it('of a password log-in is refused as panels do, without a cookie', async () => {
    const answer = await call({ method: 'POST', path: '/login/?login_only=1', body: 'user=alice&pass=x' });
    expect(answer).toMatchObject({
      status: 401,
      reason: 'Access Denied',
      headers: { 'content-type': 'text/plain; charset="utf-8"' },
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.body.toString()).toBe('{"status":0,"message":"see_login_log"}');
    expect(panel.calls()).toEqual([]);
  });

  it.each([
    '/json-api/cpanel',
    '//json-api///cpanel',
    '/cpsess123/json-api/cpanel',
    '/json%2dapi/%63panel',
  ])('of the older APIs is sent on in its one canonical form: %s', async (path) => {
    const query = '?cpanel_jsonapi_module=ZoneEdit&cpanel_jsonapi_func=fetchzones&cpanel_jsonapi_user=alice';
    expect(await call({ path: `${path}${query}` })).toMatchObject({ status: 200 });
    expect(theOnlyCall().url).toBe(`/json-api/cpanel${query}`);
  });

  it.each([
    '/json-api/listaccts?api.version=1',
    '/json-api/CPANEL?cpanel_jsonapi_module=ZoneEdit&cpanel_jsonapi_func=fetchzones',
    '/json-api/uapi_cpanel?api.version=1&cpanel.user=alice&cpanel.module=DNS&cpanel.function=parse_zone',
    '/json-api/batch?api.version=1&command=version',
    '/json-api/api_token_list?api.version=1',
    '/json-api/cpanel/more',
    '/json-api/',
  ])('that is for tokens of providers is refused to one of an account, in the shape its clients know: %s', async (path) => {
    const answer = await call({ path });
    expect(answer).toMatchObject({
      status: 403,
      reason: 'Forbidden Access denied',
      headers: { connection: 'close', 'content-type': 'text/plain; charset="utf-8"' },
    });
    const result = '"error":"Access denied","data":{"reason":"Access denied","result":"0"},"type":"text"';
    expect(answer.body.toString()).toBe(`{"cpanelresult":{"apiversion":"2",${result}}}`);
    expect(panel.calls()).toEqual([]);
  });

  it.each([
    ['', 400],
    ['?cpanel_jsonapi_module=ZoneEdit', 400],
    ['?cpanel_jsonapi_module=ZoneEdit&cpanel_jsonapi_func=fetchzones&cpanel_jsonapi_func=fetchzones', 400],
    ['?cpanel_jsonapi_apiversion=1&cpanel_jsonapi_module=ZoneEdit&cpanel_jsonapi_func=fetchzones', 200],
    ['?cpanel_jsonapi_apiversion=4&cpanel_jsonapi_module=ZoneEdit&cpanel_jsonapi_func=fetchzones', 400],
    ['?cpanel_jsonapi_module=ZoneEdit&cpanel_jsonapi_func=fetchzones&cpanel_jsonapi_user=bob', 200],
  ])('of the older APIs must name one function of the caller’s own: %s', async (query, status) => {
    const answer = await call({ path: `/json-api/cpanel${query}` });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ cpanelresult: { error: expect.stringMatching(/\.$/) as string } });
    expect(panel.calls()).toEqual([]);
  });
});

describe('a method', () => {
  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    'other than GET, HEAD and POST goes no further: %s',
    async (method) => {
      const answer = await call({ method, path: '/execute/DomainInfo/list_domains' });
      expect(answer).toMatchObject({
        status: 405,
        headers: { allow: 'GET, HEAD, POST', 'content-type': 'application/json; charset="utf-8"' },
      });
      expect(wordsIn(answer)).toBe('Calls are made with GET or POST.');
      expect(panel.calls()).toEqual([]);
    },
  );
});
