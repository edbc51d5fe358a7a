import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Answer } from './clients/api.js';
import {
  issue,
  makeAccount,
  makeConnectedProvider,
  makeProvider,
  newSlug,
  PANEL_TOKEN,
  type Provider,
} from './providers.js';
import { eventually } from './eventually.js';
import { DEAD, WORKS, worth } from './worth.js';

const { gateways, operatorToken } = sharedStack();
const [gateway, otherGateway] = gateways as [string, string];
const operator = apiOf(gateway, operatorToken);

let panel: Panel;
beforeAll(async () => {
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
});
afterAll(() => panel.close());

const verify = async (secret: string, operation?: string): Promise<Answer['body']> =>
  (await operator.post('/v1/verify', { token: secret, ...(operation !== undefined && { operation }) })).body;

describe('things that are made', () => {
  it('can be read by name and by id, as they were made', async () => {
    const provider = await makeProvider(operator);
    const { id, slug, path, account } = provider;
    const tenant = (await operator.get(`/v1/tenants/${id}`)).body;
    expect(tenant).toEqual((await operator.get(path)).body);
    expect(tenant.tenant).toMatchObject({
      id,
      slug,
      name: `Provider ${slug}`,
      parentId: null,
      panelUrl: null,
      hosts: [],
    });

    const list = await operator.put(`${path}/feature-lists/other`, { features: ['zoneedit', 'ftpaccts', 'zoneedit'] });
    expect(list).toMatchObject({
      status: 200,
      body: { featureList: { name: 'other', features: ['ftpaccts', 'zoneedit'] } },
    });
    expect((await operator.get(`${path}/feature-lists/other`)).body).toEqual({ featureList: list.body.featureList });
    expect(await operator.get(`${path}/feature-lists/none`)).toMatchObject({ status: 404 });

    const changed = await operator.patch(account.path, { domains: ['a.example', 'b.example'], featureList: 'other' });
    expect(changed).toMatchObject({
      status: 200,
      body: { account: { domains: ['a.example', 'b.example'], featureList: 'other', upstream: null } },
    });
    expect((await operator.get(`/v1/tenants/${id}/accounts/${account.id}`)).body).toMatchObject({
      account: changed.body.account,
      features: ['ftpaccts', 'zoneedit'],
    });

    const wanted = {
      name: 'ci',
      description: 'for the builds',
      access: 'restricted',
      grants: [{ operation: 'DNS::parse_zone', access: 'read' }],
      expiresAt: '2099-01-01T00:00:00+02:00',
    };
    const made = await operator.post(`${account.path}/tokens`, wanted);
    expect(made.body).toEqual({
      token: {
        ...wanted,
        ...{
          id: expect.stringMatching(/^tok_/),
          kind: 'account',
          form: 'token',
          tenantId: id,
          accountId: account.id,
          state: 'active',
          version: 1,
        },
        ...{ labels: {}, readOnly: false, notBefore: null, ipAllowlist: [], rateLimit: null, useQuota: null, timeWindows: [], catalogueVersion: 1 },
        ...{
          expiresAt: '2098-12-31T22:00:00.000Z',
          createdAt: expect.any(String),
          createdBy: expect.stringMatching(/^tok_/),
          createdFrom: '127.0.0.1',
          lastUsed: null,
          activeAt: expect.any(String),
          usesLeft: null,
          ...{ revokedAt: null, revokedBy: null, revokedReason: null },
        },
      },
      secret: expect.stringMatching(/^pcla1[0-9A-Za-z]{48}$/),
    });
    for (const owner of [path, account.path]) {
      expect((await operator.get(`${owner}/tokens/${made.body.token.id}`)).body).toEqual({
        token: made.body.token,
        credentials: [{ publicId: made.body.secret.slice(7, 15), createdAt: expect.any(String), endsAt: null, uses: 0, lastUsed: null }],
      });
    }
  });

  it.each(['accounts', 'tokens', 'account tokens'])(
    'are listed page by page, newest first, each once, also while more are made: %s',
    async (what) => {
      const { path, account } = await makeProvider(operator);
      const list = {
        accounts: `${path}/accounts`,
        tokens: `${path}/tokens`,
        'account tokens': `${account.path}/tokens`,
      }[what]!;
      const make = async (): Promise<string> =>
        what === 'accounts'
          ? (await makeAccount(operator, path, `u${newSlug()}`)).id
          : (await issue(operator, `${account.path}/tokens`, { name: newSlug(), access: 'full' })).id;
      const before: string[] = (await operator.get(list)).body.items.map(({ id }: { id: string }) => id);
      const made: string[] = [];
      while (made.length < 6) made.unshift(await make());

      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: Answer = await operator.get(
          `${list}?limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        );
        expect(page.body.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.body.items.map(({ id }: { id: string }) => id));
        cursor = page.body.next;
        await make();
      }
      expect(seen.filter((id) => !before.includes(id) && made.includes(id))).toEqual(made);
      expect(seen).toEqual([...made, ...before]);
    },
  );

  it('cannot take a name that is in use, until it is free', async () => {
    const { slug, path, account } = await makeProvider(operator);
    const taken = { status: 409, body: { code: 'name_taken' } };
    expect(await operator.post('/v1/tenants', { slug, name: 'Twin' })).toMatchObject(taken);
    expect(await operator.post(`${path}/accounts`, { username: 'alice', featureList: 'plan' })).toMatchObject(taken);
    expect(await operator.post(`${path}/accounts`, { username: 'dora', featureList: 'none' })).toMatchObject({
      status: 422,
      body: { code: 'feature_list_unknown' },
    });
    const again = () => operator.post(`${account.path}/tokens`, { name: 'own', access: 'full' });
    expect(await again()).toMatchObject(taken);
    expect(await operator.delete(`${account.path}/tokens/${account.token.id}`)).toMatchObject({ status: 200 });
    expect(await again()).toMatchObject({ status: 201 });
    const host = `${slug}.example`;
    expect(await operator.put(`${path}/panel`, { url: panel.url, hosts: [host] })).toMatchObject({ status: 200 });
    const other = await makeProvider(operator);
    const free = `free-${host}`;
    expect(await operator.put(`${other.path}/panel`, { url: panel.url, hosts: [free, host] })).toMatchObject({
      status: 409,
      body: { code: 'host_taken' },
    });
    expect(await operator.get(other.path)).toMatchObject({ body: { tenant: { panelUrl: null, hosts: [] } } });
    expect(await operator.put(`${path}/panel`, { url: panel.url, hosts: [free] })).toMatchObject({
      status: 200,
      body: { tenant: { hosts: [free] } },
    });
    expect(await operator.put(`${other.path}/panel`, { url: panel.url, hosts: [host] })).toMatchObject({ status: 200 });
  });

  it('are made once when two ask for the same name at once', async () => {
    const { path, account } = await makeProvider(operator);
    const both = async (make: () => Promise<Answer>) =>
      (await Promise.all([make(), make(), make()])).map(({ status }) => status).sort();
    const slug = newSlug();
    expect(await both(() => operator.post('/v1/tenants', { slug, name: 'Twin' }))).toEqual([201, 409, 409]);
    expect(await both(() => operator.post(`${path}/accounts`, { username: 'twin', featureList: 'plan' }))).toEqual([
      201, 409, 409,
    ]);
    expect(await both(() => operator.post(`${account.path}/tokens`, { name: 'twin', access: 'full' }))).toEqual([
      201, 409, 409,
    ]);
  });
});

describe('a token', () => {
  let provider: Provider;
  let tokens: string;
  beforeAll(async () => {
    provider = await makeConnectedProvider(operator, panel.url);
    tokens = `${provider.account.path}/tokens`;
  });

  it('is verified: whether it lives, whose it is, and what it may do', async () => {
    const grants = [{ operation: 'DNS::parse_zone' }];
    const { id, secret } = await issue(operator, tokens, { name: 'asked-about', access: 'restricted', grants, expiresAt: null });
    const token = {
      id,
      kind: 'account',
      form: 'token',
      tenantId: provider.id,
      accountId: provider.account.id,
      name: 'asked-about',
      access: 'restricted',
      expiresAt: null,
      state: 'active',
    };
    expect(await verify(secret)).toEqual({ allowed: true, code: 'allowed', detail: null, token, denial: null });
    expect(await verify(secret, 'DNS::parse_zone')).toMatchObject({ allowed: true });
    expect(await verify(secret, 'DNS::mass_edit_zone')).toEqual({
      allowed: false,
      code: 'not_granted',
      detail: expect.stringContaining('DNS::mass_edit_zone'),
      token,
      denial: expect.stringMatching(/^dny_[0-9A-Za-z]{22}$/),
    });
    expect(await verify(secret, 'dns::parse_zone')).toMatchObject({ allowed: false, code: 'operation_unclassified' });
    expect(await verify(secret, 'Portcullis::list_tokens')).toMatchObject({ allowed: false, code: 'not_granted' });
    expect(await verify(`${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`)).toMatchObject({
      allowed: false,
      code: 'token_unknown',
      token: null,
    });
  });

  it('expires by itself, everywhere, and stays listed with its name taken', async () => {
    const expiresAt = new Date(Date.now() + 2_000).toISOString();
    const short = await issue(operator, tokens, { name: 'short', access: 'full', expiresAt });
    expect(await worth(gateways, provider, short)).toBe(WORKS);
    await eventually(async () =>
      expect(await verify(short.secret)).toMatchObject({
        allowed: false,
        code: 'token_expired',
        token: { state: 'expired' },
      }),
    );
    // A verifier knows its authority's time to within a round trip and ends things by the later end of it (V6).
    const roundTripMs = 500;
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(expiresAt) - roundTripMs);
    expect(await worth(gateways, provider, short)).toBe(DEAD);
    expect(await operator.get(`${tokens}/${short.id}`)).toMatchObject({
      body: { token: { state: 'expired', revokedAt: null } },
    });
    expect(await operator.post(tokens, { name: 'short', access: 'full' })).toMatchObject({ status: 409 });
    expect(await operator.delete(`${tokens}/${short.id}`)).toMatchObject({
      status: 200,
      body: { token: { state: 'revoked' } },
    });
  });

  it('is revoked by the account itself, at once and everywhere, and revoking again says the same', async () => {
    const own = apiOf(otherGateway, provider.account.token.secret);
    const lost = await issue(own, tokens, { name: 'lost', access: 'full' });
    expect(await worth(gateways, provider, lost)).toBe(WORKS);
    const revoked = await own.delete(`${tokens}/${lost.id}`);
    expect(revoked).toMatchObject({
      status: 200,
      body: { token: { id: lost.id, state: 'revoked' }, enforcement: { parts: [{ authority: 'tokens' }] } },
    });
    expect(await worth(gateways, provider, lost)).toBe(DEAD);
    expect(await verify(lost.secret)).toMatchObject({
      allowed: false,
      code: 'token_revoked',
      token: { state: 'revoked' },
    });
    const again = await own.delete(`${tokens}/${lost.id}`);
    // When it was used last is told a second later.
    const { lastUsed: _, activeAt: __, ...rest } = revoked.body.token;
    expect(again.body.token).toMatchObject(rest);
    expect(again.body.enforcement.parts).toEqual(revoked.body.enforcement.parts);
    expect(await own.get(`${tokens}/${lost.id}`)).toMatchObject({
      body: { token: { state: 'revoked', revokedAt: revoked.body.token.revokedAt } },
    });
  });

  it('can revoke itself, and then nothing more', async () => {
    const own = await issue(operator, tokens, { name: 'farewell', access: 'full' });
    expect(await apiOf(gateway, own.secret).delete(`${tokens}/${own.id}`)).toMatchObject({ status: 200 });
    expect(await apiOf(gateway, own.secret).delete(`${tokens}/${own.id}`)).toMatchObject({ status: 401 });
  });
});
