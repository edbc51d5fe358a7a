import { randomBytes } from 'node:crypto';
import { randomBase62 } from '@portcullis/kernel';
import { DEMO, DEMO_FEATURES, RESTRICTED_GRANTS } from './demo.js';
import type { DemoToken, Secrets } from './secrets.js';
import { StackError } from './stack-error.js';

export interface SeedPlan {
  readonly gatewayUrl: string;
  readonly panelUrl: string;
  readonly secrets: Secrets;
  /** Called after each token, so that no secret is lost when the next step fails. */
  readonly save: (secrets: Secrets) => void;
}

const tenantPath = `/v1/tenants/${DEMO.tenant}`;
const accountPath = `${tenantPath}/accounts/${DEMO.account}`;
const REQUEST_TIMEOUT_MS = 15_000;

const DEMO_TOKENS = {
  full: { name: 'full', body: { access: 'full' } },
  restricted: { name: 'acme-dns', body: { access: 'restricted', grants: RESTRICTED_GRANTS } },
} as const;
type DemoTokenKey = keyof typeof DEMO_TOKENS;

/**
 * Makes the demo tenant over the public API, as an operator would. Each step may have been done before: by an earlier
 * start, or by one that was cut short.
 * @throws StackError when the API answers anything unexpected.
 */
export async function seed({ gatewayUrl, panelUrl, secrets, save }: SeedPlan): Promise<Secrets> {
  const api = apiOf(gatewayUrl, secrets.operatorToken);
  if (secrets.demo.panelUrl === null) await makeAccount(api, secrets.panelToken);
  // The panel's port changes when somebody else has taken it in between.
  if (secrets.demo.panelUrl !== panelUrl) await api('PUT', `${tenantPath}/panel`, { url: panelUrl, hosts: [] }, [200]);
  let current: Secrets = { ...secrets, demo: { ...secrets.demo, panelUrl } };
  save(current);
  for (const key of Object.keys(DEMO_TOKENS) as DemoTokenKey[]) {
    const kept = current.demo[key];
    if (kept !== null && (await isLive(api, kept))) continue;
    current = { ...current, demo: { ...current.demo, [key]: await mint(api, key) } };
    save(current);
  }
  return current;
}

async function makeAccount(api: Api, panelToken: string): Promise<void> {
  await api('POST', '/v1/tenants', { slug: DEMO.tenant, name: DEMO.tenantName }, [201, 409]);
  await api('PUT', `${tenantPath}/feature-lists/${DEMO.featureList}`, { features: DEMO_FEATURES }, [200]);
  const account = { username: DEMO.account, domains: [DEMO.domain], featureList: DEMO.featureList };
  await api('POST', `${tenantPath}/accounts`, account, [201, 409]);
  await api('PUT', `${accountPath}/upstream`, { scheme: 'cpanel', user: DEMO.account, token: panelToken }, [200]);
}

async function isLive(api: Api, token: DemoToken): Promise<boolean> {
  const { body } = await api('POST', '/v1/verify', { token: token.secret }, [200]);
  return (body as { allowed?: unknown }).allowed === true;
}

/** The plain name is taken where an earlier token of that name lives on but its secret is lost: then another one. */
async function mint(api: Api, key: DemoTokenKey): Promise<DemoToken> {
  const { name, body } = DEMO_TOKENS[key];
  let answer = await api('POST', `${accountPath}/tokens`, { name, ...body }, [201, 409]);
  if (answer.status === 409) {
    answer = await api(
      'POST',
      `${accountPath}/tokens`,
      { name: `${name}-${randomBase62(6, randomBytes)}`, ...body },
      [201],
    );
  }
  const { token, secret } = answer.body as { token: { id: string }; secret: string };
  return { id: token.id, secret };
}

type Api = (
  method: string,
  path: string,
  body: unknown,
  expected: readonly number[],
) => Promise<{ status: number; body: unknown }>;

function apiOf(gatewayUrl: string, operatorToken: string): Api {
  return async (method, path, body, expected) => {
    const response = await fetch(`${gatewayUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const answer: unknown = await response.json().catch(() => null);
    if (expected.includes(response.status)) return { status: response.status, body: answer };
    const { code, detail } = (answer ?? {}) as { code?: string; detail?: string };
    const why = [response.status, code, detail].filter((part) => part !== undefined).join(': ');
    const advice =
      response.status === 401 ? ' The data does not know this operator token: start with --fresh to begin anew.' : '';
    throw new StackError(`Seeding the demo tenant failed: ${method} ${path} answered ${why}.${advice}`);
  };
}
