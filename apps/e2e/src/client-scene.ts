import { startPanel, type Panel, type RecordedCall } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { exchange, type RawAnswer, type RawRequest } from './clients/raw-http.js';
import { connectPanel, issue, makeProvider, newSlug, PANEL_TOKEN, type Provider } from './providers.js';

export const DOMAIN = 'alice.example';
export const ROOT_TOKEN = 'MADEUPTOKENOFTHEWHMROOT123456789';
/** All that the clients need of a panel. */
const FEATURES = ['apitokens', 'cron', 'filemanager', 'mysql', 'popaccts', 'simplezoneedit', 'sslinstall', 'zoneedit'];
const SERVED = {
  accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: DOMAIN }],
  whmUsers: [{ user: 'root', token: ROOT_TOKEN }],
};

/** Where a client is aimed, and as whom. */
export interface Aim {
  readonly baseUrl: string;
  readonly user: string;
  readonly token: string;
  /** For clients that know no base URL. */
  readonly connectTo: { readonly host: string; readonly port: number };
  readonly host: string;
}

/** A provider with its panel, and a second panel, just like it, that clients are aimed at without a gateway between. */
export interface ClientScene {
  readonly provider: Provider;
  /** Behind the gateway. */
  readonly panel: Panel;
  /** Through the gateway, as `alice`, with a restricted token. */
  account(...grants: readonly object[]): Promise<Aim>;
  /** Through the gateway, as `alice`, with full access. */
  fullAccount(): Promise<Aim>;
  /** Through the gateway, as the WHM user, with a restricted token of the tenant's. */
  whm(...grants: readonly object[]): Promise<Aim>;
  fullWhm(): Promise<Aim>;
  /**
   * Does the same straight at the second panel, with the panel's own credential, and expects that the panel behind the
   * gateway heard the very same: method, path, query, body, content type and credential.
   */
  expectSameAsDirect(as: 'alice' | 'root', sequence: (aim: Aim) => Promise<unknown>): Promise<void>;
  /** Forgets what the panels heard so far. */
  forget(): void;
  close(): Promise<void>;
}

export async function startClientScene(): Promise<ClientScene> {
  const { gateway, operatorToken } = sharedStack();
  const operator = apiOf(gateway, operatorToken);
  const [panel, direct, provider] = await Promise.all([startPanel(SERVED), startPanel(SERVED), makeProvider(operator)]);
  const hostName = `${provider.slug}.panels.example`;
  await connectPanel(operator, provider, panel.url);
  expect(await operator.put(`${provider.path}/panel`, { url: panel.url, hosts: [hostName] })).toMatchObject({ status: 200 });
  const upstream = { scheme: 'whm', user: 'root', token: ROOT_TOKEN };
  expect(await operator.put(`${provider.path}/upstream`, upstream)).toMatchObject({ status: 200 });
  expect(await operator.put(`${provider.path}/feature-lists/plan`, { features: FEATURES })).toMatchObject({ status: 200 });
  // What an account gets that a client makes.
  expect(await operator.put(`${provider.path}/feature-lists/default`, { features: FEATURES })).toMatchObject({ status: 200 });
  const { hostname, port } = new URL(gateway);

  const through = (user: string, token: string): Aim => ({
    baseUrl: `${gateway}/t/${provider.slug}`,
    user,
    token,
    connectTo: { host: hostname, port: Number(port) },
    host: `${hostName}:2083`,
  });
  const restricted = async (path: string, grants: readonly object[], more: object = {}): Promise<string> =>
    (await issue(operator, `${path}/tokens`, { name: newSlug(), access: 'restricted', grants, ...more })).secret;

  return {
    provider,
    panel,
    account: async (...grants) => through('alice', await restricted(provider.account.path, grants)),
    fullAccount: async () => through('alice', provider.account.token.secret),
    whm: async (...grants) => through('root', await restricted(provider.path, grants, { kind: 'tenant' })),
    fullWhm: async () => through('root', provider.token.secret),
    async expectSameAsDirect(as, sequence) {
      const connectTo = { host: '127.0.0.1', port: direct.port };
      const token = as === 'root' ? ROOT_TOKEN : PANEL_TOKEN;
      await sequence({ baseUrl: direct.url, user: as, token, connectTo, host: 'panel.example' });
      expect(panel.calls().map(wire)).toEqual(direct.calls().map(wire));
    },
    forget() {
      panel.clearCalls();
      panel.clearExecuted();
      direct.clearCalls();
    },
    close: async () => void (await Promise.all([panel.close(), direct.close()])),
  };
}

/** One request as it is written here, and its answer byte for byte. */
export function ask({ baseUrl, user, token }: Pick<Aim, 'baseUrl' | 'user' | 'token'>, path: string, { headers, ...rest }: Partial<RawRequest> = {}): Promise<RawAnswer> {
  return exchange(baseUrl, { path: new URL(baseUrl).pathname + path, headers: { authorization: `cpanel ${user}:${token}`, ...headers }, ...rest });
}

export async function textOf(answer: Promise<RawAnswer>): Promise<string> {
  return (await answer).body.toString();
}

/** Path of a call of API 2, with its query. */
export function api2(module: string, functionName: string, query = ''): string {
  return `/json-api/cpanel?cpanel_jsonapi_apiversion=2&cpanel_jsonapi_module=${module}&cpanel_jsonapi_func=${functionName}${query && `&${query}`}`;
}

/** What must arrive as it was sent; the word before the credential in whatever case. */
function wire({ method, url, rawHeaders, body }: RecordedCall): object {
  const header = (name: string): string | undefined =>
    rawHeaders.find((_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === name);
  return {
    method,
    url,
    body: body.toString('latin1'),
    contentType: header('content-type'),
    authorization: header('authorization')?.replace(/^\w+/, (scheme) => scheme.toLowerCase()),
  };
}
