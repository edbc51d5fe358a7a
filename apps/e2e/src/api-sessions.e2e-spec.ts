import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Answer } from './clients/api.js';
import { callPanel } from './panel-calls.js';
import { issue, makeConnectedProvider, makeProvider, newSlug, PANEL_TOKEN, type Issued, type Provider } from './providers.js';
import { eventually } from './eventually.js';
import { toldOf, trailOf } from './trails.js';

const { gateways, operatorToken } = sharedStack();
const [gateway, otherGateway] = gateways as [string, string];
const operator = apiOf(gateway, operatorToken);
const nobody = gateways.map((base) => apiOf(base, null));
/** What the stack's gateways call themselves to clients: pages of the console come from there. */
const PUBLIC = gateway;

let panel: Panel;
let provider: Provider;
beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  provider = await makeConnectedProvider(operator, panel.url);
});
afterAll(() => panel.close());

/** The console's own page asks for something. */
const OWN_PAGE = { 'sec-fetch-site': 'same-origin' };
const ATTRIBUTES = ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Strict'];

async function newLink(path = provider.account.path, maker = operator): Promise<string> {
  const made = await maker.post(`${path}/sessions`);
  expect(made).toMatchObject({ status: 201, body: { url: expect.any(String), expiresAt: expect.any(String) } });
  expect(Object.keys(made.body)).toHaveLength(2);
  expect(made.body.url.startsWith(`${PUBLIC}/console/#link=pcll1`)).toBe(true);
  const lifetimeMs = Date.parse(made.body.expiresAt) - Date.now();
  expect(lifetimeMs).toBeGreaterThan(0);
  expect(lifetimeMs).toBeLessThanOrEqual(61_000);
  return new URL(made.body.url).hash.replace('#link=', '');
}

const follow = (link: string, at = 0, headers: Record<string, string> = {}): Promise<Answer> =>
  apiOf(gateways[at]!, link).post('/v1/sessions', undefined, headers);

/** The cookie that an answer sets, as a browser would send it back. */
function cookieIn({ headers }: Answer): { cookie: string } {
  const [pair, ...attributes] = headers.get('set-cookie')!.split('; ');
  expect(attributes).toEqual(ATTRIBUTES);
  expect(pair).toMatch(/^__Host-portcullis=pclc1[0-9A-Za-z]{48}$/);
  return { cookie: pair! };
}

async function signIn(path = provider.account.path): Promise<{ cookie: string; id: string }> {
  const opened = await follow(await newLink(path));
  expect(opened.status).toBe(201);
  return { ...cookieIn(opened), id: opened.body.session.id };
}

const whoIs = (headers: Record<string, string>, at = 0): Promise<Answer> => nobody[at]!.get('/v1/sessions/current', headers);

describe('a link', () => {
  it('opens one session of its owner, for twelve hours, and is dead after that on every gateway', async () => {
    const link = await newLink();
    const opened = await follow(link);
    expect(opened).toMatchObject({
      status: 201,
      body: { session: { form: 'session', kind: 'account', accountId: provider.account.id, access: 'full', state: expect.stringMatching(/^(active|expiring)$/) } },
    });
    const { id, slug, account } = provider;
    const whom = { tenant: { id, slug, name: `Provider ${slug}` }, account: { id: account.id, username: account.username }, ip: '127.0.0.1' };
    expect(opened.body).toEqual({ session: opened.body.session as unknown, ...whom });
    const hours = (Date.parse(opened.body.session.expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(11.9);
    expect(hours).toBeLessThanOrEqual(12.01);
    const { cookie } = cookieIn(opened);
    expect(JSON.stringify(opened.body)).not.toContain(cookie.split('=')[1]);
    for (const at of [0, 1]) {
      expect(await follow(link, at)).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
      expect(await whoIs({ cookie }, at)).toMatchObject({ status: 200, body: { session: { id: opened.body.session.id }, ...whom } });
    }
  });

  it('followed by many at once opens one session', async () => {
    const link = await newLink();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => follow(link, at % 2)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, body, headers } of answers.filter((answer) => answer.status !== 201)) {
      expect([status, body.code, headers.get('set-cookie')]).toEqual([401, 'invalid_token', null]);
    }
  });

  it('is good for that alone: no other call, no panel path, no cookie takes it', async () => {
    const link = await newLink();
    const api = apiOf(gateway, link);
    for (const answer of [await api.get('/v1/sessions/current'), await api.get(`${provider.account.path}/tokens`), await api.delete('/v1/sessions'), await api.get('/v1/tenants')]) {
      expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
    }
    expect((await whoIs({ cookie: `__Host-portcullis=${link}` })).status).toBe(401);
    expect((await callPanel({ base: gateway, provider, token: { id: '', secret: link } })).status).toBe(401);
    expect((await operator.post('/v1/verify', { token: link })).body).toMatchObject({ allowed: false, code: 'token_unknown', token: null });
    // None of that has used it up.
    expect((await follow(link)).status).toBe(201);
  });

  it('is dead once it is revoked, once its maker is, and when it is not the one that was made', async () => {
    const maker = await issue(operator, `${provider.path}/tokens`, { kind: 'tenant', name: newSlug(), access: 'full' });
    const [left, withdrawn] = [await newLink(provider.account.path, apiOf(gateway, maker.secret)), await newLink()];
    await operator.delete(`${provider.path}/tokens/${maker.id}`);
    expect((await follow(left)).status).toBe(401);
    const links = (await operator.get(`${provider.account.path}/tokens?form=link&limit=200`)).body.items as Issued[];
    for (const { id } of links) await operator.delete(`${provider.account.path}/tokens/${id}`);
    expect((await follow(withdrawn)).status).toBe(401);
    const other = await newLink();
    expect((await follow(`${other.slice(0, 20)}${'0'.repeat(33)}`)).status).toBe(401);
    expect((await follow(other)).status).toBe(201);
  });

  it('is made by whoever holds all that it gives, and by nobody else', async () => {
    const grants = [{ operation: 'Portcullis::create_session' }, { operation: 'Portcullis::open_session' }];
    const service = await issue(operator, `${provider.path}/tokens`, { kind: 'service', name: newSlug(), access: 'restricted', grants });
    const limited = await issue(operator, `${provider.account.path}/tokens`, { name: newSlug(), access: 'restricted', grants });
    for (const { secret } of [service, limited]) {
      const api = apiOf(gateway, secret);
      expect(await api.post(`${provider.account.path}/sessions`)).toMatchObject({ status: 403, body: { code: 'exceeds_caller' } });
      expect(await api.post('/v1/sessions')).toMatchObject({ status: 403, body: { code: 'exceeds_caller' } });
    }
    const own = apiOf(gateway, provider.account.token.secret);
    expect((await own.post(`${provider.account.path}/sessions`)).status).toBe(201);
    expect((await own.post(`${provider.path}/sessions`)).status).toBe(404);
    const stranger = await makeProvider(operator);
    expect((await apiOf(gateway, stranger.token.secret).post(`${provider.account.path}/sessions`)).status).toBe(404);
    await eventually(async () => {
      const denied = (await trailOf(operator, provider.slug)).filter(({ type, subject }) => type === 'request.denied' && subject === service.id);
      expect(denied.map(({ data }) => data['operation'])).toEqual(['Portcullis::create_session', 'Portcullis::open_session']);
    });
  });

  it('is in no trail, and no list shows it among the tokens', async () => {
    const link = await newLink();
    const { items } = (await operator.get(`${provider.account.path}/tokens?limit=200`)).body;
    expect((items as { form: string }[]).filter(({ form }) => form !== 'token')).toEqual([]);
    const links = (await operator.get(`${provider.account.path}/tokens?form=link&limit=200`)).body.items as { id: string; useQuota: number }[];
    expect(links[0]).toMatchObject({ form: 'link', useQuota: 1, access: 'restricted', grants: [{ operation: 'Portcullis::open_session' }] });
    await eventually(async () => {
      const trail = await trailOf(operator, provider.slug);
      expect(toldOf(trail, links[0]!.id)).toEqual(['token.created']);
      expect(JSON.stringify(trail)).not.toContain(link.slice(15));
    });
  });
});

describe('a session', () => {
  it('of an account, a tenant or an operator acts as its owner does', async () => {
    const ofAccount = await signIn();
    expect((await nobody[1]!.get(`${provider.account.path}/tokens`, ofAccount)).status).toBe(200);
    expect((await nobody[1]!.get(provider.path, ofAccount)).status).toBe(403);
    const made = await nobody[0]!.post(`${provider.account.path}/tokens`, { name: newSlug(), access: 'full' }, { ...ofAccount, ...OWN_PAGE });
    expect(made).toMatchObject({ status: 201, body: { token: { createdBy: ofAccount.id } } });

    const ofTenant = await signIn(provider.path);
    expect((await nobody[1]!.get(`${provider.path}/accounts`, ofTenant)).status).toBe(200);
    const ofOperator = await signIn('/v1/tenants/platform');
    expect((await nobody[1]!.get('/v1/tenants', ofOperator)).status).toBe(200);
    await nobody[0]!.delete('/v1/sessions/current', { ...ofOperator, ...OWN_PAGE });
  });

  it('is opened with a token with full access as well', async () => {
    const opened = await apiOf(gateway, provider.account.token.secret).post('/v1/sessions');
    expect(opened).toMatchObject({ status: 201, body: { session: { kind: 'account' } } });
    expect((await whoIs(cookieIn(opened))).body.session.id).toBe(opened.body.session.id);
  });

  it('changes nothing for a page that is not the console’s, or for nobody knows whom', async () => {
    const { cookie } = await signIn();
    const body = { name: newSlug(), access: 'full' };
    const senders: Record<string, string>[] = [{}, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.example' }, { origin: 'null' }];
    for (const sender of senders) {
      const refused = await nobody[0]!.post(`${provider.account.path}/tokens`, body, { cookie, ...sender });
      expect(refused).toMatchObject({ status: 403, body: { code: 'cross_site' } });
      expect(await nobody[0]!.delete('/v1/sessions/current', { cookie, ...sender })).toMatchObject({ status: 403, body: { code: 'cross_site' } });
    }
    expect((await nobody[0]!.post(`${provider.account.path}/tokens`, body, { cookie, origin: PUBLIC })).status).toBe(201);
    expect((await whoIs({ cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(200);
    const link = await newLink();
    expect(await follow(link, 0, { origin: 'https://evil.example' })).toMatchObject({ status: 403, body: { code: 'cross_site' } });
    expect((await follow(link, 0, OWN_PAGE)).status).toBe(201);
  });

  it('counts in its cookie only: not in a header, not beside one, and not on panel paths', async () => {
    const { cookie } = await signIn();
    const text = cookie.split('=')[1]!;
    expect(await apiOf(gateway, text).get('/v1/sessions/current')).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
    expect((await apiOf(gateway, text).post('/v1/sessions')).status).toBe(401);
    expect((await apiOf(gateway, 'junk').get('/v1/sessions/current', { cookie })).status).toBe(401);
    const token = apiOf(gateway, provider.token.secret);
    expect((await token.get('/v1/sessions/current', { cookie })).body.session.id).toBe(provider.token.id);
    expect((await callPanel({ base: gateway, provider, token: { id: '', secret: text } })).status).toBe(401);
    expect((await callPanel({ base: gateway, provider }, { headers: { authorization: '', cookie } })).status).toBe(401);
    expect((await operator.post('/v1/verify', { token: text })).body).toMatchObject({ allowed: false, code: 'token_unknown' });
    for (const other of [`__Host-portcullis=${provider.account.token.secret}`, `${cookie}; ${cookie}`, '__Host-portcullis=junk']) {
      expect((await whoIs({ cookie: other })).status).toBe(401);
    }
    expect(await whoIs({ cookie: `portcullis=${text}` })).toMatchObject({ status: 401, body: { code: 'credentials_required' } });
  });

  it('ends when its holder signs out, everywhere at once, and the cookie goes', async () => {
    const [{ cookie, id }, other] = [await signIn(), await signIn()];
    const out = await nobody[0]!.delete('/v1/sessions/current', { cookie, ...OWN_PAGE });
    expect(out).toMatchObject({ status: 200, body: { ended: 1, enforcement: { parts: [{ authority: 'tokens' }] } } });
    expect(out.headers.get('set-cookie')).toBe(`__Host-portcullis=; ${ATTRIBUTES.join('; ')}; Max-Age=0`);
    for (const at of [0, 1]) {
      expect((await whoIs({ cookie }, at)).status).toBe(401);
      expect((await whoIs({ cookie: other.cookie }, at)).status).toBe(200);
    }
    await eventually(async () => expect(toldOf(await trailOf(operator, provider.slug), id)).toEqual(['token.created', 'token.revoked']));
  });

  it('ends with all others of its owner, and with no other owner’s, when signing out everywhere', async () => {
    const sessions = [await signIn(), await signIn()];
    const tenants = await signIn(provider.path);
    const out = await nobody[1]!.delete('/v1/sessions', { cookie: sessions[0]!.cookie, ...OWN_PAGE });
    expect(out.status).toBe(200);
    expect(out.body.ended).toBeGreaterThanOrEqual(2);
    // Links that were not followed yet go too.
    expect(out.body.enforcement.parts.length).toBeGreaterThanOrEqual(out.body.ended);
    for (const { cookie } of sessions) expect((await whoIs({ cookie })).status).toBe(401);
    expect((await whoIs({ cookie: tenants.cookie })).status).toBe(200);
    expect((await apiOf(otherGateway, provider.account.token.secret).get('/v1/sessions/current')).body.session.id).toBe(provider.account.token.id);
  });

  it('ends with its owner, and is revoked like any other token', async () => {
    const { cookie, id } = await signIn();
    expect(await operator.delete(`${provider.account.path}/tokens/${id}?reason=lost%20laptop`)).toMatchObject({ status: 200, body: { token: { form: 'session', state: 'revoked' } } });
    expect((await whoIs({ cookie })).status).toBe(401);
    const next = await signIn();
    await operator.patch(provider.account.path, { status: 'suspended' });
    expect((await whoIs({ cookie: next.cookie })).status).toBe(401);
    expect(await operator.post(`${provider.account.path}/sessions`)).toMatchObject({ status: 409, body: { code: 'owner_suspended' } });
    await operator.patch(provider.account.path, { status: 'active' });
    expect((await whoIs({ cookie: next.cookie })).status).toBe(200);
  });
});
