import { Fault } from '@portcullis/kernel';
import type { VerifiedToken } from '../verdict.js';
import type { Verifier } from '../verifier.js';

/** What a route asks of the token that comes with a request. */
export interface Required {
  /** `Module::function`, as grants name it. Left out: any live token will do. */
  readonly operation?: string;
  /** What it is to be used on. Left out: on everything that its owner has. */
  readonly resources?: readonly string[];
  /** In which zone the records of `resources` stand. */
  readonly zone?: string;
}

/** What a request tells of itself. */
export interface Presented {
  /** Its `Authorization` header. */
  readonly authorization: string | undefined;
  /** The address that it comes from, as far as the framework trusts it. */
  readonly ip: string | undefined;
}

/** How a request without a good token is answered: RFC 9457, with the challenge of RFC 6750. */
export interface Refusal {
  readonly status: 401 | 403 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly title: string; readonly status: number; readonly detail: string; readonly code: string };
}

export type Checked = { readonly ok: true; readonly token: VerifiedToken } | { readonly ok: false; readonly refusal: Refusal };

/** One scheme word in any letters, blanks, and a token without any (RFC 6750 section 2.1). */
const BEARER = /^bearer +([A-Za-z0-9]+)$/i;

/**
 * Whether a request may pass. Whoever holds a dead token learns no more than that it is none; that it lacks something is told in words.
 * Where neither memory nor an authority can answer, nobody passes.
 */
export async function checkBearer(verifier: Pick<Verifier, 'verify'>, { authorization, ip }: Presented, required: Required): Promise<Checked> {
  const text = BEARER.exec(authorization ?? '')?.[1];
  if (text === undefined) return refuse(401, 'credentials_required', 'send Authorization: Bearer <token>', {});
  const from = ip === undefined ? {} : { ip };
  try {
    const live = await verifier.verify(text, from);
    if (!live.allowed || live.token === null) return refuse(401, 'invalid_token', 'the token is unknown, expired, revoked or suspended', { error: 'invalid_token' });
    if (required.operation === undefined) return { ok: true, token: live.token };
    const { allowed, code, detail } = await verifier.verify(text, { ...required, ...from });
    return allowed ? { ok: true, token: live.token } : refuse(403, code, detail ?? 'the token does not allow this', { error: 'insufficient_scope' });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return refuse(503, 'unavailable', 'it cannot be told now whether the token is good; try again', null);
  }
}

const TITLES = { 401: 'Unauthorized', 403: 'Forbidden', 503: 'Service Unavailable' } as const;
const RETRY_AFTER_SECONDS = 1;

function refuse(status: Refusal['status'], code: string, detail: string, challenge: Readonly<Record<string, string>> | null): Checked {
  const words = Object.entries({ realm: 'portcullis', ...challenge }).map(([name, value]) => `${name}="${value}"`);
  const headers = {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    ...(challenge === null ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : { 'www-authenticate': `Bearer ${words.join(', ')}` }),
  };
  return { ok: false, refusal: { status, headers, body: { title: TITLES[status], status, detail, code } } };
}

const passed = new WeakMap<object, VerifiedToken>();

export function remember(request: object, token: VerifiedToken): void {
  passed.set(request, token);
}

/** The token that a request has passed with; null: nothing has checked it. */
export function tokenOf(request: object): VerifiedToken | null {
  return passed.get(request) ?? null;
}
