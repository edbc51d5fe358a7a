import type { IncomingHttpHeaders } from 'node:http';

/** RFC 9110 section 7.6.1, and what undici refuses to send. */
const HOP_BY_HOP = [
  'connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect',
];

/**
 * What says who the client is, where it comes from, or what it really calls: only the gateway says that. A cookie would be a
 * log-in of its own; forwarded-for lines would let a client choose the address that the panel's brute-force guard counts;
 * `X-Original-URL` and method overrides call something else than what was judged; `Proxy` becomes a variable of CGI programs.
 */
const CLAIMS = ['cookie', 'cookie2', 'forwarded', 'via', 'proxy', 'x-host', 'x-url'];
const CLAIMS_BEGIN = /^(?:x-)?(?:forwarded|original|rewrite|real|remote|auth|authenticated|client|ssl|method|http-method|envoy|cf|true|fastly)-/;
const CLAIMS_END = /-(?:ip|user|override|forwarded|forwarded-for|method)$/;

/** What of the client's headers (names in lower case) goes to the panel. */
export function headersForPanel(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  // Servers that hand headers to programs as variables make `-` and `_` one: `X_Forwarded_For` would come back as the other.
  return keep(headers, (name) => !name.includes('_') && !CLAIMS.includes(name) && !CLAIMS_BEGIN.test(name) && !CLAIMS_END.test(name));
}

/** What of the panel's headers goes to the client. A session cookie of the panel would outlive the token; the request id is ours. */
export function headersForClient(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = String(headers.connection ?? '').toLowerCase().split(/[\s,]+/);
  return keep(headers, (name) => name !== 'set-cookie' && name !== 'x-request-id' && !named.includes(name));
}

function keep(headers: IncomingHttpHeaders, wanted: (name: string) => boolean): IncomingHttpHeaders {
  const passes = (name: string): boolean => !HOP_BY_HOP.includes(name) && wanted(name);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => passes(name.toLowerCase())));
}
