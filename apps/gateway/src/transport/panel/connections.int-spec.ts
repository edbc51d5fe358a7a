import type { LookupAddress } from 'node:dns';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseAddressRange } from '@portcullis/kernel';
import type { Dispatcher } from 'undici';
import { addressNotAllowed, type ResolveHost } from './checked-connect.js';
import { CONNECTIONS_PER_PANEL, panelConnections, Unsent, type PanelConnections } from './connections.js';

/** A panel at every address of this machine. */
let connections = 0;
const asked: (string | undefined)[] = [];
let answer: RequestListener;
const panel = createServer((request, response) => {
  asked.push(request.url);
  answer(request, response);
}).on('connection', () => connections++);
let port: number;
beforeAll(async () => {
  await new Promise<void>((resolve) => panel.listen(0, '::', resolve));
  port = (panel.address() as AddressInfo).port;
});
afterAll(() => {
  panel.closeAllConnections();
  panel.close();
});

let opened: PanelConnections[] = [];
beforeEach(() => {
  connections = 0;
  asked.length = 0;
  answer = (request, response) => void response.end(request.socket.localAddress);
});
afterEach(async () => {
  await Promise.all(opened.map((one) => one.close()));
  opened = [];
});

/** What names resolve to: one answer after the other, the last one for good. */
const resolving = (...answers: string[][]): ResolveHost => (_host, _options, done) => {
  const addresses = answers.length > 1 ? answers.shift()! : answers[0]!;
  process.nextTick(done, null, addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })));
};

/** Connections to panels at ordinary addresses and in these ranges. */
function to(ranges: string[], resolve?: ResolveHost): PanelConnections {
  const made = panelConnections({ privatePanels: ranges.map((range) => parseAddressRange(range)!), ...(resolve && { resolve }) });
  opened.push(made);
  return made;
}

type Came = { status: number; at: string } | { refused: string | null; error: Error };

function ask(through: PanelConnections, host: string, more: Partial<Dispatcher.RequestOptions> = {}, mayGo = () => true): Promise<Came> {
  return new Promise((resolve, reject) => {
    const send = (): void =>
      through.request({ origin: `http://${host}:${port}`, path: '/', method: 'GET', ...more }, (error, reply) => {
        if (error) resolve({ refused: addressNotAllowed(error)?.purpose ?? null, error });
        else reply.body.text().then((text) => resolve({ status: reply.statusCode, at: text.replace('::ffff:', '') }), reject);
      });
    through.within({ client: new AbortController().signal, mayGo }, send);
  });
}

describe('a panel whose address is set aside', () => {
  it.each([['127.0.0.1'], ['127.1'], ['0x7f.1'], ['2130706433'], ['127.0.0.1.'], ['[::1]', 'loopback'], ['[::ffff:127.0.0.1]'], ['0.0.0.0', 'this network'], ['[::]', 'unspecified'], ['localhost']])(
    'is not connected to, however it is written: %s',
    async (host, refused = 'loopback') => {
      expect(await ask(to([]), host)).toMatchObject({ refused });
      expect(connections).toBe(0);
    },
  );

  it.each([[['127.0.0.1'], 'loopback'], [['::1'], 'loopback'], [['::1', '127.0.0.1', '10.1.2.3'], 'loopback'], [['169.254.169.254'], 'link local'], [['fe80::1%lo'], 'unreadable'], [[], 'unreadable']])(
    'is not connected to by a name: %j',
    async (addresses, refused) => {
      expect(await ask(to([], resolving(addresses)), 'panel.example')).toMatchObject({ refused });
      expect(connections).toBe(0);
    },
  );

  it('is connected to where the operator has said so', async () => {
    expect(await ask(to(['127.0.0.0/8']), '127.0.0.1')).toEqual({ status: 200, at: '127.0.0.1' });
    expect(await ask(to(['::1/128']), '[::1]')).toEqual({ status: 200, at: '::1' });
    expect(await ask(to(['127.0.0.2/32'], resolving(['127.0.0.2'])), 'panel.example')).toEqual({ status: 200, at: '127.0.0.2' });
    expect(await ask(to(['127.0.0.2/32']), '127.0.0.1')).toMatchObject({ refused: 'loopback' });
  });

  it('is said in a fault that keeps the address to itself', async () => {
    const came = await ask(to([], resolving(['10.9.8.7'])), 'panel.example');
    expect(came).toMatchObject({ error: { name: 'Fault', kind: 'broken' } });
    const { error } = came as { error: Error };
    expect(error.message).not.toMatch(/10\.9|panel\.example/);
    expect(addressNotAllowed(new Error('as a proxy puts it', { cause: error }))).toMatchObject({ address: '10.9.8.7', purpose: 'private use' });
    expect(addressNotAllowed(new Error('another'))).toBeNull();
  });
});

describe('a name', () => {
  it('with several addresses is reached at those that are allowed, and no other is tried', async () => {
    const through = to(['127.0.0.3/32'], resolving(['127.0.0.2', '::1', '127.0.0.3', '169.254.169.254']));
    expect(await ask(through, 'panel.example')).toEqual({ status: 200, at: '127.0.0.3' });
    expect(connections).toBe(1);
  });

  it('that resolves to something else once it was checked leads nowhere else', async () => {
    const through = to(['127.0.0.3/32'], resolving(['127.0.0.3'], ['127.0.0.1']));
    answer = (request, response) => void response.setHeader('connection', 'close').end(request.socket.localAddress);
    expect(await ask(through, 'panel.example')).toEqual({ status: 200, at: '127.0.0.3' });
    expect(await ask(through, 'panel.example')).toMatchObject({ refused: 'loopback' });
    expect(connections).toBe(1);
  });

  it('that does not resolve is no matter of addresses', async () => {
    const through = to([], (_host, _options, done) => done(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }), []));
    expect(await ask(through, 'panel.example')).toMatchObject({ refused: null, error: { code: 'ENOTFOUND' } });
  });
});

describe('a call', () => {
  it('does not follow a redirect', async () => {
    answer = (_request, response) => void response.writeHead(307, { location: '/elsewhere' }).end();
    expect(await ask(to(['127.0.0.0/8']), '127.0.0.1')).toMatchObject({ status: 307 });
    expect(asked).toEqual(['/']);
  });

  it.each(['GET', 'POST'] as const)('is not sent a second time when its connection breaks: %s', async (method) => {
    const through = to(['127.0.0.0/8']);
    await ask(through, '127.0.0.1'); // leaves a connection open for the next one
    answer = (request) => void request.socket.destroy();
    expect(await ask(through, '127.0.0.1', { method, path: '/once' })).toMatchObject({ refused: null });
    expect(asked).toEqual(['/', '/once']);
  });
});

describe('what was judged before the wait for a connection', () => {
  it.each<Partial<Dispatcher.RequestOptions>>([{ method: 'GET' }, { method: 'POST', body: 'zone=example.com' }])('is looked at when the connection is there, and a panel hears nothing of what may not go any more: %j', async (more) => {
    const through = to(['127.0.0.0/8']);
    const seen: number[] = [];
    const mayGo = (): boolean => seen.push(connections) > 1;
    expect(await ask(through, '127.0.0.1', { path: '/never', ...more }, mayGo)).toMatchObject({ error: expect.any(Unsent) as Unsent });
    expect(await ask(through, '127.0.0.1', { path: '/then', ...more }, mayGo)).toMatchObject({ status: 200 });
    expect(asked).toEqual(['/then']);
    expect({ seen, connections }).toEqual({ seen: [1, 1], connections: 1 });
  });

  it('is looked at once the connection that others occupy is free', async () => {
    const through = to(['127.0.0.0/8']);
    const held: (() => void)[] = [];
    answer = (_request, response) => void held.push(() => response.end('done'));
    const occupying = Array.from({ length: CONNECTIONS_PER_PANEL }, () => ask(through, '127.0.0.1', { path: '/slow' }));
    while (held.length < CONNECTIONS_PER_PANEL) await new Promise(setImmediate);
    let may = true;
    const waiting = ask(through, '127.0.0.1', { path: '/never' }, () => may);
    may = false;
    held.forEach((end) => end());
    expect(await waiting).toMatchObject({ error: expect.any(Unsent) as Unsent });
    await Promise.all(occupying);
    expect(asked).not.toContain('/never');
  });
});
