import { newTokenText } from '@portcullis/access';
import { parseAddressRange, type Shard } from '@portcullis/kernel';
import { createLogger, randomBytes } from '@portcullis/platform/runtime';
import fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { AddressLimits } from '../domain/address-limits.js';
import { clientOf } from './client.js';
import { credentialWatch, guardDoors } from './doors.js';
import { fastifyOptions, prepareHttp } from './http/server.js';

const PROXY = '10.0.0.1';
const STRANGER = '198.51.100.7';
const docsUrl = 'https://docs.example/errors';
const trustedProxies = ['10.0.0.0/8'];
const text = newTokenText({ kind: 'account', shard: 7 as Shard, randomBytes }).text.reveal();

const log = createLogger({ instance: 'doors-spec', level: 'silent' });

let http: FastifyInstance;
let limits: AddressLimits;
let nowMs: number;
beforeEach(() => {
  nowMs = 0;
  limits = new AddressLimits({ requests: { requests: 5, seconds: 60 }, failures: { requests: 2, seconds: 60 } });
  http = fastify(fastifyOptions({ newRequestId: () => 'req_1', docsUrl, trustedProxies }));
  prepareHttp(http, log);
  guardDoors(http, { limits, trustedProxies: trustedProxies.map((range) => parseAddressRange(range)!), docsUrl, elapsedMs: () => nowMs });
  for (const path of ['/v1/whence', '/t/*', '/livez']) http.get(path, (request) => clientOf(request));
});

const get = (from: string, more: InjectOptions = {}) => http.inject({ url: '/v1/whence', remoteAddress: from, ...more });
const panel = { url: '/t/acme/execute/DNS/lookup' };

describe('a request that is not encrypted', () => {
  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', PROXY])('comes in from %s', async (peer) => expect((await get(peer)).statusCode).toBe(200));

  it('is refused from anybody else, before a token is asked for', async () => {
    const answer = await get(STRANGER);
    expect(answer.statusCode).toBe(403);
    expect(answer.headers).toMatchObject({ 'content-type': expect.stringContaining('application/problem+json') as string, 'cache-control': 'no-store' });
    expect(answer.json()).toMatchObject({ code: 'tls_required', request_id: 'req_1', type: `${docsUrl}#tls_required` });
  });

  it('is refused on panel paths so that panel clients show why', async () => {
    const answer = await get(STRANGER, panel);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ status: 0, errors: ['A token may not travel unencrypted: use https.'] });
  });

  it('is not let in for saying that it was', async () => {
    expect((await get(STRANGER, { headers: { 'x-forwarded-proto': 'https', forwarded: 'proto=https', 'x-forwarded-for': '127.0.0.1' } })).statusCode).toBe(403);
  });

  it('may ask for what anybody may see', async () => expect((await get(STRANGER, { url: '/livez' })).statusCode).toBe(200));
});

describe('where a request comes from', () => {
  const from = async (peer: string, headers: Record<string, string>) => (await get(peer, { headers })).json<{ ip: string }>().ip;

  it('is what a trusted proxy says', async () => expect(await from(PROXY, { 'x-forwarded-for': STRANGER })).toBe(STRANGER));
  it('is the last that is not itself a trusted proxy', async () => {
    expect(await from(PROXY, { 'x-forwarded-for': `${STRANGER}, 10.9.9.9` })).toBe(STRANGER);
  });
  it('is not what the client told the proxy about itself', async () => {
    expect(await from(PROXY, { 'x-forwarded-for': `203.0.113.9, ${STRANGER}` })).toBe(STRANGER);
  });
  it('is the peer where nobody trusted says anything', async () => {
    expect(await from('127.0.0.1', { 'x-forwarded-for': STRANGER, forwarded: `for=${STRANGER}`, 'x-real-ip': STRANGER })).toBe('127.0.0.1');
  });
  it('is never nonsense', async () => expect(await from(PROXY, { 'x-forwarded-for': 'x'.repeat(200) })).toBe(PROXY));
});

describe('an address that asks too often', () => {
  const ask = async (times: number, more: InjectOptions = {}) => {
    for (let n = 0; n < times; n++) await get('127.0.0.1', more);
    return get('127.0.0.1', more);
  };

  it('is told when to come again, and may then', async () => {
    nowMs = 500;
    const answer = await ask(5);
    expect(answer.statusCode).toBe(429);
    expect(answer.headers).toMatchObject({ 'retry-after': '60', ratelimit: '"address";r=0;t=60', 'ratelimit-policy': '"address";q=5;w=60' });
    expect(answer.json()).toMatchObject({ code: 'rate_limited' });
    nowMs = 60_500;
    expect((await get('127.0.0.1')).statusCode).toBe(200);
  });

  it('is told on panel paths so that panel clients show it', async () => {
    const answer = await ask(5, panel);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({ 'retry-after': '60' });
    expect(answer.json()).toMatchObject({ status: 0, errors: ['Too many requests come from this address. Try again later.'] });
  });

  it('may still ask how the gateway is', async () => expect((await ask(10, { url: '/livez' })).statusCode).toBe(200));

  it('gains nothing by spelling a path otherwise', async () => expect((await ask(5, { url: '/%761/whence' })).statusCode).toBe(429));

  it('is the client behind a proxy and not the proxy', async () => {
    const by = (client: string) => get(PROXY, { headers: { 'x-forwarded-for': client } });
    for (let n = 0; n < 6; n++) await by(STRANGER);
    expect((await by(STRANGER)).statusCode).toBe(429);
    expect((await by('203.0.113.9')).statusCode).toBe(200);
  });
});

describe('an address whose credentials are not accepted', () => {
  beforeEach(() => {
    const watch = credentialWatch({ limits, elapsedMs: () => nowMs, log });
    watch.accepted('127.0.0.1', text);
    for (let n = 0; n < 2; n++) watch.refused('127.0.0.1', 'guess');
  });

  it('is slowed down at both doors', async () => {
    expect((await get('127.0.0.1')).headers).toMatchObject({ 'ratelimit-policy': '"failures";q=2;w=60', 'retry-after': '60' });
    expect((await get('127.0.0.1', panel)).json()).toMatchObject({ errors: ['Too many credentials from this address were not accepted. Try again later.'] });
  });

  it.each([
    ['Bearer', { authorization: `Bearer ${text}` }],
    ['the panel’s own scheme', { authorization: `cpanel alice:${text}` }],
    ['a cookie', { cookie: `a=b; __Host-portcullis=${text}` }],
  ])('still serves a token that was accepted from there, by %s', async (_, headers) => expect((await get('127.0.0.1', { headers })).statusCode).toBe(200));

  it('still serves it by the key of a PowerDNS client, and no guess beside a cookie', async () => {
    const zone = '/t/acme/api/v1/servers/localhost/zones/example.com.';
    expect((await get('127.0.0.1', { url: zone, headers: { 'x-api-key': text } })).statusCode).toBe(200);
    const slowed = await get('127.0.0.1', { url: zone, headers: { 'x-api-key': guess, cookie: `__Host-portcullis=${text}` } });
    expect([slowed.statusCode, slowed.json()]).toEqual([403, { error: 'Too many credentials from this address were not accepted. Try again later.' }]);
  });

  const guess = newTokenText({ kind: 'account', shard: 7 as Shard, randomBytes }).text.reveal();
  it.each([
    ['before it', { authorization: `cpanel ${text}:${guess}` }],
    ['in a cookie', { authorization: `Bearer ${guess}`, cookie: `__Host-portcullis=${text}` }],
    ['in the key of another door', { cookie: `__Host-portcullis=${guess}`, 'x-api-key': text }],
  ])('is slowed down though a guess has an accepted token %s', async (_, headers) => expect((await get('127.0.0.1', { headers })).statusCode).toBe(429));
});
