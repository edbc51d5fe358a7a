import 'reflect-metadata';
import { newTokenText } from '@portcullis/access';
import { loadGrantCatalogue } from '@portcullis/catalogue';
import { verifyHttp, type TokenFactsMessage } from '@portcullis/contracts';
import { Fault, granted, refused } from '@portcullis/kernel';
import { createLogger } from '@portcullis/platform/runtime';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { Controller, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AddressLimits } from '../../domain/address-limits.js';
import { SliceBook } from '../../domain/slice-book.js';
import { createGateway, GATEWAY, type Gateway } from '../../gateway.js';
import { accountFacts, AT, authorities, origin, sealKeys, SHARD, tenantFacts, tokenFacts } from '../../use-cases/authorities-for-spec.js';
import { readingVerifier } from '../../use-cases/verifier-for-spec.js';
import { credentialWatch, guardDoors } from '../doors.js';
import { CallGuard } from './call-guard.js';
import { VerifyController } from './controllers/verify.controller.js';
import { standInFront, type FrontDoor } from './front-door.js';
import { ProblemFilter } from './problem-filter.js';
import { fastifyOptions, prepareHttp } from './server.js';
import { Serves, TheCall, type Call } from './serves.js';
import { answerToMany, answerToOne } from './verify-answers.js';

const docsUrl = 'https://docs.example/errors';
const log = createLogger({ instance: 'front-door-spec', level: 'silent' });
const grantCatalogue = loadGrantCatalogue();

const text = (kind: 'account' | 'tenant' = 'account'): string => newTokenText({ kind, shard: SHARD, randomBytes }).text.reveal();
const [CALLER, ASKED] = [text('tenant'), text()];
const THROUGH_NEST = '/v1/through-nest';

/** The same operations at other addresses, as everything else of `/v1` is answered: nothing stands before those. */
@Controller()
class ThroughNest {
  @Serves({ ...verifyHttp.verifyToken, path: `${THROUGH_NEST}/verify` })
  async one(@TheCall() call: Call<typeof verifyHttp.verifyToken>) {
    return answerToOne(gateway, call);
  }

  @Serves({ ...verifyHttp.verifyBatch, path: `${THROUGH_NEST}/verify/batch` })
  async many(@TheCall() call: Call<typeof verifyHttp.verifyBatch>) {
    return answerToMany(gateway, call);
  }
}

/** Who made the request ids. */
let answeredBy: ('front' | 'behind')[];
function newRequestId(by: 'front' | 'behind'): typeof origin.requestId {
  answeredBy.push(by);
  return origin.requestId;
}

let caller: Partial<TokenFactsMessage>;
let asked: Partial<TokenFactsMessage>;
let isDown: boolean;
let gateway: Gateway;
let limits: AddressLimits;
let app: NestFastifyApplication;
let front: FrontDoor;

beforeEach(async () => {
  answeredBy = [];
  [caller, asked, isDown] = [{ kind: 'tenant', accountId: null }, {}, false];
  const tokens = new Map([[CALLER, () => caller], [ASKED, () => asked]]);
  const publicIds = new Map([...tokens].map(([token, facts]) => [token.slice(7, 15), facts]));
  const slice = { granted: 1, left: 0, endsAt: '2026-11-23T10:01:00.000Z' };
  const { services, denials } = authorities({
    resolve_credential: ({ publicId }: { publicId: string }) => {
      if (isDown) throw new Fault('nobody is there', 'unavailable');
      const facts = publicIds.get(publicId);
      return facts ? granted({ token: tokenFacts({ publicId, ...facts() }) }) : refused({ code: 'token_unknown', detail: '' });
    },
    read_owner: ({ account }: { account: string | null }) => granted({ tenant: tenantFacts(), account: account === null ? null : { ...accountFacts(), features: ['popaccts'] }, at: AT }),
    draw_allowance: ({ tokenRate }: { tokenRate: unknown }) => granted({ tokenRate: tokenRate && slice, tenantRate: null, uses: null, at: AT }),
  });
  limits = new AddressLimits({ requests: { requests: 5, seconds: 60 }, failures: null });
  const elapsedMs = () => 0;
  gateway = createGateway({
    panel: { read: async () => null },
    ...{ services, denials, sealKeys, randomBytes, grantCatalogue, elapsedMs, slices: new SliceBook(), publicUrl: 'https://api.example.com' },
    ...{ uses: { record: () => undefined }, watch: credentialWatch({ limits, elapsedMs, log }) },
    verifier: readingVerifier(services, { catalogue: grantCatalogue }).verifier,
    operationFacts: grantCatalogue.operationNamed,
    catalogue: grantCatalogue.panel,
  });
  @Module({
    controllers: [ThroughNest, VerifyController],
    providers: [{ provide: GATEWAY, useValue: gateway }, { provide: APP_GUARD, useClass: CallGuard }, { provide: APP_FILTER, useValue: new ProblemFilter(docsUrl, log) }],
  })
  class Both {}
  const trustedProxies = ['127.0.0.1'];
  const adapter = new FastifyAdapter(fastifyOptions({ newRequestId: () => newRequestId('behind'), docsUrl, trustedProxies }));
  app = await NestFactory.create<NestFastifyApplication>(Both, adapter, { logger: false, bodyParser: false });
  prepareHttp(adapter.getInstance(), log);
  const rules = { limits, trustedProxies: [], docsUrl, elapsedMs };
  guardDoors(adapter.getInstance(), rules);
  front = standInFront(adapter.getInstance().server, { gateway, rules, newRequestId: () => newRequestId('front'), trustedProxies, log });
  await app.listen(0, '127.0.0.1');
});
afterEach(() => app.close());

interface Asking {
  readonly path?: string;
  readonly body?: string | object;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** All that comes back, but for the time of day. */
async function answerOf(prefix: string, { path = '/verify', body = { token: ASKED }, headers = {} }: Asking): Promise<string> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const all = { host: 'x', connection: 'close', authorization: `Bearer ${CALLER}`, 'content-type': 'application/json', 'content-length': String(text.length), ...headers };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\r\n`]));
  const socket = connect((app.getHttpServer().address() as AddressInfo).port, '127.0.0.1');
  let heard = '';
  socket.setEncoding('utf8').on('data', (part: string) => (heard += part));
  const ended = once(socket, 'close');
  socket.write(`POST ${prefix}${path} HTTP/1.1\r\n${lines.join('')}\r\n${text}`);
  await ended;
  return heard.replace(/^date: .*\r\n/im, '');
}

/** What both doors say, byte for byte. */
async function saidAlike(asking: Asking, by: 'front' | 'behind' = 'front') {
  answeredBy = [];
  const direct = await answerOf('/v1', asking);
  expect(answeredBy).toEqual([by]);
  expect(await answerOf(THROUGH_NEST, asking)).toBe(direct);
  const [head, body] = direct.split('\r\n\r\n') as [string, string];
  const [first, ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]));
  return { status: Number(first!.split(' ')[1]), headers, said: JSON.parse(body) as { code?: string } };
}

describe('a question about a token is answered as any other operation', () => {
  it('that may', async () => {
    const { status, headers, said } = await saidAlike({ body: { token: ASKED, operation: 'Email::list_pops' } });
    expect({ status, said }).toMatchObject({ status: 200, said: { allowed: true, code: 'allowed' } });
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-request-id': origin.requestId, 'content-type': 'application/json; charset=utf-8' });
  });

  it('that may not, with the code that its owner opens the denial by', async () => {
    asked = { access: 'restricted', grants: [{ operation: 'Email::add_pop' }] };
    expect(await saidAlike({ body: { token: ASKED, operation: 'Email::list_pops' } })).toMatchObject({ status: 200, said: { allowed: false, code: 'not_granted' } });
  });

  it('that nobody knows', async () => expect(await saidAlike({ body: { token: text() } })).toMatchObject({ status: 200, said: { code: 'token_unknown' } }));

  it('one of many', async () =>
    expect(await saidAlike({ path: '/verify/batch', body: { items: [{ token: ASKED }, { token: 'pcla1' }] } })).toMatchObject({ status: 200, said: { items: [{ allowed: true }, { allowed: false }] } }));
});

describe('a question about a token is refused as any other operation', () => {
  it.each<[string, number, string, Asking]>([
    ['whose caller nobody knows', 401, 'invalid_token', { headers: { authorization: `Bearer ${text()}` } }],
    ['whose caller says nothing of itself', 401, 'credentials_required', { headers: { authorization: undefined } }],
    ['that another site has a browser send', 403, 'cross_site', { headers: { authorization: undefined, cookie: '__Host-portcullis=x', origin: 'https://evil.example' } }],
    ['that is not JSON', 400, 'malformed_request', { body: '{"token":' }],
    ['that names a field twice', 400, 'invalid_request', { body: `{"token":"${ASKED}","token":"${ASKED}"}` }],
    ['that names a field that there is not', 400, 'invalid_request', { body: { token: ASKED, operations: 'Email::list_pops' } }],
    ['that is no question', 400, 'invalid_request', { body: 'null' }],
  ])('one %s: %i %s', async (_, status, code, asking) => {
    expect(await saidAlike(asking)).toMatchObject({ status, said: { code } });
  });

  it('one whose caller may not ask', async () => {
    caller = { ...caller, access: 'restricted', grants: [{ operation: 'Email::list_pops' }] };
    expect(await saidAlike({})).toMatchObject({ status: 403, said: { code: 'permission_denied' } });
  });

  it('one that nobody can answer now', async () => {
    isDown = true;
    const { status, headers, said } = await saidAlike({});
    expect({ status, said }).toMatchObject({ status: 503, said: { code: 'unavailable' } });
    expect(headers['retry-after']).toBe('1');
  });

  it('one whose caller has asked too often', async () => {
    caller = { ...caller, rateLimit: { requests: 1, seconds: 60 } };
    expect(await answerOf('/v1', {})).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\nratelimit-policy: "token";q=1;w=60\r\n/);
    const { status, headers, said } = await saidAlike({});
    expect({ status, said }).toMatchObject({ status: 429, said: { code: 'rate_limited' } });
    expect(headers['ratelimit']).toBe('"token";r=0;t=60');
  });

  it('one from an address that has asked too often, whichever door it came to', async () => {
    const from = { headers: { 'x-forwarded-for': '203.0.113.7' } };
    for (const prefix of ['/v1', THROUGH_NEST, '/v1', '/v1', THROUGH_NEST]) expect(await answerOf(prefix, from)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await saidAlike(from)).toMatchObject({ status: 429, said: { code: 'rate_limited', detail: 'Too many requests come from this address. Try again later.' } });
    expect(await saidAlike({})).toMatchObject({ status: 200 });
  });
});

describe('a question that is written otherwise than most', () => {
  it.each<[string, number, Asking]>([
    ['that is nothing', 400, { body: '' }],
    ['that is too long', 413, { body: { token: 'x'.repeat(70_000) } }],
    ['in another language', 415, { body: 'token=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['with a parameter of its type', 200, { headers: { 'content-type': 'application/json; v=1' } }],
    ['with something in its address', 400, { path: '/verify?ip=192.0.2.1' }],
    ['at an address that there is not', 404, { path: '/verify/' }],
    ['in pieces', 200, { body: `3e\r\n{"token":"${ASKED.slice(0, 52)}\r\n3\r\n${ASKED.slice(52)}"}\r\n0\r\n\r\n`, headers: { 'content-length': undefined, 'transfer-encoding': 'chunked' } }],
  ])('goes on to what answers all others: one %s', async (_, status, asking) => {
    expect(await saidAlike(asking, 'behind')).toMatchObject({ status });
  });

  it('but for the usual parameter is none', async () => {
    expect(await saidAlike({ headers: { 'content-type': 'application/json; charset=UTF-8' } })).toMatchObject({ status: 200 });
  });
});

it('a door that is closed passes everything on', async () => {
  front.close();
  expect(await saidAlike({}, 'behind')).toMatchObject({ status: 200 });
});
