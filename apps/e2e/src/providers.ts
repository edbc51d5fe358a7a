import { randomBytes } from 'node:crypto';
import type { Api } from './clients/api.js';

/** A tenant of a spec's own, with one account on it and a token with full access for each of the two. */
export interface Provider {
  readonly slug: string;
  readonly id: string;
  /** `/v1/tenants/{slug}` */
  readonly path: string;
  readonly token: Issued;
  readonly account: OwnedAccount;
}

export interface OwnedAccount {
  readonly username: string;
  readonly id: string;
  /** `/v1/tenants/{slug}/accounts/{username}` */
  readonly path: string;
  readonly token: Issued;
}

export interface Issued {
  readonly id: string;
  readonly secret: string;
}

/** What the feature list `plan` holds, by the panel's names. */
export const PLAN = ['apitokens', 'popaccts', 'sslmanager', 'subdomains', 'zoneedit'] as const;

/** A name that no other spec and no other run uses. */
export function newSlug(): string {
  return `e2e-${randomBytes(5).toString('hex')}`;
}

export async function makeProvider(operator: Api, parent?: string): Promise<Provider> {
  const slug = newSlug();
  const made = await operator.post('/v1/tenants', {
    slug,
    name: `Provider ${slug}`,
    ...(parent !== undefined && { parent }),
  });
  expect(made).toMatchObject({ status: 201, body: { tenant: { slug, status: 'active' } } });
  const path = `/v1/tenants/${slug}`;
  expect(await operator.put(`${path}/feature-lists/plan`, { features: PLAN })).toMatchObject({ status: 200 });
  const token = await issue(operator, `${path}/tokens`, { kind: 'tenant', name: 'provider', access: 'full' });
  const { tenant } = made.body as { tenant: { id: string } };
  return { slug, id: tenant.id, path, token, account: await makeAccount(operator, path, 'alice') };
}

export async function makeAccount(operator: Api, tenantPath: string, username: string): Promise<OwnedAccount> {
  const made = await operator.post(`${tenantPath}/accounts`, {
    username,
    domains: [`${username}.example`],
    featureList: 'plan',
  });
  expect(made).toMatchObject({ status: 201, body: { account: { username, status: 'active' } } });
  const path = `${tenantPath}/accounts/${username}`;
  const { account } = made.body as { account: { id: string } };
  return {
    username,
    id: account.id,
    path,
    token: await issue(operator, `${path}/tokens`, { name: 'own', access: 'full' }),
  };
}

/** What gets beyond itself is confirmed, and ends soon: most specs that grant it are about something else. One end, so that no child outlives its maker. */
const MEANT = { confirmEscalating: true, expiresAt: new Date(Date.now() + 20 * 86_400_000).toISOString() };

export async function issue(api: Api, tokensPath: string, body: object): Promise<Issued> {
  const made = await api.post(tokensPath, 'grants' in body ? { ...MEANT, ...body } : body);
  expect(made).toMatchObject({ status: 201, body: { token: { state: expect.stringMatching(/^(active|expiring)$/) as string } } });
  const { token, secret } = made.body as { token: { id: string }; secret: string };
  return { id: token.id, secret };
}

/** The account's credential on the stand-in panel that a spec starts for itself. */
export const PANEL_TOKEN = 'MADEUPTOKENOFTHEPANEL1234567890A';

/** Lets the provider's account act on the panel at this address. */
export async function connectPanel(operator: Api, { path, account }: Provider, url: string): Promise<void> {
  expect(await operator.put(`${path}/panel`, { url, hosts: [] })).toMatchObject({
    status: 200,
    body: { tenant: { panelUrl: url } },
  });
  const upstream = { scheme: 'cpanel', user: account.username, token: PANEL_TOKEN };
  expect(await operator.put(`${account.path}/upstream`, upstream)).toMatchObject({ status: 200 });
}

export async function makeConnectedProvider(operator: Api, panelUrl: string, parent?: string): Promise<Provider> {
  const provider = await makeProvider(operator, parent);
  await connectPanel(operator, provider, panelUrl);
  return provider;
}

/** All that the API shows of a provider. */
export async function shownOf(operator: Api, { path }: Pick<Provider, 'path'>): Promise<unknown[]> {
  const rests = ['', '/feature-lists/plan', '/accounts?limit=200', '/tokens?limit=200'];
  return Promise.all(rests.map(async (rest): Promise<unknown> => (await operator.get(path + rest)).body));
}

/** Whatever `refused` does must leave the provider as it was. */
export async function changingNothing(operator: Api, provider: Provider, refused: () => Promise<void>): Promise<void> {
  const before = await shownOf(operator, provider);
  await refused();
  expect(await shownOf(operator, provider)).toEqual(before);
}
