import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { startBarePanel, type BarePanel } from './bare-panel.js';
import { apiOf } from './clients/api.js';
import type { RawRequest } from './clients/raw-http.js';
import { callPanel, startCall, wordsIn } from './panel-calls.js';
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

const call = (provider: Provider, more: Partial<RawRequest> = {}) => callPanel({ base: gateway, provider }, more);
const start = (provider: Provider, ...more: [method?: string, headers?: Record<string, string | number>]) =>
  startCall(gateway, provider, ...more);
const FAILED = 'The panel did not give a usable answer.';

describe('what the panel answers', () => {
  it.each<[number, Record<string, string>, string | Buffer]>([
    [
      200,
      { 'content-type': 'application/json; charset="utf-8"' },
      '{ "status":1,\n"data" : {"b":1,"a":[ ]} , "n":1.0}\n',
    ],
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
    bare.answer = (_request, response) =>
      response.writeHead(status, { 'x-panel': 'own', 'cache-control': 'max-age=60', ...headers }).end(body);
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
    expect(answer.body).toEqual(
      Buffer.concat([Buffer.from('{"data":{"new_serial":"20240'), Buffer.from([0xff, 0xfe, 0x00])]),
    );
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
    expect(
      Object.keys(headers).filter((name) => ['set-cookie', 'x-hop', 'keep-alive', 'proxy-authenticate'].includes(name)),
    ).toEqual([]);
    expect(headers['x-request-id']).toMatch(/^req_(?!0000)/);
  });

  it('is streamed: the client has its beginning before the panel has sent its end', async () => {
    const answering = new Promise<ServerResponse>(
      (resolve) => (bare.answer = (_request, response) => resolve(response)),
    );
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

  it.each([{ 'content-length': 100 }, {}])(
    'is broken off where the panel breaks it off, never made to look whole: %j',
    async (headers) => {
      bare.answer = (request, response) => {
        response.writeHead(200, headers).write('{"status":1', () => request.socket.resetAndDestroy());
      };
      await expect(call(toBare)).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect(bare.heads).toHaveLength(1);
    },
  );
});

describe('what the panel answers about the gateway rather than the client', () => {
  it.each([301, 302, 303, 307, 308])('redirect %i: neither followed nor passed on', async (status) => {
    bare.answer = (_request, response) =>
      response.writeHead(status, { location: `${bare.url}/elsewhere`, 'x-panel': 'own' }).end('Moved.');
    const answer = await call(toBare);
    expect(answer.status).toBe(502);
    expect(wordsIn(answer)).toBe(FAILED);
    expect([answer.headers.location, answer.headers['x-panel']]).toEqual([undefined, undefined]);
    expect(bare.heads).toHaveLength(1);
  });

  it.each([401, 403])('%i: the client’s token is good, and the words say so', async (status) => {
    bare.answer = (_request, response) =>
      response
        .writeHead(status, {
          'www-authenticate': 'Basic',
          'content-type': 'text/html',
          'content-encoding': 'gzip',
          'x-panel': 'own',
        })
        .end('<form>');
    const answer = await call(toBare);
    expect(answer.status).toBe(200);
    expect(wordsIn(answer)).toMatch(/^The panel refused the gateway, not your token\./);
    for (const name of ['www-authenticate', 'content-encoding', 'x-panel'])
      expect(answer.headers[name]).toBeUndefined();
    expect(bare.heads).toHaveLength(1);
  });

  it('a real login page is not shown either', async () => {
    panel.misbehave({ next: 'unauthorized' });
    const answer = await call(toPanel);
    expect([answer.status, wordsIn(answer)]).toEqual([200, expect.stringMatching(/^The panel refused the gateway/)]);
    expect(panel.calls()).toHaveLength(1);
  });
});
