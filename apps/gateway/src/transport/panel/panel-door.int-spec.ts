import { once } from 'node:events';
import { createServer, request as httpRequest, type ClientRequest, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFAULT_POLICY, newTokenText } from '@portcullis/access';
import { loadGrantCatalogue } from '@portcullis/catalogue';
import { permissionsRpc, type OwnerFactsMessage, type TokenFactsMessage } from '@portcullis/contracts';
import { Fault, granted, newId, parseAddressRange, type Shard } from '@portcullis/kernel';
import { createLogger, randomBytes } from '@portcullis/platform/runtime';
import fastify, { type FastifyInstance } from 'fastify';
import { seal, upstreamOwner } from '../../domain/upstream-seal.js';
import { createGateway } from '../../gateway.js';
import type { Services } from '../../use-cases/ports.js';
import { fastifyOptions, prepareHttp } from '../http/server.js';
import { panelDoor } from './panel-door.js';

const grantCatalogue = loadGrantCatalogue();
const log = createLogger({ instance: 'panel-door-spec', level: 'silent' });
const sealKeys = { current: 'k1', keys: new Map([['k1', randomBytes(32)]]), retired: new Set<string>(), learn: () => {} };
const tenantId = newId('ten', randomBytes);
const AT = '2026-01-01T00:00:00.000Z';

interface Holder {
  readonly user: string;
  readonly secret: string;
  readonly facts: TokenFactsMessage;
  readonly accountId: `acc_${string}`;
}
function holder(user: string, granted: Partial<TokenFactsMessage> = {}): Holder {
  const { text, publicId } = newTokenText({ kind: 'account', shard: 7 as Shard, randomBytes });
  const accountId = newId('acc', randomBytes);
  const facts: TokenFactsMessage = {
    ...{ id: newId('tok', randomBytes), publicId, kind: 'account', form: 'token', tenantId, accountId, name: user, access: 'full', grants: [] },
    ...{ readOnly: false, notBefore: null, expiresAt: null, ipAllowlist: [], rateLimit: null, useQuota: null, usesDrawn: 0 },
    ...{ timeWindows: [], catalogueVersion: 1, createdAt: AT, activeAt: AT },
    ...{ credentialEndsAt: null, revokedAt: null, at: AT, ...granted },
  };
  return { user, secret: text.reveal(), facts, accountId };
}
const alice = holder('alice');
const bob = holder('bob');
const carol = holder('carol', { access: 'restricted', grants: [{ operation: 'DNS::mass_edit_zone', resources: ['record:a.example.com/TXT'] }] });
const HOLDERS = [alice, bob, carol];

let credentials = 0;
const sealed = new Map<string, ReturnType<typeof seal>>();
/** Kept, as permissions keeps it: sealed anew it would be another credential. */
function sealedFor(accountId: `acc_${string}`): ReturnType<typeof seal> {
  const key = `${credentials} ${accountId}`;
  const kept = sealed.get(key) ?? seal(sealKeys, `panel-secret-${credentials}`, upstreamOwner({ tenantId, accountId }), randomBytes);
  sealed.set(key, kept);
  return kept;
}

/** Both authorities in memory: what they say from one moment to the next is up to the tests. */
const revoked = new Set<Holder>();
let away = false;
let panelUrl: string;
const services: Services = {
  async call(contract, request) {
    if (away) throw new Fault('no answer', 'unavailable');
    if ((contract as unknown) === permissionsRpc.readOwner) {
      const { user, accountId } = HOLDERS.find((one) => one.accountId === (request as { account: string }).account)!;
      const upstream = { scheme: 'cpanel', user, ...sealedFor(accountId) };
      const owner = { tenant: { id: tenantId, slug: 'acme', status: 'active', policy: DEFAULT_POLICY, ancestors: [], hosts: [], panelKind: 'cpanel', panelUrl, whmUrl: null, upstream: null }, account: { id: accountId, username: user, status: 'active', domains: ['example.com'], featureList: 'default', features: ['zoneedit'], upstream }, stamp: { epoch: 1, rev: 0 }, at: AT };
      return granted(owner as unknown as OwnerFactsMessage) as never;
    }
    const found = HOLDERS.find((one) => one.facts.publicId === (request as { publicId: string }).publicId)!;
    return granted({ token: { ...found.facts, revokedAt: revoked.has(found) ? AT : null } }) as never;
  },
};

/** For the breaker: what the panel has refused before was another credential, and a while ago. */
let elapsedMs = 0;
async function newCredential(): Promise<void> {
  elapsedMs += 3_600_000;
  credentials++;
  const before = answer;
  answer = (request, response) => void request.resume().once('end', () => response.end('{"status":1}'));
  for (const who of [alice, bob]) expect(await open(who, 'GET').reply).toMatchObject({ status: 200 });
  answer = before;
  arrived.length = 0;
}

let http: FastifyInstance;
const arrived: [IncomingMessage, ServerResponse][] = [];
let answer: RequestListener;
const panel = createServer((request, response) => {
  arrived.push([request, response]);
  answer(request, response);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => panel.listen(0, '127.0.0.1', resolve));
  http = fastify(fastifyOptions({ newRequestId: () => newId('req', randomBytes), docsUrl: 'https://docs.example' }));
  prepareHttp(http, log);
  const gateway = createGateway({ services, denials: { record: async () => null }, uses: { record: () => undefined }, watch: { accepted: () => undefined, refused: () => undefined }, sealKeys, randomBytes, publicUrl: 'https://api.example', elapsedMs: () => 0, operationFacts: grantCatalogue.operationNamed, grantCatalogue, catalogue: grantCatalogue.panel });
  await http.register(panelDoor, { gateway, catalogue: grantCatalogue.panel, powerdns: grantCatalogue.powerdns, log, elapsedMs: () => elapsedMs, privatePanels: [parseAddressRange('127.0.0.0/8')!] });
  await http.listen({ port: 0, host: '127.0.0.1' });
});
beforeEach(async () => {
  panelUrl = `http://127.0.0.1:${(panel.address() as AddressInfo).port}`;
  arrived.length = 0;
  revoked.clear();
  away = false;
  answer = (request, response) => void request.resume().once('end', () => response.end('{"status":1}'));
  await newCredential();
});
afterAll(async () => {
  await http.close();
  panel.closeAllConnections();
  panel.close();
});

interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** A call whose body, unless it is a GET, is still to be sent. */
function open(who: Holder, method = 'POST', headers: Record<string, string | number> = {}, path = '/t/acme/execute/DNS/lookup'): { sent: ClientRequest; reply: Promise<Reply> } {
  const { port } = http.server.address() as AddressInfo;
  const sent = httpRequest({ port, host: '127.0.0.1', method, path, agent: false, headers: { authorization: `cpanel ${who.user}:${who.secret}`, ...headers } });
  const reply = (async () => {
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    return { status: response.statusCode!, headers: response.headers, text };
  })();
  if (method !== 'POST') sent.end();
  else sent.flushHeaders();
  return { sent, reply };
}

/** Until the gateway has read the head of this many calls, beyond those it had. */
function heads(count: number): Promise<void> {
  return new Promise((resolve) => {
    const seen = (): void => {
      if (--count > 0) return;
      http.server.off('request', seen);
      setImmediate(resolve);
    };
    http.server.on('request', seen);
  });
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('it did not come about');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a call that was opened before a revoke', () => {
  it.each([['none of its body', 0], ['a part of its body', 5], ['more than a stranger may send', 100_000]])('with %s sent by then is refused, and the panel hears nothing', async (_, bytes) => {
    const opened = heads(70);
    const calls = Array.from({ length: 70 }, () => open(alice, 'POST', { 'content-length': bytes + 5 }));
    await opened;
    for (const { sent } of calls) if (bytes > 0) await new Promise((resolve) => sent.write(Buffer.alloc(bytes), resolve));
    revoked.add(alice);
    for (const { sent } of calls) sent.end('later');
    const replies = await Promise.all(calls.map(({ reply }) => reply));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([401]));
    expect(arrived).toEqual([]);
  });

  it('and waits for its turn is refused, and the panel does not hear of it', async () => {
    answer = () => undefined;
    const calls = Array.from({ length: 20 }, () => open(alice, 'GET').reply);
    await until(() => arrived.length === 16);
    revoked.add(alice);
    for (const [, response] of arrived) response.end('{"status":1}');
    const statuses = (await Promise.all(calls)).map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(16).fill(200), ...Array(4).fill(401)]);
    expect(arrived).toHaveLength(16);
  });
});

describe('the slow calls of one account', () => {
  it('leave room for another account, and those that find none are told to come back', async () => {
    answer = (request, response) => void (request.headers.authorization!.includes('bob') && response.end('{"status":1}'));
    const slow = Array.from({ length: 20 }, () => open(alice, 'GET').reply);
    await until(() => arrived.length === 16);
    expect(await open(bob, 'GET').reply).toMatchObject({ status: 200 });
    const refused: Reply[] = [];
    for (const reply of slow) void reply.then((one) => one.status === 503 && refused.push(one));
    await until(() => refused.length === 4);
    for (const { headers, text } of refused) expect([headers['retry-after'], JSON.parse(text)]).toEqual(['1', expect.objectContaining({ status: 0 })]);
    for (const [, response] of arrived) if (!response.writableEnded) response.end('{"status":1}');
    await Promise.all(slow);
    expect(arrived).toHaveLength(17);
  });

  it('keep no slot once they have ended, however they end', async () => {
    const endings: [string, RequestListener][] = [
      ['GET', (_request, response) => void response.writeHead(204).end()],
      ['HEAD', (_request, response) => void response.writeHead(200, { 'content-length': 9 }).end()],
      ['GET', (_request, response) => void response.writeHead(401).end('no')],
      ['GET', (_request, response) => void response.writeHead(302, { location: '/' }).end()],
      ['GET', (request) => void request.socket.destroy()],
    ];
    for (const [method, ending] of endings) {
      await newCredential();
      answer = ending;
      for (let round = 0; round < 3; round++) await Promise.all(Array.from({ length: 16 }, () => open(alice, method).reply));
    }
    await newCredential();
    answer = () => undefined;
    const left = Array.from({ length: 16 }, () => open(alice, 'GET'));
    arrived.length = 0;
    await until(() => arrived.length === 16);
    for (const { sent, reply } of left) {
      reply.catch(() => undefined);
      sent.destroy();
    }
    answer = (_request, response) => void response.end('{"status":1}');
    expect(await open(alice, 'GET').reply).toMatchObject({ status: 200 });
  });
});

describe('a body', () => {
  it.each([['held', 40_000, {}], ['held in chunks', 40_000, { 'transfer-encoding': 'chunked' }], ['held after a judgement', 400_000, {}], ['streamed', 3_000_000, {}], ['streamed in chunks', 3_000_000, { 'transfer-encoding': 'chunked' }]])(
    'that is %s reaches the panel byte for byte',
    async (_, size, headers) => {
      const bytes = Buffer.from(`content=${Buffer.from(randomBytes(size)).toString('hex').slice(0, size - 8)}`);
      const chunks: Buffer[] = [];
      answer = (request, response) => void request.on('data', (chunk: Buffer) => chunks.push(chunk)).once('end', () => response.end('{"status":1}'));
      const sizes = Object.keys(headers).length > 0 ? headers : { 'content-length': size };
      const { sent, reply } = open(alice, 'POST', { 'content-type': 'application/x-www-form-urlencoded', ...sizes });
      sent.end(bytes);
      expect(await reply).toMatchObject({ status: 200 });
      expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
      const { headers: seen } = arrived[0]![0];
      expect(seen['content-type']).toBe('application/x-www-form-urlencoded');
      expect([seen['content-length'], seen['transfer-encoding']]).toEqual(size > 524_288 && 'transfer-encoding' in headers ? [undefined, 'chunked'] : [String(size), undefined]);
    },
  );
});

describe('what the gateway answers for itself', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE'])('to %s: no such call, in the shape that panel clients read', async (method) => {
    const { status, headers, text } = await open(alice, method).reply;
    expect([status, headers['allow'], headers['content-type']]).toEqual([405, 'GET, HEAD, POST', 'application/json; charset="utf-8"']);
    expect(JSON.parse(text)).toMatchObject({ status: 0, errors: [expect.any(String)] });
    expect(arrived).toEqual([]);
  });

  it('to a type that is none: the request is at fault, not the panel', async () => {
    const { sent, reply } = open(alice, 'POST', { 'content-type': ';;;' });
    sent.end('a=1');
    expect(await reply).toMatchObject({ status: 415, text: expect.stringContaining('Content-Type') });
    expect(arrived).toEqual([]);
  });

  it('when the authorities are away: not now', async () => {
    away = true;
    expect(await open(alice, 'GET').reply).toMatchObject({ status: 503 });
    expect(arrived).toEqual([]);
  });

  it('carries its own request id, whatever the panel says', async () => {
    answer = (_request, response) => void response.writeHead(200, { 'x-request-id': 'theirs' }).end('{}');
    expect((await open(alice, 'GET').reply).headers['x-request-id']).toMatch(/^req_/);
  });
});

describe('an edit by line', () => {
  const b64 = (text: string): string => Buffer.from(text).toString('base64');
  const record = (line: number, name: string, type: string, ...data: string[]) => ({ type: 'record', line_index: line, dname_b64: b64(name), record_type: type, data_b64: data.map(b64), ttl: 300 });
  const zone = JSON.stringify({ status: 1, data: [record(3, 'example.com.', 'SOA', 'ns1.', 'root.', '7', '1', '2', '3', '4'), record(4, 'a', 'TXT', 'v')] });
  const edit = (): Promise<Reply> => open(carol, 'GET', {}, '/t/acme/execute/DNS/mass_edit_zone?zone=example.com&serial=7&remove=4').reply;
  const answerZone = (then: () => void): void => {
    answer = (request, response) => {
      if (request.url!.includes('parse_zone')) then();
      request.resume().once('end', () => response.end(request.url!.includes('parse_zone') ? zone : '{"status":1}'));
    };
  };

  it('is sent once its lines were read and judged', async () => {
    answerZone(() => undefined);
    expect(await edit()).toMatchObject({ status: 200, text: '{"status":1}' });
    expect(arrived.map(([{ url }]) => url!.replace(/\?.*/, ''))).toEqual(['/execute/DNS/parse_zone', '/execute/DNS/mass_edit_zone']);
  });

  it('is not sent with another credential than its lines were read with', async () => {
    answerZone(() => credentials++);
    expect(await edit()).toMatchObject({ status: 503 });
    expect(arrived.map(([{ url }]) => url!.replace(/\?.*/, ''))).toEqual(['/execute/DNS/parse_zone']);
  });
});
