import { sharedStack } from '@portcullis/testkit';
import { startBarePanel, type BarePanel } from './bare-panel.js';
import { api2, ask, DOMAIN, startClientScene, textOf, type Aim, type ClientScene } from './client-scene.js';
import { apiOf } from './clients/api.js';
import { exchange, onTheWire, type RawRequest } from './clients/raw-http.js';
import { withoutCodes } from './denial-codes.js';
import { makeConnectedProvider, newSlug } from './providers.js';

/** The check list of the contract, box by box and short: each is proven at length by the specs of its own subject. The rest is in `compatibility-denials`. */

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);
const DOMAINS = '/execute/DomainInfo/list_domains';
const ZONE = `/execute/DNS/parse_zone?zone=${DOMAIN}`;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

let scene: ClientScene;
let bare: BarePanel;
let toBare: Aim;
let full: Aim;
let whm: Aim;
beforeAll(async () => {
  scene = await startClientScene();
  [full, whm] = await Promise.all([scene.fullAccount(), scene.fullWhm()]);
  bare = await startBarePanel();
  const { slug, account } = await makeConnectedProvider(operator, bare.url);
  toBare = { ...full, baseUrl: `${gateway}/t/${slug}`, token: account.token.secret };
});
beforeEach(() => scene.forget());
afterAll(() => Promise.all([scene.close(), bare.close()]));

const urls = () => scene.panel.calls().map(({ url }) => url);
const say = (aim: Aim, path: string, more?: Partial<RawRequest>) => textOf(ask(aim, path, more));
const json = async (aim: Aim, path: string, more?: Partial<RawRequest>) => JSON.parse(await say(aim, path, more)) as unknown;
const post = (body: string, type = FORM['content-type']) => ({ method: 'POST', headers: { 'content-type': type }, body });
const refusal = (text: string) => `{"data":null,"errors":["${text}"],"messages":null,"metadata":{},"status":0,"warnings":null}`;

describe('both header words in any case; stray blanks, CR and LF; Basic refused; user equals owner', () => {
  const statusWith = async (authorization: string) => (await ask(full, DOMAINS, { headers: { authorization } })).status;

  it.each(['cpanel', 'CPANEL', 'whm', 'WHM', 'Whm'])('%s', async (word) => {
    expect(await statusWith(`${word} alice:${full.token}`)).toBe(200);
    expect(await statusWith(`  ${word}\t alice:${full.token} \t`)).toBe(200);
  });

  it('a line break in the header, or left over behind it, which no HTTP server takes any more', async () => {
    for (const value of [`cpanel alice:${full.token}\r\n `, `cpanel alice:\r\n ${full.token}`, `cpanel alice:${full.token}\r`, `cpanel alice:${full.token}\n`]) {
      const head = ['Host: x', 'Connection: close', `Authorization: ${value}`];
      expect(await onTheWire(gateway, `GET ${new URL(full.baseUrl).pathname}${DOMAINS} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 40[01] /);
    }
    expect(urls()).toEqual([]);
  });

  it('no password, no other user, no empty one', async () => {
    const basic = Buffer.from(`alice:${full.token}`).toString('base64');
    for (const value of [`Basic ${basic}`, `Basic alice:${full.token}`, `cpanel bob:${full.token}`, `cpanel :${full.token}`, 'cpanel alice:', '']) {
      expect([value, await statusWith(value)]).toEqual([value, 401]);
    }
    expect((await ask({ ...whm, user: 'alice' }, '/json-api/version')).status).toBe(403);
    expect(urls()).toEqual([]);
  });
});

describe('host routing and path prefix; `/cpsess123/` dropped; `//` tolerated; `..` refused; names case-sensitive', () => {
  it('by the name of the host alone, in any case and with a port', async () => {
    for (const [aim, path] of [[full, DOMAINS], [whm, '/json-api/version']] as const) {
      for (const host of [aim.host, aim.host.toUpperCase()]) {
        const headers = { host, authorization: `cpanel ${aim.user}:${aim.token}` };
        expect(await exchange(gateway, { path, headers })).toMatchObject({ status: 200 });
      }
    }
    const headers = { host: 'unknown.example', authorization: `cpanel alice:${full.token}` };
    expect(await exchange(gateway, { path: DOMAINS, headers })).toMatchObject({ status: 401 });
  });

  it('by a path before the call', async () => {
    for (const way of [DOMAINS, `/${DOMAINS}`, `/cpsess1234567890${DOMAINS}`, '//execute//DomainInfo//list_domains', '/execute/%44omainInfo/list_domains']) {
      expect(await ask(full, way)).toMatchObject({ status: 200 });
    }
    expect(new Set(urls())).toEqual(new Set([DOMAINS]));
  });

  it('and nothing that means another call to somebody', async () => {
    for (const way of ['/execute/x/../DomainInfo/list_domains', '/execute/DomainInfo%2flist_domains', '/execute/DomainInfo;x/list_domains', '/Execute/DomainInfo/list_domains']) {
      expect(await ask(full, way)).toMatchObject({ status: 403 });
    }
    const aim = await scene.account({ operation: 'DomainInfo::list_domains' });
    for (const way of ['/execute/domaininfo/list_domains', '/execute/DomainInfo/List_Domains']) expect(await json(aim, way)).toMatchObject({ status: 0 });
    expect(urls()).toEqual([]);
  });
});

describe('query, form, JSON and multipart; repeated and numbered keys forwarded in order and all checked; dispatch keys unique; 32 KB request line', () => {
  const part = (name: string, value: string) => `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const ways = (...values: string[]): [string, Partial<RawRequest>][] => [
    [`?${values.map((value) => `email=${value}`).join('&')}`, {}],
    [`?${values.map((value, index) => `email-${index}=${value}`).join('&')}`, {}],
    ['', post(values.map((value) => `email=${value}`).join('&'))],
    ['', post(values.map((value, index) => `email-${index}=${value}`).join('&'))],
    ['', post(JSON.stringify({ email: values.length > 1 ? values : values[0] }), 'application/json')],
    ['', post(`${values.map((value) => part('email', value)).join('')}--B--\r\n`, 'multipart/form-data; boundary=B')],
  ];

  it('each value that is named is forwarded as it came, and judged', async () => {
    const aim = await scene.account({ operation: 'Email::delete_pop', resources: [`mailbox:bob@${DOMAIN}`] });
    // A numbered form of what stands once is not seen by every panel: it takes a grant of all mailboxes.
    const seen = ways(`bob@${DOMAIN}`).filter((_, index) => index % 2 === 0 || index === 5);
    for (const [query, more] of seen) {
      await ask(aim, `/execute/Email/delete_pop${query}`, more);
      expect(scene.panel.calls()).toMatchObject([{ url: `/execute/Email/delete_pop${query}`, body: Buffer.from((more.body as string | undefined) ?? '') }]);
      scene.forget();
    }
    for (const [query, more] of [...ways(`bob@${DOMAIN}`, `eve@${DOMAIN}`), ...ways(`eve@${DOMAIN}`, `bob@${DOMAIN}`)]) {
      expect(await json(aim, `/execute/Email/delete_pop${query}`, more)).toMatchObject({ status: 0 });
    }
    expect(urls()).toEqual([]);
    const repeated = '/execute/Email/list_pops?domain-1=b&regex=x&domain-0=a&domain=c&regex=';
    await ask(full, repeated);
    expect(urls()).toEqual([repeated]);
  });

  it('what chooses the function stands in one place only, whoever asks', async () => {
    const call = api2('ZoneEdit', 'fetchzones');
    for (const more of ['cpanel_jsonapi_func=listzones', 'cpanel_jsonapi_module=Cron', 'CPANEL_JSONAPI_FUNC=x', 'cpanel_jsonapi_version=3']) {
      expect((await ask(full, `${call}&${more}`)).status).toBe(400);
      expect((await ask(full, call, post(more))).status).toBe(400);
    }
    expect((await ask(whm, '/json-api/listaccts?api.version=1', post('api.version=0'))).status).toBe(400);
    expect((await ask(full, `/execute/Email/delete_pop?email=bob@${DOMAIN}`, post(`email=bob@${DOMAIN}`))).status).toBe(400);
    expect(urls()).toEqual([]);
  });

  it('a request line of 32 KB', async () => {
    const path = `${DOMAINS}?cert=${'Ab%2B'.repeat(6_500)}`;
    expect(await ask(full, path)).toMatchObject({ status: 200 });
    expect(urls()).toEqual([path]);
  });
});

describe('upstream bytes, status and content type unchanged on success and on failure; no redirects either way; no caching, no retry', () => {
  it.each([[200, 'application/json', '{ "status" : 1 }\n'], [200, 'text/plain', '{"status":0,"errors":["x"]}'], [404, 'text/html', '<p>'], [500, 'text/html', 'oops']])(
    'a panel that says %i %s',
    async (status, type, body) => {
      bare.heads.length = 0;
      bare.answer = (_request, response) => response.writeHead(status, { 'content-type': type }).end(body);
      for (let round = 0; round < 2; round++) {
        const answer = await ask(toBare, ZONE);
        expect([answer.status, answer.headers['content-type'], answer.body.toString()]).toEqual([status, type, body]);
      }
      expect(bare.heads).toHaveLength(2);
    },
  );

  it('a panel that sends elsewhere, or breaks off', async () => {
    for (const next of ['redirect', 'reset'] as const) {
      scene.panel.misbehave({ next });
      const { status, headers } = await ask(full, ZONE);
      expect([status, headers.location, urls().length]).toEqual([502, undefined, 1]);
      scene.forget();
    }
  });
});

describe('synthesised replies: compact, all six keys of UAPI, integers as integers, `errors` non-empty on failure', () => {
  it('on failure and on success', async () => {
    const aim = await scene.account({ operation: 'DNS::parse_zone' });
    const { headers, body } = await ask(aim, DOMAINS);
    expect(headers['content-type']).toBe('application/json; charset="utf-8"');
    expect(withoutCodes(body.toString())).toBe(refusal('The token holds no grant for DomainInfo::list_domains.'));
    expect(await say(full, '/execute/Tokens/revoke?name=nobody')).toBe('{"data":1,"errors":null,"messages":null,"metadata":{},"status":1,"warnings":null}');
  });
});

describe('the functions for tokens are answered here with their exact shapes, also when wrapped; never sent upstream', () => {
  it('four of `Tokens`', async () => {
    const name = newSlug();
    const made = await json(full, `/execute/Tokens/create_full_access?name=${name}`);
    expect(made).toEqual({ ...(JSON.parse(refusal('')) as object), status: 1, errors: null, data: { token: expect.stringMatching(/^[A-Za-z0-9]{32,64}$/), create_time: expect.any(Number), whitelist_ips: null } });
    const row = { name, has_full_access: 1, features: [], create_time: expect.any(Number), expires_at: null, whitelist_ips: null };
    const lists = [
      ['/execute/Tokens/list', 'data'],
      ['/json-api/cpanel?cpanel_jsonapi_apiversion=3&cpanel_jsonapi_module=Tokens&cpanel_jsonapi_func=list', 'result', 'data'],
      ['/execute/Batch/strict?command=%5B%22Tokens%22%2C%22list%22%5D', 'data', '0', 'data'],
    ] as const;
    for (const [path, ...keys] of lists) expect(at(await json(full, path), keys)).toContainEqual(row);
    for (const path of ['/json-api/uapi_cpanel?api.version=1&cpanel.user=alice&cpanel.module=Tokens&cpanel.function=list']) {
      expect(at(await json(whm, path), ['data', 'uapi', 'data'])).toContainEqual(row);
    }
    expect(await json(full, `/execute/Tokens/rename?name=${name}&new_name=${name}-2`)).toMatchObject({ status: 1, data: null });
    expect(await json(full, `/execute/Tokens/revoke?name=${name}-2`)).toMatchObject({ status: 1, data: 1 });
    expect(urls()).toEqual([]);
  });

  it('five of WHM', async () => {
    const name = newSlug();
    const call = (functionName: string, query: string) => json(whm, `/json-api/${functionName}?api.version=1&${query}`);
    const shown = { name, acls: ['list-accts'], create_time: expect.any(Number), expires_at: null, whitelist_ips: null };
    const made = await call('api_token_create', `token_name=${name}&acl-0=list-accts`);
    expect(made).toEqual({ data: { ...shown, token: expect.any(String) }, metadata: { command: 'api_token_create', reason: 'OK', result: 1, version: 1 } });
    const { token } = (made as { data: { token: string } }).data;
    expect(await call('api_token_get_details', `token=${token}`)).toMatchObject({ data: shown, metadata: { result: 1 } });
    expect(await call('api_token_get_details', 'token=NOTATOKEN')).toEqual({ metadata: { command: 'api_token_get_details', reason: expect.any(String), result: 0, version: 1 } });
    expect(await call('api_token_list', '')).toMatchObject({ data: { tokens: { [name]: { ...shown, acls: { 'list-accts': 1, 'create-acct': 0 } } } } });
    expect(await call('api_token_update', `token_name=${name}&acl=list-accts&acl=acct-summary&new_name=${name}-2`)).toMatchObject({ data: { name: `${name}-2` }, metadata: { result: 1 } });
    expect(await call('batch', `command=${encodeURIComponent(`api_token_revoke?token_name=${name}-2`)}`)).toMatchObject({ data: { result: [{ metadata: { result: 1 } }] } });
    expect((await ask({ ...whm, token }, '/json-api/version')).status).toBe(403);
    expect(urls()).toEqual([]);
  });
});

function at(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce((inner, key) => (inner as Record<string, unknown>)[key], value);
}
