import { CODES, HTTP_OPERATIONS, type Code, type HttpOperation } from '@portcullis/contracts';
import { exchange, type RawAnswer } from './clients/raw-http.js';
import { UNTOLD } from './denial-codes.js';
import { newSlug, type Provider } from './providers.js';
import { UNGIVEN } from './receipt-ids.js';

/** Every operation of `/v1`, by its name in the contracts. */
export const OPERATIONS = Object.entries(HTTP_OPERATIONS).map(([name, operation]) => ({ name, operation }));

/** What an operation is pointed at. */
export interface Place {
  readonly tenant: string;
  readonly account: string;
  readonly token: string;
  readonly denial?: string;
  readonly receipt?: string;
  readonly zone?: string;
}

export function placeOf(provider: Provider): Place {
  return { tenant: provider.slug, account: provider.account.username, token: provider.account.token.id };
}

/** The path of an operation; the tenant's feature list is always `plan`, the zone that of alice's domain, and a denial or receipt that is not named was never told. */
export function pathAt({ path }: HttpOperation, place: Place): string {
  const parts: Record<string, string> = { name: 'plan', denial: UNTOLD, receipt: UNGIVEN, zone: 'alice.example', ...place };
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(parts[name]!));
}

let names = 0;
const newName = (): string => `n${++names}`;

/** A body that the operation accepts, a new one each time; undefined where it takes none. */
export function validBody(name: string, { tenant }: Pick<Place, 'tenant'>): Record<string, unknown> | undefined {
  switch (name) {
    case 'createTenant':
      return { slug: newSlug(), name: 'Below', parent: tenant };
    case 'editTenant':
      return { name: 'Renamed', status: 'active' };
    case 'putPanel':
      return { url: 'http://127.0.0.1:9', hosts: [`${newSlug()}.example`] };
    case 'putPolicy':
      // Its example would forbid tokens that others here are about.
      return { rateLimit: { requests: 6000, seconds: 60 }, deadTokenDays: 90 };
    case 'putFeatureList':
      return { features: ['popaccts', 'zoneedit'] };
    case 'createAccount':
      return { username: newName(), domains: ['example.org'], featureList: 'plan' };
    case 'editAccount':
      return { status: 'active', domains: ['example.org'], featureList: 'plan' };
    case 'putUpstream':
      return { scheme: 'cpanel', user: 'alice', token: 'PANELTOKEN' };
    case 'putTenantUpstream':
      return { scheme: 'whm', user: 'root', token: 'WHMTOKEN' };
    case 'editAccountToken':
    case 'editTenantToken':
      return { description: 'edited by a test', labels: { team: 'dns' } };
    case 'createAccountToken':
      return newToken();
    case 'createTenantToken':
      return { ...newToken(), kind: 'service' };
    case 'verifyToken':
      return { token: 'pcla1', operation: 'DNS::parse_zone' };
    default:
      return OPERATIONS.find((one) => one.name === name)?.operation.examples.body as Record<string, unknown> | undefined;
  }
}

function newToken(): Record<string, unknown> {
  const grants = [{ operation: 'DNS::parse_zone', access: 'read' }];
  return {
    name: newName(),
    description: 'made by a test',
    access: 'restricted',
    grants,
    expiresAt: '2099-01-01T00:00:00Z',
  };
}

/** Sends JSON as `/v1` expects it, an edit to whichever version there is; `body` as text goes out as it is. */
export function callJson(
  base: string,
  token: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<RawAnswer> {
  return exchange(base, {
    method,
    path,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(method === 'PATCH' && { 'if-match': '*' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: Code;
  readonly request_id: string;
  readonly denial?: string;
  readonly receipt?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** Expects RFC 9457 with our members and nothing else, and answers it. */
export function problemIn({ status, headers, body }: RawAnswer): ProblemBody {
  const problem = JSON.parse(body.toString()) as ProblemBody;
  const { code } = problem;
  expect(Object.keys(CODES)).toContain(code);
  expect({ status, headers }).toMatchObject({
    status: CODES[code].status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'x-request-id': problem.request_id,
    },
  });
  const { errors, denial, ...rest } = problem;
  expect(rest).toEqual({
    type: like(new RegExp(`^https?://[^#]+#${code}$`)),
    title: CODES[code].title,
    status,
    detail: like(/./),
    code,
    request_id: like(/^req_[0-9A-Za-z]{22}$/),
  });
  // Only what somebody could allow has a code to allow it by.
  if (denial !== undefined) expect(denial).toEqual(like(/^dny_[0-9A-Za-z]{22}$/));
  for (const error of errors ?? []) expect(error).toEqual({ pointer: like(/^/), detail: like(/./) });
  return problem;
}

const like = (pattern: RegExp): string => expect.stringMatching(pattern) as string;

/** Where a problem says the mistakes are, in order of the alphabet. */
export function pointersIn(answer: RawAnswer): string[] {
  return (problemIn(answer).errors ?? []).map(({ pointer }) => pointer).sort();
}
