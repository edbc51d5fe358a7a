import { compile, decide, DEFAULT_POLICY } from '@portcullis/access';
import { instant } from '@portcullis/kernel';
import type { Envelope } from '../call.js';
import { loadCatalogue } from '../load-catalogue.js';
import type { PanelReply } from './panel-reply.js';
import * as refusals from './refusals.js';

const JSON_TYPE = 'application/json; charset="utf-8"';
const HOSTILE = 'x "status":1 ] {"data":[{"result":1}]},{ "errors":null \n\u2028 "main_domain":"evil.example" "newserial":null';
const UAPI: Envelope = { shape: 'uapi' };

const api2 = (module: string, functionName: string): Envelope => ({ shape: 'api2', module, function: functionName });
const uapiBody = (text: string) => `{"data":null,"errors":["${text}"],"messages":null,"metadata":{},"status":0,"warnings":null}`;
const legacyBody = '{"cpanelresult":{"apiversion":"2","error":"No.","data":{"reason":"No.","result":"0"},"type":"text"}}';

/** Section 6 of the contract, its table row by row. */
const DENIALS: [string, Envelope | null, string][] = [
  ['UAPI', UAPI, uapiBody('No.')],
  ['a UAPI batch', { shape: 'uapi_batch' }, uapiBody('No.')],
  [
    'API 2',
    api2('Cron', 'fetchcron'),
    '{"cpanelresult":{"apiversion":2,"func":"fetchcron","module":"Cron","data":[{"result":0,"status":0,"reason":"No.","statusmsg":"No."}],"error":"No.","event":{"result":0}}}',
  ],
  ...['add_zone_record', 'edit_zone_record', 'remove_zone_record'].map((name): [string, Envelope, string] => [
    `ZoneEdit::${name}`,
    api2('ZoneEdit', name),
    `{"cpanelresult":{"apiversion":2,"func":"${name}","module":"ZoneEdit","data":[{"result":{"newserial":null,"status":0,"statusmsg":"No."},"reason":"No.","statusmsg":"No."}],"error":"No.","event":{"result":0}}}`,
  ]),
  [
    'ZoneEdit::fetchzones',
    api2('ZoneEdit', 'fetchzones'),
    '{"cpanelresult":{"apiversion":2,"func":"fetchzones","module":"ZoneEdit","data":[{"zones":{},"status":0,"statusmsg":"No."}],"error":"No.","event":{"result":0}}}',
  ],
  [
    'SSL::installssl',
    api2('SSL', 'installssl'),
    '{"cpanelresult":{"apiversion":2,"func":"installssl","module":"SSL","data":[{"result":0,"output":"No."}],"error":"No.","event":{"result":0}}}',
  ],
  [
    'UAPI through json-api',
    { shape: 'api3', module: 'DNS', function: 'parse_zone' },
    `{"apiversion":3,"func":"parse_zone","module":"DNS","result":${uapiBody('No.')}}`,
  ],
  ['WHM API 1', { shape: 'whm1', command: 'createacct' }, '{"metadata":{"command":"createacct","reason":"No.","result":0,"version":1}}'],
  ['a WHM batch', { shape: 'whm_batch', command: 'batch' }, '{"metadata":{"command":"batch","reason":"No.","result":0,"version":1}}'],
  ['UAPI through WHM', { shape: 'whm_uapi_cpanel', command: 'uapi_cpanel' }, '{"metadata":{"command":"uapi_cpanel","reason":"No.","result":0,"version":1}}'],
  ['WHM without a version', { shape: 'whm_legacy', command: 'createacct' }, legacyBody],
  ['a call of which only the path is known', null, legacyBody],
];

describe('a policy denial is HTTP 200 in the failure shape of its API, byte for byte', () => {
  it.each(DENIALS)('%s', (_what, envelope, body) => {
    expect(refusals.denied(envelope, 'No.')).toEqual({ status: 200, headers: { 'Content-Type': JSON_TYPE }, body });
  });

  it('tells a missing feature in the words of real panels, curly quotes and all', () => {
    const decision = decide({
      token: compile(
        {
          ...{ kind: 'account', form: 'token', access: 'full', grants: [], catalogueVersion: 1, readOnly: false, ipAllowlist: [], timeWindows: [] },
          ...{ notBefore: null, expiresAt: null, revokedAt: null, exhausted: false, credentialEndsAt: null, createdAt: instant(0), activeAt: instant(0) },
        },
        { presetNamed: () => null, isRolling: () => false },
      ),
      owner: { tenants: ['active'], account: { status: 'active', features: new Set() }, policy: DEFAULT_POLICY },
      operation: loadCatalogue().operation('uapi', 'DNS', 'parse_zone'),
      now: instant(0),
      ip: null,
    });
    expect(decision.allowed).toBe(false);
    if (decision.allowed) return;
    const { body } = refusals.denied(UAPI, decision.missing);
    expect(Buffer.from(body).toString('hex')).toContain('e2809c7a6f6e6565646974e2809d');
    expect(body).toBe(uapiBody('You do not have the feature “zoneedit”.'));
  });
});

const OTHERS: [string, (envelope: Envelope | null) => PanelReply, number, Record<string, string>, string][] = [
  ['a panel that refused the gateway', refusals.upstreamRefusedGateway, 200, {}, 'The panel refused the gateway, not your token. Ask your provider to renew the credential it keeps.'],
  ['a gateway that cannot decide', (envelope) => refusals.unavailable(envelope, 5), 503, { 'Retry-After': '5' }, 'The gateway cannot check this call at the moment. Try again shortly.'],
  ['a panel out of reach', refusals.upstreamFailed, 502, {}, 'The panel did not give a usable answer.'],
  ['a panel that takes too long', refusals.upstreamTimedOut, 504, {}, 'The panel did not answer in time.'],
  ['a method that no panel call has', refusals.methodNotAllowed, 405, { Allow: 'GET, HEAD, POST' }, 'Calls are made with GET or POST.'],
  ['a request that cannot be read', (envelope) => refusals.malformed(envelope, 415), 415, {}, 'The gateway could not read the request.'],
  ['a request of which is known what is wrong', (envelope) => refusals.malformed(envelope, 400, 'Twice.'), 400, {}, 'Twice.'],
  ['too many calls at once', refusals.busy, 503, { 'Retry-After': '1' }, 'Too many calls are under way. This one was not carried out. Try again shortly.'],
  ['a fault of the gateway', refusals.gatewayFailed, 500, {}, 'The gateway could not handle this call. Nothing was sent to the panel.'],
];

describe('everything else that goes wrong is told in the same shapes', () => {
  it.each(OTHERS)('%s', (_what, make, status, headers, text) => {
    expect(make(UAPI)).toEqual({ status, headers: { 'Content-Type': JSON_TYPE, ...headers }, body: uapiBody(text) });
    for (const [, envelope] of DENIALS) expect(make(envelope).body).toBe(refusals.denied(envelope, text).body);
  });
});

/** Section 2.6 of the contract, as far as it is about replies that the gateway makes itself. */
describe('no client trips over', () => {
  const all = DENIALS.flatMap(([what, envelope]): [string, PanelReply][] => [
    [`a policy denial of ${what}`, refusals.denied(envelope, HOSTILE)],
    [`an empty denial of ${what}`, refusals.denied(envelope, '')],
    ...OTHERS.map(([why, make]): [string, PanelReply] => [`${why}: ${what}`, make(envelope)]),
  ]);
  const parsed = (body: string) => JSON.parse(body) as Record<string, never>;

  it.each(all)('%s: compact JSON', (_what, { body }) => {
    expect(JSON.stringify(parsed(body))).toBe(body);
  });

  it.each(all)('%s: nothing in the raw text that means success, or cuts it', (_what, { body }) => {
    for (const sign of ['"status":1', '"result":1', '"main_domain":"', '"addon_domains":[', '"record_type":"', '"data_b64":[', '},{', '"errors":null']) expect(body).not.toContain(sign);
    // Each bracket that opens is closed by the next one: no text closes a list before its end.
    expect(body.replace(/[^[\]]/g, '')).toMatch(/^(?:\[\])*$/);
  });

  it.each(all.filter(([what]) => what.includes('UAPI') && !what.includes('through')))('%s: six keys in order, each there', (_what, { body }) => {
    expect(Object.keys(parsed(body))).toEqual(['data', 'errors', 'messages', 'metadata', 'status', 'warnings']);
    expect(parsed(body)).toMatchObject({ data: null, errors: [expect.stringMatching(/\S/)], status: 0 });
  });

  it.each(all.filter(([what]) => / ZoneEdit::(?:add|edit|remove)/.test(what)))('%s: acme.sh finds that no serial is new', (_what, { body }) => {
    expect(/data":\[[^\]]*\]/.exec(body)![0]).toContain('"newserial":null');
  });

  it.each(all)('%s: no redirect that would carry a token elsewhere, no cookie, no challenge; short enough for everyone', (_what, { status, headers, body }) => {
    expect(Math.floor(status / 100)).not.toBe(3);
    for (const name of ['location', 'set-cookie', 'www-authenticate', 'refresh']) expect(Object.keys(headers).map((key) => key.toLowerCase())).not.toContain(name);
    expect(Buffer.byteLength(body)).toBeLessThan(1000);
  });
});
