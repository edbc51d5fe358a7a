import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { exchange, type RawAnswer } from './clients/raw-http.js';
import { callPanel } from './panel-calls.js';
import { connectPanel, issue, makeProvider, newSlug, PANEL_TOKEN, type Issued, type Provider } from './providers.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);

let panel: Panel;
let provider: Provider;
beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  provider = await makeProvider(operator);
  await connectPanel(operator, provider, panel.url);
  expect(await operator.put(`${provider.path}/upstream`, { scheme: 'whm', user: 'root', token: PANEL_TOKEN })).toMatchObject({ status: 200 });
});
beforeEach(() => panel.clearCalls());
// Whatever becomes of a call about tokens, the panel never hears of it.
afterEach(() => expect(panel.calls()).toEqual([]));
afterAll(() => panel.close());

const read = ({ status, body }: RawAnswer): Record<string, unknown> => {
  expect(status).toBe(200);
  expect(JSON.stringify(JSON.parse(body.toString()))).toBe(body.toString());
  return JSON.parse(body.toString()) as Record<string, unknown>;
};
const asAccount = (path: string, token?: Issued) => callPanel({ base: gateway, provider, ...(token && { token }) }, { path });
const asProvider = (path: string, secret = provider.token.secret) =>
  exchange(gateway, { path: `/t/${provider.slug}/json-api/${path}`, headers: { authorization: `whm root:${secret}` } });
const uapi = (data: unknown) => ({ data, errors: null, messages: null, metadata: {}, status: 1, warnings: null });
const done = (command: string) => ({ command, reason: 'OK', result: 1, version: 1 });
const number = expect.any(Number) as number;

describe('the module Tokens', () => {
  it('makes, lists, renames and revokes tokens that work at once, and are dead once revoke has answered', async () => {
    const name = newSlug();
    const made = read(await asAccount(`/execute/Tokens/create_full_access?name=${name}&expires_at=4000000000`));
    expect(made).toEqual(uapi({ token: expect.stringMatching(/^[A-Za-z0-9]{53}$/) as string, create_time: number, whitelist_ips: null }));
    const token = { id: '', secret: (made['data'] as { token: string }).token };

    const listed = read(await asAccount('/execute/Tokens/list', token));
    const row = { name, has_full_access: 1, features: [], create_time: number, expires_at: 4_000_000_000, whitelist_ips: null };
    expect(listed).toEqual(uapi(expect.arrayContaining([row])));
    const shown = (listed['data'] as object[]).find((one) => (one as { name: string }).name === name)!;
    expect(Object.keys(shown)).toEqual(Object.keys(row));

    expect(read(await asAccount(`/execute/Tokens/rename?name=${name}&new_name=${name}-2`, token))).toEqual(uapi(null));
    const revoked = await asAccount(`/execute/Tokens/revoke?name=${name}-2`);
    expect(read(revoked)).toEqual(uapi(1));
    expect(revoked.headers['portcullis-receipt']).toMatch(/^rcp_/);
    expect((await asAccount('/execute/Tokens/list', token)).status).toBe(401);
    expect(read(await asAccount(`/execute/Tokens/revoke?name=${name}-2`))).toEqual(uapi(1));
  });

  it('is told from the same store as /v1', async () => {
    const name = newSlug();
    await issue(operator, `${provider.account.path}/tokens`, { name, access: 'restricted', grants: [{ feature: 'zoneedit' }] });
    const { data } = read(await asAccount('/execute/Tokens/list'));
    expect(data).toEqual(expect.arrayContaining([expect.objectContaining({ name, has_full_access: 0, features: ['zoneedit'] })]));
  });

  it('makes nobody more than they are', async () => {
    const grants = [{ operation: 'Tokens::create_full_access' }, { operation: 'Tokens::list' }];
    const token = await issue(operator, `${provider.account.path}/tokens`, { name: newSlug(), access: 'restricted', grants });
    expect(read(await asAccount('/execute/Tokens/list', token))).toMatchObject({ status: 1 });
    expect(read(await asAccount(`/execute/Tokens/create_full_access?name=${newSlug()}`, token))).toMatchObject({ data: null, status: 0, errors: [expect.stringMatching(/full access/)] });
    expect(read(await asAccount('/execute/Tokens/revoke?name=own', token))).toMatchObject({ data: null, status: 0, errors: [expect.stringMatching(/grant/)] });
  });

  it('answers as UAPI does through json-api, and through WHM about the account that is named', async () => {
    const through = '/json-api/cpanel?cpanel_jsonapi_apiversion=3&cpanel_jsonapi_module=Tokens&cpanel_jsonapi_func=list';
    expect(read(await asAccount(through))).toEqual({ apiversion: 3, func: 'list', module: 'Tokens', result: uapi(expect.arrayContaining([expect.objectContaining({ name: 'own' })])) });
    const wrapped = 'uapi_cpanel?api.version=1&cpanel.user=alice&cpanel.module=Tokens&cpanel.function=list';
    expect(read(await asProvider(wrapped))).toEqual({ data: { uapi: uapi(expect.arrayContaining([expect.objectContaining({ name: 'own' })])) }, metadata: done('uapi_cpanel') });
    expect(read(await asProvider(wrapped.replace('alice', 'mallory')))).toMatchObject({ metadata: { command: 'uapi_cpanel', result: 0 } });
  });
});

describe('the functions api_token_…', () => {
  it('make, tell of, change and revoke tokens of the provider', async () => {
    const name = newSlug();
    // What makes tokens must end within 30 days.
    const end = Math.floor(Date.now() / 1000) + 86_400;
    const create = await asProvider(`api_token_create?api.version=1&token_name=${name}&acl-0=list-accts&acl-1=manage-api-tokens&expires_at=${end}&whitelist_ip=127.0.0.1&whitelist_ip-1=::1`);
    const made = read(create) as { data: { token: string } };
    const whitelist = ['127.0.0.1', '0000:0000:0000:0000:0000:0000:0000:0001'];
    const details = { acls: ['list-accts', 'manage-api-tokens'], create_time: number, expires_at: end, name, whitelist_ips: whitelist };
    expect(made).toEqual({ data: { ...details, token: expect.stringMatching(/^[A-Za-z0-9]{53}$/) as string }, metadata: done('api_token_create') });
    const { token } = made.data;

    expect(read(await asProvider(`api_token_get_details?api.version=1&token=${token}`, token))).toEqual({ data: details, metadata: done('api_token_get_details') });
    const { data } = read(await asProvider('api_token_list?api.version=1', token)) as { data: { tokens: Record<string, { acls: Record<string, number> }> } };
    expect(data.tokens[name]).toMatchObject({ name, expires_at: end, whitelist_ips: whitelist });
    expect(data.tokens[name]!.acls).toMatchObject({ all: 0, 'list-accts': 1, 'create-acct': 0 });
    expect(data.tokens['provider']!.acls).toMatchObject({ all: 1, 'create-acct': 1 });

    const updated = await asProvider(`api_token_update?api.version=1&token_name=${name}&new_name=${name}-2&expires_at=${end + 60}`);
    expect(read(updated)).toEqual({ data: { ...details, name: `${name}-2`, expires_at: end + 60 }, metadata: done('api_token_update') });
    const revoked = await asProvider(`api_token_revoke?api.version=1&token_name=${name}-2`);
    expect(revoked.body.toString()).toBe('{"metadata":{"command":"api_token_revoke","reason":"OK","result":1,"version":1}}');
    expect(revoked.headers['portcullis-receipt']).toMatch(/^rcp_/);
    expect((await asProvider('api_token_list?api.version=1', token)).status).toBe(403);
    expect(read(await asProvider(`api_token_get_details?api.version=1&token=${token}`))).toEqual({ metadata: { ...done('api_token_get_details'), reason: 'The token is not recognised.', result: 0 } });
  });

  it('make nothing for long that gets beyond itself, and say which privilege that is', async () => {
    for (const end of ['', '&expires_at=4000000000']) {
      expect(read(await asProvider(`api_token_create?api.version=1&token_name=${newSlug()}&acl=manage-api-tokens${end}`))).toMatchObject({
        metadata: { reason: expect.stringMatching(/^A token that gets beyond itself must expire within 30 days, .*Portcullis::create_token/) as string, result: 0 },
      });
    }
  });

  it('give nobody a privilege that they do not hold', async () => {
    const soon = `&expires_at=${Math.floor(Date.now() / 1000) + 86_400}`;
    const grants = [{ feature: 'list-accts' }, { operation: 'WHM::api_token_create' }];
    const { secret } = await issue(operator, `${provider.path}/tokens`, { kind: 'tenant', name: newSlug(), access: 'restricted', grants });
    expect(read(await asProvider(`api_token_create?api.version=1&token_name=${newSlug()}&acl=list-accts${soon}`, secret))).toMatchObject({ metadata: { result: 1 } });
    for (const acl of ['all', 'kill-acct']) {
      expect(read(await asProvider(`api_token_create?api.version=1&token_name=${newSlug()}&acl=${acl}`, secret))).toEqual({
        metadata: { command: 'api_token_create', reason: expect.stringMatching(/does not hold/) as string, result: 0, version: 1 },
      });
    }
  });

  it('answer a batch of them one by one', async () => {
    const name = newSlug();
    const command = [`api_token_create?token_name=${name}&acl=list-accts`, `api_token_revoke?token_name=${name}`].map((one) => `command=${encodeURIComponent(one)}`).join('&');
    const answer = read(await asProvider(`batch?api.version=1&${command}`)) as { data: { result: { metadata: object }[] }; metadata: object };
    expect(answer.metadata).toEqual(done('batch'));
    expect(answer.data.result.map(({ metadata }) => metadata)).toEqual([done('api_token_create'), done('api_token_revoke')]);
  });
});
