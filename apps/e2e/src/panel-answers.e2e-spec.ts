import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { SELF_SIGNED, startBarePanel, type BarePanel } from './bare-panel.js';
import { apiOf } from './clients/api.js';
import { exchange, type RawAnswer, type RawRequest } from './clients/raw-http.js';
import { connectPanel, makeProvider, PANEL_TOKEN, type Provider } from './providers.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);

/** One provider for each of the two panels. */
let bare: BarePanel;
let panel: Panel;
let toBare: Provider;
let toPanel: Provider;
beforeAll(async () => {
  bare = await startBarePanel();
  panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  [toBare, toPanel] = await Promise.all([makeProvider(operator), makeProvider(operator)]);
  await connectPanel(operator, toBare, bare.url);
  await connectPanel(operator, toPanel, panel.url);
});
beforeEach(() => {
  bare.heads.length = 0;
  panel.clearCalls();
});
afterAll(() => Promise.all([bare.close(), panel.close()]));

const pathOf = ({ slug }: Provider) => `/t/${slug}/execute/DNS/parse_zone?zone=alice.example`;
const headersOf = ({ account }: Provider) => ({ authorization: `cpanel alice:${account.token.secret}` });
const call = (provider: Provider, more: Partial<RawRequest> = {}): Promise<RawAnswer> =>
  exchange(gateway, { path: pathOf(provider), ...more, headers: { ...headersOf(provider), ...more.headers } });

/** An answer that the gateway makes itself: compact, six keys in order, a text in `errors`. */
function textIn({ headers, body }: RawAnswer): string {
  const text = body.toString();
  const reply = JSON.parse(text) as { errors: string[] };
  expect(headers).toMatchObject({ 'content-type': 'application/json; charset="utf-8"', 'cache-control': 'no-store', 'content-length': String(body.length) });
  expect(text).toBe(JSON.stringify({ data: null, errors: [reply.errors[0]], messages: null, metadata: {}, status: 0, warnings: null }));
  return reply.errors[0]!;
}
const FAILED = 'The panel did not give a usable answer.';

describe('what the panel answers', () => {
  it.each<[number, Record<string, string>, string | Buffer]>([
    [200, { 'content-type': 'application/json; charset="utf-8"' }, '{ "status":1,\n"data" : {"b":1,"a":[ ]} , "n":1.0}\n'],
    [200, { 'content-type': 'text/plain' }, ''],
    [200, { 'content-type': 'application/json' }, Buffer.from([0x7b, 0xff, 0xfe, 0x00])],
    [200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }, gzipSync('{"status":1}')],
    [201, {}, 'no type at all'],
    [204, {}, ''],
    [400, { 'content-type': 'text/html; charset="utf-8"' }, '<html>'],
    [404, { 'content-type': 'text/html' }, 'not here'],
    [429, { 'content-type': 'text/plain', 'retry-after': '0' }, 'later'],
    [500, { 'content-type': 'text/html' }, 'Internal Server Error'],
    [503, { 'content-type': 'text/html', 'retry-after': '0' }, 'busy'],
  ])('with %i %j comes back as it is, after one call', async (status, headers, body) => {
    bare.answer = (_request, response) => response.writeHead(status, { 'x-panel': 'own', 'cache-control': 'max-age=60', ...headers }).end(body);
    const answer = await call(toBare, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer).toMatchObject({ status, headers: { 'x-panel': 'own', 'cache-control': 'max-age=60', ...headers } });
    expect(answer.headers['content-type']).toBe(headers['content-type']);
    expect(answer.body.equals(Buffer.from(body))).toBe(true);
    expect(bare.heads).toHaveLength(1);
  });

  it('comes back unread, even when it promises JSON and is none', async () => {
    panel.misbehave({ next: 'garbage' });
    const answer = await call(toPanel);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json; charset="utf-8"' } });
    expect(answer.body).toEqual(Buffer.concat([Buffer.from('{"data":{"new_serial":"20240'), Buffer.from([0xff, 0xfe, 0x00])]));
    expect(panel.calls()).toHaveLength(1);
  });

  it('sets no cookie, ends hop-by-hop headers here, and does not speak for the gateway', async () => {
    bare.answer = (_request, response) =>
      response
        .writeHead(200, {
          'set-cookie': ['cpsession=alice; HttpOnly', 'b=2'],
          connection: 'x-hop, close',
          'x-hop': 'for the gateway alone',
          'keep-alive': 'timeout=1',
          'proxy-authenticate': 'Basic',
          'x-request-id': 'req_0000000000000000000000',
        })
        .end('{}');
    const { headers } = await call(toBare);
    expect(Object.keys(headers).filter((name) => ['set-cookie', 'x-hop', 'keep-alive', 'proxy-authenticate'].includes(name))).toEqual([]);
    expect(headers['x-request-id']).toMatch(/^req_(?!0000)/);
  });

  it('is streamed: the client has its beginning before the panel has sent its end', async () => {
    const answering = new Promise<ServerResponse>((resolve) => (bare.answer = (_request, response) => resolve(response)));
    const sent = start(toBare);
    const upstream = await answering;
    upstream.writeHead(200, { 'content-type': 'application/json' }).write('{"status"');
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const parts = (answer.setEncoding('utf8') as AsyncIterable<string>)[Symbol.asyncIterator]();
    expect(await parts.next()).toMatchObject({ value: '{"status"' });
    upstream.end(':1}');
    expect(await parts.next()).toMatchObject({ value: ':1}' });
    expect(await parts.next()).toMatchObject({ done: true });
  });

  it.each([{ 'content-length': 100 }, {}])('is broken off where the panel breaks it off, never made to look whole: %j', async (headers) => {
    bare.answer = (request, response) => {
      response.writeHead(200, headers).write('{"status":1', () => request.socket.resetAndDestroy());
    };
    await expect(call(toBare)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(bare.heads).toHaveLength(1);
  });
});

describe('what the panel answers about the gateway rather than the client', () => {
  it.each([301, 302, 303, 307, 308])('redirect %i: neither followed nor passed on', async (status) => {
    bare.answer = (_request, response) => response.writeHead(status, { location: `${bare.url}/elsewhere`, 'x-panel': 'own' }).end('Moved.');
    const answer = await call(toBare);
    expect(answer.status).toBe(502);
    expect(textIn(answer)).toBe(FAILED);
    expect([answer.headers.location, answer.headers['x-panel']]).toEqual([undefined, undefined]);
    expect(bare.heads).toHaveLength(1);
  });

  it.each([401, 403])('%i: the client’s token is good, and the words say so', async (status) => {
    bare.answer = (_request, response) =>
      response.writeHead(status, { 'www-authenticate': 'Basic', 'content-type': 'text/html', 'content-encoding': 'gzip', 'x-panel': 'own' }).end('<form>');
    const answer = await call(toBare);
    expect(answer.status).toBe(200);
    expect(textIn(answer)).toMatch(/^The panel refused the gateway, not your token\./);
    for (const name of ['www-authenticate', 'content-encoding', 'x-panel']) expect(answer.headers[name]).toBeUndefined();
    expect(bare.heads).toHaveLength(1);
  });

  it('a real login page is not shown either', async () => {
    panel.misbehave({ next: 'unauthorized' });
    const answer = await call(toPanel);
    expect([answer.status, textIn(answer)]).toEqual([200, expect.stringMatching(/^The panel refused the gateway/)]);
    expect(panel.calls()).toHaveLength(1);
  });
});

describe('a panel that fails', () => {
  it.each<Partial<RawRequest>>([{}, { method: 'POST', body: 'zone=alice.example' }, { method: 'HEAD' }])('by resetting the connection is a 502, and never tried again: %j', async (more) => {
    for (let round = 1; round <= 3; round++) {
      expect(await call(toPanel)).toMatchObject({ status: 200 }); // leaves a connection open for the next call
      panel.clearCalls();
      panel.misbehave({ next: 'reset' });
      const answer = await call(toPanel, more);
      expect(answer.status).toBe(502);
      if (more.method !== 'HEAD') expect(textIn(answer)).toBe(FAILED);
      expect(panel.calls()).toHaveLength(1);
    }
  });

  it('by closing without a word is a 502, and never tried again', async () => {
    bare.answer = (request) => request.socket.end();
    const answer = await call(toBare);
    expect([answer.status, textIn(answer)]).toEqual([502, FAILED]);
    expect(bare.heads).toHaveLength(1);
  });

  it('by speaking something else than HTTP is a 502', async () => {
    bare.answer = (request) => request.socket.end('SSH-2.0-OpenSSH_9.2\r\n');
    const answer = await call(toBare);
    expect([answer.status, textIn(answer)]).toEqual([502, FAILED]);
  });

  it('by not being there is a 502', async () => {
    const gone = await startBarePanel();
    await gone.close();
    const provider = await makeProvider(operator);
    await connectPanel(operator, provider, gone.url);
    const answer = await call(provider);
    expect([answer.status, textIn(answer)]).toEqual([502, FAILED]);
  });

  it('to prove who it is gets no credential: its certificate must be vouched for', async () => {
    const impostor = await startBarePanel(SELF_SIGNED);
    const provider = await makeProvider(operator);
    await connectPanel(operator, provider, impostor.url);
    const answer = await call(provider);
    expect([answer.status, textIn(answer)]).toEqual([502, FAILED]);
    expect({ connected: impostor.connections, asked: impostor.heads.length }).toEqual({ connected: 1, asked: 0 });
    await impostor.close();
  });

  it('to be set up is told in words, without a call', async () => {
    const provider = await makeProvider(operator);
    const without = await call(provider);
    expect([without.status, textIn(without)]).toEqual([200, 'no panel is set for this tenant']);
    await operator.put(`${provider.path}/panel`, { url: panel.url, hosts: [] });
    const half = await call(provider);
    expect([half.status, textIn(half)]).toEqual([200, 'the gateway has no panel credential for this account']);
    expect(panel.calls()).toEqual([]);
  });

  it('with a Content-Type of the client that is none is not blamed for it', async () => {
    const answer = await call(toPanel, { method: 'POST', headers: { 'content-type': ';;;' }, body: 'zone=alice.example' });
    expect([answer.status, textIn(answer)]).toEqual([415, 'The Content-Type of the request cannot be read.']);
    expect(panel.calls()).toEqual([]);
  });
});

describe('a client that leaves', () => {
  const leftAt = ({ socket }: IncomingMessage) => new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const arrival = () =>
    new Promise<[IncomingMessage, ServerResponse]>((resolve) => (bare.answer = (request, response) => resolve([request, response])));

  it.each(['GET', 'POST'])('takes its call with it, so that no connection hangs: %s without an answer yet', async (method) => {
    const arriving = arrival();
    const sent = start(toBare, method);
    const [request] = await arriving;
    const gone = leftAt(request);
    sent.destroy();
    await gone;
    bare.answer = (_request, response) => void response.end('{}');
    expect(await call(toBare)).toMatchObject({ status: 200 });
  });

  it('in the middle of a small body has made no call at all', async () => {
    const sent = start(toBare, 'POST', { 'content-length': 100_000 });
    await new Promise((resolve) => sent.write(Buffer.alloc(50_000), resolve));
    sent.destroy();
    bare.answer = (_request, response) => void response.end('{}');
    expect(await call(toBare)).toMatchObject({ status: 200 });
    expect(bare.heads.map(({ method }) => method)).toEqual(['GET']);
  });

  it('takes its call with it in the middle of a large body', async () => {
    const arriving = arrival();
    const sent = start(toBare, 'POST', { 'content-length': 4_000_000 });
    sent.write(Buffer.alloc(2_000_000));
    const [request] = await arriving;
    const gone = leftAt(request.resume());
    sent.destroy();
    await gone;
    expect(request.complete).toBe(false);
  });

  it('takes its call with it in the middle of the answer', async () => {
    const arriving = arrival();
    const sent = start(toBare);
    const [request, response] = await arriving;
    response.writeHead(200).write('beginning');
    await once(sent, 'response');
    const gone = leftAt(request);
    sent.destroy();
    await gone;
  });
});

describe('a large body', () => {
  it('is streamed: the panel has its beginning before the client has sent its end', async () => {
    let bytes = 0;
    const begun = new Promise<void>((resolve) => {
      bare.answer = (request, response) => {
        request.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          resolve();
        });
        request.once('end', () => response.end(String(bytes)));
      };
    });
    const sent = start(toBare, 'POST', { 'content-type': 'multipart/form-data; boundary=B', 'content-length': 5_000_000 });
    sent.write(Buffer.alloc(1_000_000));
    await begun;
    expect(bytes).toBeLessThanOrEqual(1_000_000);
    sent.end(Buffer.alloc(4_000_000));
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    expect(String((await once(answer, 'data'))[0])).toBe('5000000');
  });
});

/** A call that is not awaited: what is done with it is up to the test. Its failing is no surprise. */
function start(provider: Provider, method = 'GET', headers: Record<string, string | number> = {}): ClientRequest {
  const { hostname, port } = new URL(gateway);
  const sent = httpRequest({ hostname, port, method, path: pathOf(provider), headers: { ...headersOf(provider), ...headers }, agent: false });
  sent.on('error', () => undefined);
  if (headers['content-length'] === undefined) sent.end();
  return sent;
}
