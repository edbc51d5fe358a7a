import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { SELF_SIGNED, startBarePanel, type BarePanel } from './bare-panel.js';
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
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const FAILED = 'The panel did not give a usable answer.';

describe('a panel that fails', () => {
  it.each<Partial<RawRequest>>([{}, { method: 'POST', path: '/execute/DNS/parse_zone', headers: FORM, body: 'zone=alice.example' }, { method: 'HEAD' }])(
    'by resetting the connection is a 502, and never tried again: %j',
    async (more) => {
      for (let round = 1; round <= 3; round++) {
        expect(await call(toPanel)).toMatchObject({ status: 200 }); // leaves a connection open for the next call
        panel.clearCalls();
        panel.misbehave({ next: 'reset' });
        const answer = await call(toPanel, more);
        expect(answer.status).toBe(502);
        if (more.method !== 'HEAD') expect(wordsIn(answer)).toBe(FAILED);
        expect(panel.calls()).toHaveLength(1);
      }
    },
  );

  it('by closing without a word is a 502, and never tried again', async () => {
    bare.answer = (request) => request.socket.end();
    const answer = await call(toBare);
    expect([answer.status, wordsIn(answer)]).toEqual([502, FAILED]);
    expect(bare.heads).toHaveLength(1);
  });

  it('by speaking something else than HTTP is a 502', async () => {
    bare.answer = (request) => request.socket.end('SSH-2.0-OpenSSH_9.2\r\n');
    const answer = await call(toBare);
    expect([answer.status, wordsIn(answer)]).toEqual([502, FAILED]);
  });

  it('by not being there is a 502', async () => {
    const gone = await startBarePanel();
    await gone.close();
    const provider = await makeProvider(operator);
    await connectPanel(operator, provider, gone.url);
    const answer = await call(provider);
    expect([answer.status, wordsIn(answer)]).toEqual([502, FAILED]);
  });

  it('to prove who it is gets no credential: its certificate must be vouched for', async () => {
    const impostor = await startBarePanel(SELF_SIGNED);
    const provider = await makeProvider(operator);
    await connectPanel(operator, provider, impostor.url);
    const answer = await call(provider);
    expect([answer.status, wordsIn(answer)]).toEqual([502, FAILED]);
    expect({ connected: impostor.connections, asked: impostor.heads.length }).toEqual({ connected: 1, asked: 0 });
    await impostor.close();
  });

  it('to be set up is told in words, without a call', async () => {
    const provider = await makeProvider(operator);
    const without = await call(provider);
    expect([without.status, wordsIn(without)]).toEqual([200, 'No panel is set for this provider.']);
    await operator.put(`${provider.path}/panel`, { url: panel.url, hosts: [] });
    const half = await call(provider);
    expect([half.status, wordsIn(half)]).toEqual([200, 'The gateway has no panel credential for this owner.']);
    expect(panel.calls()).toEqual([]);
  });

  it('with a Content-Type of the client that is none is not blamed for it', async () => {
    const answer = await call(toPanel, {
      method: 'POST',
      headers: { 'content-type': ';;;' },
      body: 'zone=alice.example',
    });
    expect([answer.status, wordsIn(answer)]).toEqual([415, 'The Content-Type of the request cannot be read.']);
    expect(panel.calls()).toEqual([]);
  });
});

describe('a client that leaves', () => {
  const leftAt = ({ socket }: IncomingMessage) => new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const arrival = () =>
    new Promise<[IncomingMessage, ServerResponse]>(
      (resolve) => (bare.answer = (request, response) => resolve([request, response])),
    );

  it.each(['GET', 'POST'])(
    'takes its call with it, so that no connection hangs: %s without an answer yet',
    async (method) => {
      const arriving = arrival();
      const sent = start(toBare, method);
      const [request] = await arriving;
      const gone = leftAt(request);
      sent.destroy();
      await gone;
      bare.answer = (_request, response) => void response.end('{}');
      expect(await call(toBare)).toMatchObject({ status: 200 });
    },
  );

  it('in the middle of a small body has made no call at all', async () => {
    const sent = start(toBare, 'POST', { ...FORM, 'content-length': 100_000 });
    await new Promise((resolve) => sent.write(Buffer.alloc(50_000), resolve));
    sent.destroy();
    bare.answer = (_request, response) => void response.end('{}');
    expect(await call(toBare)).toMatchObject({ status: 200 });
    expect(bare.heads.map(({ method }) => method)).toEqual(['GET']);
  });

  it('takes its call with it in the middle of a large body', async () => {
    const arriving = arrival();
    const sent = start(toBare, 'POST', { ...FORM, 'content-length': 4_000_000 });
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
  const PART = (disposition: string) => `--B\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;

  it.each([
    ['an upload', 'multipart/form-data; boundary=B', `${PART('name="dir"')}/\r\n${PART('name="file-1"; filename="x"')}`, '\r\n--B--\r\n'],
    ['a form', FORM['content-type'], 'content=', '&file=x'],
  ])('is streamed: the panel has the beginning of %s before the client has sent its end', async (_, type, head, tail) => {
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
    const sent = start(toBare, 'POST', { 'content-type': type, 'content-length': 5_000_000 });
    const beginning = Buffer.concat([Buffer.from(head), Buffer.alloc(1_000_000, 'x')]);
    sent.write(beginning);
    await begun;
    expect(bytes).toBeLessThanOrEqual(beginning.length);
    sent.end(Buffer.concat([Buffer.alloc(5_000_000 - beginning.length - tail.length, 'x'), Buffer.from(tail)]));
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    expect(String((await once(answer, 'data'))[0])).toBe('5000000');
  });
});
