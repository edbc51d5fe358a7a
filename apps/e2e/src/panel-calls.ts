import { request, type ClientRequest } from 'node:http';
import { exchange, type RawAnswer, type RawRequest } from './clients/raw-http.js';
import { withoutCodes } from './denial-codes.js';
import type { Issued, Provider } from './providers.js';

/** Of the provider's account, with its own token where no other is given. */
export interface AsAccount {
  readonly base: string;
  readonly provider: Provider;
  readonly token?: Issued;
}

const ZONE = '/execute/DNS/parse_zone?zone=alice.example';

/** A call below `/t/{slug}`; without a path it reads the account's zone. */
export function callPanel(
  { base, provider, token }: AsAccount,
  { path = ZONE, headers, ...rest }: Partial<RawRequest> = {},
): Promise<RawAnswer> {
  const { slug, account } = provider;
  const authorization = `cpanel ${account.username}:${(token ?? account.token).secret}`;
  return exchange(base, { path: `/t/${slug}${path}`, headers: { authorization, ...headers }, ...rest });
}

/** A call that is not awaited: what is done with it is up to the test. Its failing is no surprise. */
export function startCall(
  base: string,
  provider: Provider,
  method = 'GET',
  headers: Record<string, string | number> = {},
): ClientRequest {
  const { slug, account } = provider;
  const { hostname, port } = new URL(base);
  const authorization = `cpanel ${account.username}:${account.token.secret}`;
  const sent = request({
    hostname,
    port,
    method,
    path: `/t/${slug}${ZONE}`,
    headers: { authorization, ...headers },
    agent: false,
  });
  sent.on('error', () => undefined);
  if (headers['content-length'] === undefined) sent.end();
  return sent;
}

/** The words of an answer that the gateway makes itself: compact, six keys in order, one text in `errors`. Without a denial's code. */
export function wordsIn({ headers, body }: RawAnswer): string {
  const text = body.toString();
  const { errors } = JSON.parse(text) as { errors: [string] };
  expect(headers).toMatchObject({
    'content-type': 'application/json; charset="utf-8"',
    'cache-control': 'no-store',
    'content-length': String(body.length),
  });
  expect(text).toBe(
    JSON.stringify({ data: null, errors: [errors[0]], messages: null, metadata: {}, status: 0, warnings: null }),
  );
  return withoutCodes(errors[0]);
}
