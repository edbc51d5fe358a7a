import type { StackInfo } from '@portcullis/stack';

const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

interface Wanted {
  readonly name: string;
  readonly description: string;
  readonly access?: 'full';
  readonly grants?: readonly object[];
  readonly expiresAt?: string;
  readonly ipAllowlist?: readonly string[];
  readonly readOnly?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly confirmEscalating?: true;
}

/** Tokens as people have them, the newest last. */
const tokensOf = (domain: string): readonly Wanted[] => [
  { name: 'billing-sync', description: 'Invoices, every night', grants: [{ feature: 'popaccts', access: 'read' }, { feature: 'bandwidth', access: 'read' }], expiresAt: inDays(200) },
  { name: 'old-laptop', description: 'Scripts on the laptop that was stolen', access: 'full' },
  { name: 'home-router', description: 'Router in the office', grants: [{ preset: 'dynamic-dns', resources: [`zone:${domain}`, `record:home.${domain}/A`, `record:home.${domain}/AAAA`] }], expiresAt: inDays(5) },
  { name: 'grafana', description: 'Usage and limits on the wall', grants: [{ preset: 'read-only-monitoring' }], expiresAt: inDays(365), readOnly: true },
  { name: 'shop-deploy', description: 'Deploys the shop from CI', grants: [{ preset: 'files-deploy', resources: ['path:/public_html/shop/**'] }], expiresAt: inDays(29), ipAllowlist: ['198.51.100.0/24', '127.0.0.1'], confirmEscalating: true },
  { name: 'letsencrypt-www', description: 'acme.sh on web-1', grants: [{ preset: 'acme-dns-01', resources: [`zone:${domain}`, `record:_acme-challenge.${domain}/TXT`] }], expiresAt: inDays(90), labels: { team: 'web' } },
];

export interface FilledAccount {
  readonly tenantId: string;
  readonly accountId: string;
  /** By name. */
  readonly tokenIds: ReadonlyMap<string, string>;
  /** A one-time link into the console, a new one with each call. */
  link(): Promise<string>;
}

/** The account of the demo, with tokens that are used, unused, ending, revoked and refused something. @throws Error when the API says no */
export async function fillAccount({ gateway, operatorToken, demo }: StackInfo): Promise<FilledAccount> {
  const path = `/v1/tenants/${demo.tenant}/accounts/${demo.account}`;
  const call = async (method: string, at: string, body?: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${operatorToken}`, ...(body && { 'content-type': 'application/json' }) };
    const response = await fetch(gateway + at, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} ${at} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const asClient = async (secret: string, call: string, agent: string): Promise<void> => {
    await fetch(`${gateway}/t/${demo.tenant}/execute/${call}`, { headers: { authorization: `cpanel ${demo.account}:${secret}`, 'user-agent': agent } });
  };

  const { items: seeded } = (await call('GET', `${path}/tokens`)) as { items: { id: string }[] };
  const { account } = (await call('GET', path)) as { account: { id: string; tenantId: string } };
  const tokenIds = new Map<string, string>();
  const secrets = new Map<string, string>();
  for (const wanted of tokensOf(demo.domain)) {
    const { token, secret } = (await call('POST', `${path}/tokens`, { access: 'restricted', ...wanted })) as { token: { id: string }; secret: string };
    tokenIds.set(wanted.name, token.id);
    secrets.set(wanted.name, secret);
  }
  // What `npm start` seeds is for its own commands; a revoked one shows how it ends.
  for (const { id } of seeded) await call('DELETE', `${path}/tokens/${id}`);
  await asClient(secrets.get('billing-sync')!, 'Email/list_pops', 'billing-sync/3.2');
  await asClient(secrets.get('grafana')!, 'StatsBar/get_stats?display=bandwidthusage', 'Grafana/12.1');
  await asClient(secrets.get('letsencrypt-www')!, `DNS/parse_zone?zone=${demo.domain}`, 'acme.sh/3.1.1');
  await asClient(secrets.get('letsencrypt-www')!, `DNS/mass_edit_zone?zone=${demo.domain}&serial=1&add=${encodeURIComponent(JSON.stringify({ dname: 'www', ttl: 300, record_type: 'A', data: ['192.0.2.1'] }))}`, 'acme.sh/3.1.1');
  await asClient(secrets.get('letsencrypt-www')!, `Email/add_pop?email=bob&domain=${demo.domain}&password=correct-horse`, 'acme.sh/3.1.1');
  await call('DELETE', `${path}/tokens/${tokenIds.get('old-laptop')!}?reason=stolen%20laptop`);
  return {
    tenantId: account.tenantId,
    accountId: account.id,
    tokenIds,
    link: async () => ((await call('POST', `${path}/sessions`)) as { url: string }).url,
  };
}
