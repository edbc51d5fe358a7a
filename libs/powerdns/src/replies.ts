/** A reply that the gateway makes itself. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const PLAINLY = { 'Content-Type': 'application/json' };

/** What PowerDNS answers a client that accepts JSON. Clients show the text, or look for `"error"`. */
function failure(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { ...PLAINLY, ...headers }, body: `{"error": ${JSON.stringify(text)}}` };
}

/** One reply for a token that is unknown, expired, revoked, of another tenant or missing. */
export function badCredentials(): Reply {
  return failure(401, 'Unauthorized', { 'WWW-Authenticate': 'X-API-Key realm="PowerDNS"' });
}

/** The token is good and may not do this. */
export function denied(text: string): Reply {
  return failure(403, text);
}

/** `status` is a 4xx that says how the request itself is at fault. */
export function malformed(status: number, text = 'The gateway could not read the request.'): Reply {
  return failure(status, text);
}

export function methodNotAllowed(): Reply {
  return failure(405, 'Method Not Allowed');
}

/** As many calls are under way as the server, or one account's share of it, takes. */
export function busy(): Reply {
  return failure(503, 'Too many calls are under way. This one was not carried out. Try again shortly.', { 'Retry-After': '1' });
}

/** Something that is needed to decide cannot be reached, so the answer is no for the moment. */
export function unavailable(): Reply {
  return failure(503, 'The gateway cannot check this call at the moment. Try again shortly.', { 'Retry-After': '1' });
}

/** A fault of ours, before the server was asked. */
export function gatewayFailed(): Reply {
  return failure(500, 'The gateway could not handle this call. Nothing was sent to the DNS server.');
}

/** The server did not accept the gateway's own key. On 401, people would throw good tokens away. */
export function upstreamRefusedGateway(): Reply {
  return failure(502, 'The DNS server refused the gateway, not your token. Ask your provider to renew the key it keeps.');
}

/** The server is out of reach, or its answer makes no sense. The call may have been carried out. */
export function upstreamFailed(): Reply {
  return failure(502, 'The DNS server did not give a usable answer.');
}

/** The server took too long. The call may have been carried out. */
export function upstreamTimedOut(): Reply {
  return failure(504, 'The DNS server did not answer in time.');
}
