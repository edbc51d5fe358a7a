import { ChaosError } from '../chaos-error.js';
import type { GatewayClient, Question } from './gateway-client.js';

/** A tenant that tokens belong to. The reseller of a provider is below it. */
export interface Tenant {
  readonly slug: string;
  readonly parent: Tenant | null;
}

/** An account, and which switches what its tokens may do rests on. */
export interface Account {
  readonly tenant: Tenant;
  readonly username: string;
  readonly domain: string;
  readonly featureList: string;
}

export interface Scene {
  readonly tenants: readonly Tenant[];
  readonly accounts: readonly Account[];
  /** Whatever any of the accounts has. */
  readonly featureLists: readonly { readonly tenant: Tenant; readonly name: string }[];
  /** Of a tenant of its own, where nothing is taken from anybody. */
  readonly still: Account;
}

/** The panel's user that everybody's calls are made as. */
export interface PanelUser {
  readonly url: string;
  readonly user: string;
  readonly token: string;
}

const PROVIDERS = ['one', 'two'];
const FEATURE_LISTS = ['small', 'large'];
const ACCOUNTS_OF_EACH = 4;

/** With the first of them an account has mailboxes, without it, not. */
export const FEATURES = { with: ['popaccts', 'zoneedit'], without: ['zoneedit'] };

export const switchOf = {
  tenant: ({ slug }: Tenant) => `tenant ${slug}`,
  policy: ({ slug }: Tenant) => `policy of ${slug}`,
  account: ({ tenant, username }: Account) => `account ${tenant.slug}/${username}`,
  featureList: (tenant: Tenant, name: string) => `feature list ${tenant.slug}/${name}`,
};

export const pathOf = {
  tenant: ({ slug }: Tenant) => `/v1/tenants/${slug}`,
  account: ({ tenant, username }: Account) => `/v1/tenants/${tenant.slug}/accounts/${username}`,
};

/** A tenant and those above it. */
export function chainOf(tenant: Tenant): Tenant[] {
  return tenant.parent === null ? [tenant] : [tenant, ...chainOf(tenant.parent)];
}

/** Makes providers, each with a reseller and accounts, over the public API. @throws ChaosError when it answers anything else. */
export async function makeScene(gateway: GatewayClient, panel: PanelUser): Promise<Scene> {
  const put = async (question: Question, status: number): Promise<void> => {
    const heard = await gateway.ask(question);
    if (typeof heard === 'string' || heard.status !== status) {
      throw new ChaosError(`${question.method} ${question.path} answered ${JSON.stringify(heard)}`);
    }
  };
  const tenants = PROVIDERS.flatMap((name) => {
    const provider = { slug: `chaos-${name}`, parent: null };
    return [provider, { slug: `chaos-${name}-below`, parent: provider }];
  });
  const stillTenant = { slug: 'chaos-still', parent: null };
  const accounts: Account[] = [];
  for (const tenant of [...tenants, stillTenant]) {
    const parent = tenant.parent === null ? {} : { parent: tenant.parent.slug };
    await put({ method: 'POST', path: '/v1/tenants', body: { slug: tenant.slug, name: tenant.slug, ...parent } }, 201);
    await put({ method: 'PUT', path: `${pathOf.tenant(tenant)}/panel`, body: { url: panel.url, hosts: [] } }, 200);
    for (const name of FEATURE_LISTS) {
      await put({ method: 'PUT', path: `${pathOf.tenant(tenant)}/feature-lists/${name}`, body: { features: FEATURES.with } }, 200);
    }
    for (let n = 0; n < ACCOUNTS_OF_EACH; n++) {
      const account = { tenant, username: `user${n}`, domain: `user${n}.${tenant.slug}.example`, featureList: FEATURE_LISTS[n % FEATURE_LISTS.length]! };
      const { username, domain, featureList } = account;
      await put({ method: 'POST', path: `${pathOf.tenant(tenant)}/accounts`, body: { username, domains: [domain], featureList } }, 201);
      const upstream = { scheme: 'cpanel', user: panel.user, token: panel.token };
      await put({ method: 'PUT', path: `${pathOf.account(account)}/upstream`, body: upstream }, 200);
      accounts.push(account);
    }
  }
  const [still] = accounts.splice(tenants.length * ACCOUNTS_OF_EACH);
  const featureLists = tenants.flatMap((tenant) => FEATURE_LISTS.map((name) => ({ tenant, name })));
  return { tenants, accounts, featureLists, still: still! };
}
