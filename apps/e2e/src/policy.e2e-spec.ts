import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { callPanel, wordsIn } from './panel-calls.js';
import { connectPanel, issue, makeProvider, newSlug, PANEL_TOKEN, type Issued, type Provider } from './providers.js';
import { eventually } from './eventually.js';
import { withDatabase } from './with-database.js';

const { gateways, operatorToken, postgres } = sharedStack();
const [gateway, otherGateway] = gateways as [string, string];
const operator = apiOf(gateway, operatorToken);

const DAY = 86_400;
const inDays = (days: number): string => new Date(Date.now() + days * DAY * 1000).toISOString();
/** What a client of this machine comes from, and what none comes from. */
const HERE = ['127.0.0.0/8', '::1'];
const ELSEWHERE = ['192.0.2.0/24'];

let panel: Panel;
let parent: Provider;
let child: Provider;
beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
});
beforeEach(async () => {
  parent = await makeProvider(operator);
  child = await makeProvider(operator, parent.slug);
  await connectPanel(operator, child, panel.url);
});
afterAll(() => panel.close());

async function lay({ path }: Provider, policy: object): Promise<void> {
  expect(await operator.put(`${path}/policy`, policy)).toMatchObject({ status: 200 });
}

const make = (body: object, { account }: Provider = child): Promise<Issued> => issue(operator, `${account.path}/tokens`, { name: newSlug(), access: 'full', ...body });

/** What the child's panel, `/v1` and `/v1/verify`, each through another gateway than the change went through, say of a token. */
async function said(token: Issued) {
  const panelAnswer = await callPanel({ base: otherGateway, provider: child, token });
  const shown = panelAnswer.body.includes('"status":1') ? 'served' : wordsIn(panelAnswer);
  const { status } = await apiOf(otherGateway, token.secret).get(`${child.account.path}/tokens?limit=1`);
  const verified = await apiOf(otherGateway, operatorToken).post('/v1/verify', { token: token.secret, operation: 'DNS::parse_zone', resources: ['zone:alice.example'], ip: '127.0.0.1' });
  expect(verified.status).toBe(200);
  return { panel: shown, api: status, verify: verified.body.code as string };
}

const SERVED = { panel: 'served', api: 200, verify: 'allowed' };
const refusedWith = (code: string) => ({ panel: expect.not.stringMatching(/^served$/) as string, api: 401, verify: code });

describe('what a provider lays down', () => {
  it.each<[string, object, object, object]>([
    ['policy_expiry_required', { expiryRequired: true }, {}, { expiresAt: inDays(900) }],
    ['policy_address_required', { ipAllowlistRequired: true }, {}, { ipAllowlist: HERE }],
    ['policy_address_not_allowed', { ipAllowlist: ELSEWHERE }, {}, {}],
  ])('acts at once on tokens that are older, at every door: %s', async (code, policy, lacking, having) => {
    const [without, withIt] = [await make(lacking), await make(having)];
    for (const token of [without, withIt]) expect(await said(token)).toEqual(SERVED);
    // Of the parent: it binds everybody below.
    await lay(parent, policy);
    expect(await said(without)).toEqual(refusedWith(code));
    if (code !== 'policy_address_not_allowed') expect(await said(withIt)).toEqual(SERVED);
    await lay(parent, {});
    expect(await said(without)).toEqual(SERVED);
  });

  it('ends a token by its age, whatever it says itself', async () => {
    const token = await make({ expiresAt: inDays(900) });
    await lay(child, { longestLifeSeconds: 3 * DAY });
    expect(await said(token)).toEqual(SERVED);
    await age(token, 2);
    expect(await said(token)).toEqual(SERVED);
    await age(token, 2);
    expect(await said(token)).toEqual(refusedWith('policy_life_over'));
  });

  it('ends a token that nobody uses, and none that somebody does', async () => {
    const [idle, used] = [await make({}), await make({})];
    await lay(parent, { idleSeconds: 2 * DAY });
    for (const token of [idle, used]) await age(token, 3);
    await lay(parent, {});
    expect(await said(used)).toEqual(SERVED);
    await eventually(async () => {
      const { body } = await operator.get(`${child.account.path}/tokens/${used.id}`);
      expect(Date.parse(body.token.lastUsed.at)).toBeGreaterThan(Date.now() - DAY * 1000);
    });
    await lay(parent, { idleSeconds: 2 * DAY });
    expect(await said(idle)).toEqual(refusedWith('token_idle'));
    expect(await said(used)).toEqual(SERVED);
  });

  it('leaves tokens of accounts what certain presets give, and nothing else', async () => {
    const grants = [{ preset: 'dns-manager', resources: ['zone:alice.example'] }, { operation: 'Portcullis::list_tokens' }, { operation: 'Email::list_pops' }];
    const [full, mixed, of] = [await make({}), await make({ access: 'restricted', grants }), await make({ access: 'restricted', grants: [grants[0]] })];
    await lay(child, { presets: ['dns-manager'] });
    expect(await said(full)).toEqual(refusedWith('policy_preset_required'));
    // What it was given beside the preset lies still.
    expect(await said(mixed)).toEqual({ panel: 'served', api: 403, verify: 'allowed' });
    expect((await callPanel({ base: gateway, provider: child, token: mixed }, { path: '/execute/Email/list_pops' })).body.toString()).toContain('"status":0');
    expect(await said(of)).toMatchObject({ panel: 'served', verify: 'allowed' });
    await lay(parent, { presets: ['mailboxes'] });
    for (const token of [mixed, of]) expect(await said(token)).toEqual(refusedWith('policy_preset_required'));
    // The provider's own tokens are no accounts'.
    expect(await apiOf(gateway, child.token.secret).get(`${child.path}`)).toMatchObject({ status: 200 });
  });

  it('binds the provider’s own tokens as well, but not those of who stands above', async () => {
    const own = apiOf(otherGateway, child.token.secret);
    const above = apiOf(otherGateway, parent.token.secret);
    await lay(child, { expiryRequired: true });
    expect(await own.get(child.path)).toMatchObject({ status: 401 });
    expect(await above.get(child.path)).toMatchObject({ status: 200 });
    await lay(child, {});
    expect(await own.get(child.path)).toMatchObject({ status: 200 });
  });

  it('is narrowed by those above, never widened by those below', async () => {
    const token = await make({});
    await lay(parent, { ipAllowlist: ELSEWHERE, expiryRequired: true, presets: ['dns-manager'], tokensPerAccount: 3, idleSeconds: 2 * DAY, longestLifeSeconds: 9 * DAY });
    await lay(child, { ipAllowlist: [...HERE, '192.0.2.7'], presets: ['dns-manager', 'mailboxes'], tokensPerAccount: 900, idleSeconds: 9 * DAY, longestLifeSeconds: 900 * DAY });
    const { body } = await operator.get(`${child.path}/policy`);
    expect(body.policy).toMatchObject({ ipAllowlist: [...HERE, '192.0.2.7'], expiryRequired: false, tokensPerAccount: 900 });
    expect(body.effective).toMatchObject({
      ...{ ipAllowlist: ['192.0.2.7'], expiryRequired: true, presets: ['dns-manager'], tokensPerAccount: 3 },
      ...{ idleSeconds: 2 * DAY, longestLifeSeconds: 9 * DAY },
    });
    // The first of its troubles is told: from where it is used.
    expect(await said(token)).toEqual(refusedWith('policy_address_not_allowed'));
    // A child that has no address in common with its parent has none.
    await lay(parent, { ipAllowlist: ELSEWHERE });
    await lay(child, { ipAllowlist: HERE });
    expect((await operator.get(`${child.path}/policy`)).body.effective.ipAllowlist).toEqual([]);
    expect(await said(token)).toEqual(refusedWith('policy_address_not_allowed'));
    // Nobody below lays anything down for those above.
    await lay(parent, {});
    await lay(child, { ipAllowlist: ELSEWHERE, expiryRequired: true });
    expect(await apiOf(gateway, parent.account.token.secret).get(`${parent.account.path}/tokens?limit=1`)).toMatchObject({ status: 200 });
  });

  it('bounds sessions by their addresses alone', async () => {
    const link = async () => new URL((await operator.post(`${child.account.path}/sessions`)).body.url as string).hash.replace('#link=', '');
    const opened = await apiOf(gateway, await link()).post('/v1/sessions');
    expect(opened.status).toBe(201);
    const session = { cookie: opened.headers.get('set-cookie')!.split(';')[0]!, 'sec-fetch-site': 'same-origin' };
    const whoIs = async () => (await apiOf(otherGateway, null).get('/v1/sessions/current', session)).status;
    expect(await whoIs()).toBe(200);
    await lay(parent, { longestLifeSeconds: 1, expiryRequired: true, ipAllowlistRequired: true, presets: [], idleSeconds: 3600, tokenRateLimit: { requests: 1, seconds: DAY } });
    for (let n = 0; n < 3; n++) expect(await whoIs()).toBe(200);
    expect(await apiOf(gateway, await link()).post('/v1/sessions')).toMatchObject({ status: 201 });
    const early = await link();
    await lay(parent, { ipAllowlist: ELSEWHERE });
    expect(await whoIs()).toBe(401);
    expect(await apiOf(gateway, early).post('/v1/sessions')).toMatchObject({ status: 401 });
    await lay(parent, { ipAllowlist: HERE });
    expect(await whoIs()).toBe(200);
  });
});

describe('a token that would be nothing under the policy', () => {
  it.each<[object, object, object]>([
    [{ expiryRequired: true }, {}, { expiresAt: inDays(900) }],
    [{ longestLifeSeconds: 30 * DAY }, { expiresAt: inDays(31) }, { expiresAt: inDays(29) }],
    [{ longestLifeSeconds: 30 * DAY }, {}, { expiresAt: inDays(29) }],
    [{ ipAllowlistRequired: true }, {}, { ipAllowlist: ['198.51.100.1'] }],
    [{ ipAllowlist: ELSEWHERE }, { ipAllowlist: ['198.51.100.1'] }, { ipAllowlist: ['198.51.100.1', '192.0.2.128/25'] }],
    [{ presets: ['dns-manager'] }, {}, { access: 'restricted', grants: [{ preset: 'dns-manager', resources: ['zone:alice.example'] }] }],
    [{ presets: ['dns-manager'] }, { access: 'restricted', grants: [{ operation: 'DNS::parse_zone' }] }, { access: 'restricted', grants: [{ preset: 'dns-manager', resources: ['zone:alice.example'] }] }],
  ])('is not made, nor made of another: under %j %j is refused, %j is made', async (policy, refused, made) => {
    const tokens = `${child.account.path}/tokens`;
    const older = await make(made);
    // Of the parent, asked for of the child.
    await lay(parent, policy);
    const before = (await operator.get(`${tokens}?limit=50`)).body.items.length as number;
    expect(await operator.post(tokens, { name: newSlug(), access: 'full', ...refused })).toMatchObject({
      status: 422,
      body: { code: 'policy_forbids', detail: expect.stringMatching(/^The policy /) as string },
    });
    expect((await operator.get(`${tokens}?limit=50`)).body.items).toHaveLength(before);
    await make(made);
    if (!('access' in made)) {
      const asEdit = { expiresAt: null, ipAllowlist: [], ...refused };
      expect(await operator.patch(`${tokens}/${older.id}`, asEdit)).toMatchObject({ status: 422, body: { code: 'policy_forbids' } });
    }
    expect(await operator.patch(`${tokens}/${older.id}`, { description: 'Still what it was' })).toMatchObject({ status: 200 });
  });

  it('is not made through the panel’s own paths either', async () => {
    const token = await make({ expiresAt: inDays(20) });
    await lay(child, { longestLifeSeconds: 30 * DAY });
    const create = (name: string, query: string) => callPanel({ base: gateway, provider: child, token }, { path: `/execute/Tokens/create_full_access?name=${name}${query}` });
    expect(wordsIn(await create('eternal', ''))).toContain('The policy lets a token live for 30 days at most');
    expect((await create('brief', `&expires_at=${Math.floor(Date.now() / 1000) + 10 * DAY}`)).body.toString()).toContain('"status":1');
  });

  it('is one more than an account may have, of however many are asked for at once', async () => {
    const tokens = `${child.account.path}/tokens`;
    await lay(parent, { tokensPerAccount: 8 });
    const asked = Array.from({ length: 20 }, (_, n) => apiOf(gateways[n % 2]!, operatorToken).post(tokens, { name: newSlug(), access: 'full' }));
    const answers = await Promise.all(asked);
    // The account has one of its own already.
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(7);
    expect(answers.filter(({ status }) => status === 422).map(({ body }) => body.code as string)).toEqual(Array(13).fill('policy_forbids'));
    const made = answers.find(({ status }) => status === 201)!.body.token.id as string;
    expect(await operator.delete(`${tokens}/${made}`)).toMatchObject({ status: 200 });
    await make({});
    // Tokens of the provider itself, and sessions, are not an account's tokens.
    await issue(operator, `${child.path}/tokens`, { kind: 'tenant', name: newSlug(), access: 'full' });
    expect(await operator.post(`${child.account.path}/sessions`)).toMatchObject({ status: 201 });
    // Those that there are go on, under however low a number.
    await lay(parent, { tokensPerAccount: 1 });
    expect(await said(child.account.token)).toEqual(SERVED);
  });
});

/** Makes a token and all that is known of it older, as time would. */
async function age({ id }: Issued, days: number): Promise<void> {
  await withDatabase(postgres, async (client) => {
    const moved = await client.query(`UPDATE tokens.token SET created_at = created_at - make_interval(days => $2) WHERE id = $1`, [id, days]);
    expect(moved.rowCount).toBe(1);
    await client.query(
      `UPDATE tokens.credential SET created_at = created_at - make_interval(days => $2), last_used_at = last_used_at - make_interval(days => $2) WHERE token_id = $1`,
      [id, days],
    );
  });
  // Those who know the token have read it before, and time does not pass like this: an edit to and fro has them read it again.
  for (const readOnly of [true, false]) {
    const edited = await operator.patch(`${child.account.path}/tokens/${id}`, { readOnly }, { 'if-match': '*' });
    expect(edited.status).toBe(200);
  }
}
