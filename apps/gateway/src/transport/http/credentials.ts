import type { HttpOperation } from '@portcullis/contracts';
import type { IncomingHttpHeaders } from 'node:http';
import type { Credential } from '@portcullis/verifier';

/** `__Host-`: browsers take it from this host only, over TLS, for all paths, and no other host can put one in its place. */
const COOKIE = '__Host-portcullis';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict';

export function sessionCookie(text: string): string {
  return `${COOKIE}=${text}; ${ATTRIBUTES}`;
}

/** Takes the cookie away. */
export const NO_SESSION_COOKIE = `${COOKIE}=; ${ATTRIBUTES}; Max-Age=0`;

/**
 * The credential of a request to `/v1`; null when there is none, `cross_site` when a page that is not the console's sent it.
 * A token travels in `Authorization` (RFC 6750 section 2.1) and a session in its cookie, which counts only where there is no
 * such header. A link is good for opening a session, and for nothing else.
 */
export function credentialOf(headers: IncomingHttpHeaders, operation: HttpOperation, publicOrigin: string): Credential | 'cross_site' | null {
  const opensSession = operation.operation === 'Portcullis::open_session';
  const { authorization } = headers;
  if (authorization !== undefined) {
    // Else another site could sign its visitors in to an account of its own, and watch what they do there.
    if (opensSession && siteOf(headers, publicOrigin) === 'other') return 'cross_site';
    if (authorization === '') return null;
    const text = /^bearer +(\S+) *$/i.exec(authorization)?.[1] ?? '';
    return { text, forms: opensSession ? ['token', 'link'] : ['token'] };
  }
  const text = sessionIn(headers.cookie ?? '');
  if (text === null) return null;
  // A browser sends its cookies whoever made it send the request.
  if (operation.method !== 'GET' && siteOf(headers, publicOrigin) !== 'own') return 'cross_site';
  return { text, forms: ['session'] };
}

/**
 * Whether the console's own page sent a request, or another one; unknown where neither header came: then it was no browser of
 * today. No page can set either header. `Sec-Fetch-Site` says it outright, and decides where it is sent.
 */
function siteOf(headers: IncomingHttpHeaders, publicOrigin: string): 'own' | 'other' | 'unknown' {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' ? 'own' : 'other';
  if (headers.origin !== undefined) return headers.origin === publicOrigin ? 'own' : 'other';
  return 'unknown';
}

/** The text in the session cookie (RFC 6265 section 5.4); of two, which no browser sends, neither. Null: there is none. */
function sessionIn(cookies: string): string | null {
  const found = cookies.split(';').flatMap((pair) => {
    const [name, ...value] = pair.split('=');
    return name?.trim() === COOKIE ? [value.join('=').trim()] : [];
  });
  return found.length > 1 ? '' : (found[0] ?? null);
}
