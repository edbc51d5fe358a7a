import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Answer } from './clients/api.js';
import { callPanel, wordsIn } from './panel-calls.js';
import { issue, makeAccount, makeConnectedProvider, newSlug, PANEL_TOKEN, PLAN, type Provider } from './providers.js';
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

describe('a suspension', () => {
  let parent: Provider;
  let child: Provider;
  beforeAll(async () => {
    parent = await makeConnectedProvider(operator, panel.url);
    child = await makeConnectedProvider(operator, panel.url, parent.slug);
  });

  it.each<[string, string, () => string]>([
    ['of the account', 'account_suspended', () => child.account.path],
    ['of the tenant', 'tenant_suspended', () => child.path],
    ['of the tenant above', 'tenant_suspended', () => parent.path],
  ])('%s stops its tokens at once on both gateways, and they work again when it is lifted', async (_, code, path) => {
    const { token } = child.account;
    expect(await worth(gateways, child, token)).toBe(WORKS);
    expect(await operator.patch(path(), { status: 'suspended' })).toMatchObject({
      status: 200,
      body: { enforcement: { parts: [{ authority: 'permissions' }] } },
    });
    expect(await worth(gateways, child, token)).toBe(DEAD);
    expect(await verify(token.secret)).toMatchObject({ allowed: false, code });
    expect(await verify(token.secret, 'DNS::parse_zone')).toMatchObject({ allowed: false, code });
    const made = await operator.post(`${child.account.path}/tokens`, { name: newSlug(), access: 'full' });
    expect(made).toMatchObject({ status: 409, body: { code: 'owner_suspended' } });
    const tenants = [parent.token, child.token].map(({ secret }) => apiOf(otherGateway, secret).get(child.path));
    const stopped = { [child.account.path]: [200, 200], [child.path]: [200, 401], [parent.path]: [401, 401] }[path()];
    expect((await Promise.all(tenants)).map(({ status }) => status)).toEqual(stopped);

    expect(await operator.patch(path(), { status: 'active' })).toMatchObject({ status: 200 });
    expect(await worth(gateways, child, token)).toBe(WORKS);
  });
});

describe('a feature taken from the list', () => {
  it('is missing from the very next call, in the words of real panels, until it is given back', async () => {
    const provider = await makeConnectedProvider(operator, panel.url);
    const full = provider.account.token;
    const restricted = await issue(operator, `${provider.account.path}/tokens`, {
      name: 'zones',
      access: 'restricted',
      grants: [{ feature: 'zoneedit' }],
    });
    const list = `${provider.path}/feature-lists/plan`;
    const texts = async (): Promise<string[]> =>
      Promise.all(
        [full, restricted].flatMap((token) =>
          gateways.map(async (base) => (await callPanel({ base, provider, token })).body.toString()),
        ),
      );
    for (const text of await texts()) expect(text).toContain('"status":1');
    expect(await operator.put(list, { features: PLAN.filter((feature) => feature !== 'zoneedit') })).toMatchObject({
      status: 200,
    });
    const errors = ['You do not have the feature “zoneedit”.'];
    const denial = { data: null, errors, messages: null, metadata: {}, status: 0, warnings: null };
    expect(new Set(await texts())).toEqual(new Set([JSON.stringify(denial)]));
    expect(await verify(full.secret, 'DNS::parse_zone')).toMatchObject({ allowed: false, code: 'feature_missing' });
    expect(await verify(full.secret)).toMatchObject({ allowed: true });
    await operator.put(list, { features: PLAN });
    for (const text of await texts()) expect(text).toContain('"status":1');
  });
});

describe('an account that is removed', () => {
  it('takes its tokens with it, and whoever gets its user name inherits nothing', async () => {
    const provider = await makeConnectedProvider(operator, panel.url);
    const { account } = provider;
    expect(await worth(gateways, provider, account.token)).toBe(WORKS);
    expect(await operator.delete(account.path)).toMatchObject({
      status: 200,
      body: { account: { id: account.id, status: 'removed', upstream: null } },
    });
    expect(await worth(gateways, provider, account.token)).toBe(DEAD);
    expect(await verify(account.token.secret)).toMatchObject({ allowed: false, code: 'account_removed' });
    for (const path of [account.path, `${provider.path}/accounts/${account.id}`])
      expect(await operator.get(path)).toMatchObject({ status: 404 });
    expect(await operator.get(`${provider.path}/accounts`)).toMatchObject({ body: { items: [] } });

    const heir = await makeAccount(operator, provider.path, 'alice');
    expect(heir.id).not.toBe(account.id);
    expect(await operator.get(`${heir.path}/tokens`)).toMatchObject({
      body: { items: [{ id: heir.token.id }], next: null },
    });
    expect(await worth(gateways, provider, account.token)).toBe(DEAD);
    expect(await operator.get(`${heir.path}/tokens/${account.token.id}`)).toMatchObject({ status: 404 });
    expect(await apiOf(gateway, heir.token.secret).delete(`${heir.path}/tokens/${account.token.id}`)).toMatchObject({
      status: 404,
    });
    const unset = wordsIn(await callPanel({ base: gateway, provider, token: heir.token }));
    expect(unset).toBe('The gateway has no panel credential for this owner.');
  });
});
