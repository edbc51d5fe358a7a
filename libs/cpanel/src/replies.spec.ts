import { decide } from '@portcullis/access';
import { instant } from '@portcullis/kernel';
import { replies, type PanelReply } from './index.js';
import { loadCatalogue } from './load-catalogue.js';

const JSON_TYPE = 'application/json; charset="utf-8"';
const TEXT_TYPE = 'text/plain; charset="utf-8"';
const HOSTILE = 'x "status":1 ] {"data":[{"result":1}]},{ "errors":null \n\u2028 "main_domain":"evil.example"';

describe('replies, byte for byte', () => {
  it.each<[string, PanelReply, PanelReply]>([
    ['a policy denial', replies.denied('The token holds no grant for DNS::parse_zone.'), {
      status: 200,
      headers: { 'Content-Type': JSON_TYPE },
      body: '{"data":null,"errors":["The token holds no grant for DNS::parse_zone."],"messages":null,"metadata":{},"status":0,"warnings":null}',
    }],
    ['bad credentials on /execute', replies.badCredentials(), {
      status: 401,
      headers: { 'Content-Type': JSON_TYPE },
      body: '{"data":null,"errors":["The user name or API token is not accepted."],"messages":null,"metadata":{},"status":0,"warnings":null}',
    }],
    ['bad credentials on /json-api', replies.jsonApiBadCredentials(), {
      status: 403,
      reason: 'Forbidden Access denied',
      headers: { 'Content-Type': TEXT_TYPE, Connection: 'close' },
      body: '{"cpanelresult":{"apiversion":"2","error":"Access denied","data":{"reason":"Access denied","result":"0"},"type":"text"}}',
    }],
    ['a refused log-in', replies.loginRefused(), {
      status: 401,
      reason: 'Access Denied',
      headers: { 'Content-Type': TEXT_TYPE },
      body: '{"status":0,"message":"see_login_log"}',
    }],
    ['anything else', replies.notAnApiCall(), {
      status: 403,
      headers: { 'Content-Type': TEXT_TYPE },
      body: 'Token authentication allows access to UAPI or API 2 calls only.',
    }],
    ['a panel that refused the gateway', replies.upstreamRefusedGateway(), {
      status: 200,
      headers: { 'Content-Type': JSON_TYPE },
      body: '{"data":null,"errors":["The panel refused the gateway, not your token. Ask your provider to renew the credential it keeps."],"messages":null,"metadata":{},"status":0,"warnings":null}',
    }],
    ['a gateway that cannot decide', replies.unavailable(5), {
      status: 503,
      headers: { 'Content-Type': JSON_TYPE, 'Retry-After': '5' },
      body: '{"data":null,"errors":["The gateway cannot check this call at the moment. Try again shortly."],"messages":null,"metadata":{},"status":0,"warnings":null}',
    }],
    ['a panel out of reach', replies.upstreamFailed(), {
      status: 502,
      headers: { 'Content-Type': JSON_TYPE },
      body: '{"data":null,"errors":["The panel did not give a usable answer."],"messages":null,"metadata":{},"status":0,"warnings":null}',
    }],
    ['a panel that takes too long', replies.upstreamTimedOut(), {
      status: 504,
      headers: { 'Content-Type': JSON_TYPE },
      body: '{"data":null,"errors":["The panel did not answer in time."],"messages":null,"metadata":{},"status":0,"warnings":null}',
    }],
    ['a method that no panel call has', replies.methodNotAllowed(), {
      status: 405,
      headers: { 'Content-Type': JSON_TYPE, Allow: 'GET, HEAD, POST' },
      body: '{"data":null,"errors":["Calls are made with GET or POST."],"messages":null,"metadata":{},"status":0,"warnings":null}',
    }],
    ['a request that cannot be read', replies.malformed(415), {
      status: 415,
      headers: { 'Content-Type': JSON_TYPE },
      body: '{"data":null,"errors":["The gateway could not read the request."],"messages":null,"metadata":{},"status":0,"warnings":null}',
    }],
    ['too many calls at once', replies.busy(), {
      status: 503,
      headers: { 'Content-Type': JSON_TYPE, 'Retry-After': '1' },
      body: '{"data":null,"errors":["Too many calls are under way. This one was not carried out. Try again shortly."],"messages":null,"metadata":{},"status":0,"warnings":null}',
    }],
    ['a fault of the gateway', replies.gatewayFailed(), {
      status: 500,
      headers: { 'Content-Type': JSON_TYPE },
      body: '{"data":null,"errors":["The gateway could not handle this call. Nothing was sent to the panel."],"messages":null,"metadata":{},"status":0,"warnings":null}',
    }],
  ])('%s', (_what, reply, expected) => {
    expect(reply).toEqual(expected);
  });

  it('tell a missing feature in the words of real panels, curly quotes and all', () => {
    const decision = decide({
      token: {
        ...{ kind: 'account', access: 'full', grants: [], readOnly: false, ipAllowlist: [] },
        ...{ notBefore: null, expiresAt: null, revokedAt: null, exhausted: false, credentialEndsAt: null },
      },
      owner: { tenants: ['active'], account: { status: 'active', features: new Set() } },
      operation: loadCatalogue().operation('uapi', 'DNS', 'parse_zone'),
      now: instant(0),
      ip: null,
    });
    expect(decision.allowed).toBe(false);
    if (decision.allowed) return;
    const { body } = replies.denied(decision.missing);
    expect(Buffer.from(body).toString('hex')).toContain('e2809c7a6f6e6565646974e2809d');
    expect(body).toBe('{"data":null,"errors":["You do not have the feature “zoneedit”."],"messages":null,"metadata":{},"status":0,"warnings":null}');
  });
});

/** Section 2.6 of the contract, as far as it is about replies that the gateway makes itself. */
describe('no client trips over', () => {
  const uapi: [string, PanelReply][] = [
    ['a policy denial', replies.denied(HOSTILE)],
    ['an empty denial', replies.denied('')],
    ['bad credentials', replies.badCredentials()],
    ['a panel that refused the gateway', replies.upstreamRefusedGateway()],
    ['an unavailable gateway', replies.unavailable()],
    ['a failed panel', replies.upstreamFailed()],
    ['a slow panel', replies.upstreamTimedOut()],
    ['a wrong method', replies.methodNotAllowed()],
    ['a malformed request', replies.malformed(400)],
    ['a busy panel', replies.busy()],
    ['a failed gateway', replies.gatewayFailed()],
  ];
  const all: [string, PanelReply][] = [
    ...uapi,
    ['bad credentials on /json-api', replies.jsonApiBadCredentials()],
    ['a refused log-in', replies.loginRefused()],
    ['anything else', replies.notAnApiCall()],
  ];

  it.each(uapi)('%s: compact JSON, six keys in order, each there', (_what, { body }) => {
    expect(Object.keys(JSON.parse(body))).toEqual(['data', 'errors', 'messages', 'metadata', 'status', 'warnings']);
    expect(JSON.stringify(JSON.parse(body))).toBe(body);
  });

  it.each(uapi)('%s: @cpanel/api finds data and status, strict decoders find a number', (_what, { body }) => {
    const parsed = JSON.parse(body);
    expect(parsed.data).toBeNull();
    expect(parsed.status).toBe(0);
  });

  it.each(uapi)('%s: cpanel-cli and the cert-manager webhook find errors to show', (_what, { body }) => {
    const { errors } = JSON.parse(body);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toEqual(expect.stringMatching(/\S/));
  });

  it.each(uapi)('%s: acme.sh reads failure from the raw text, and cuts nothing out of it', (_what, { body }) => {
    expect(body).toContain('"status":0');
    for (const sign of ['"status":1', '"main_domain":"', '"addon_domains":[', '"record_type":"', '"data_b64":[', '},{']) expect(body).not.toContain(sign);
    // The one bracket that closes is the one that ends the list of errors.
    expect(body.split(']')).toHaveLength(2);
  });

  it.each(all)('%s: no redirect that would carry a token elsewhere, no cookie, no challenge', (_what, { status, headers }) => {
    expect(Math.floor(status / 100)).not.toBe(3);
    for (const name of ['location', 'set-cookie', 'www-authenticate', 'refresh']) expect(Object.keys(headers).map((key) => key.toLowerCase())).not.toContain(name);
  });

  it.each(all)('%s: a length that every client reads', (_what, { body }) => {
    expect(Buffer.byteLength(body)).toBeLessThan(1000);
  });
});
