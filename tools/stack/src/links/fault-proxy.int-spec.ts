import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { FaultProxy } from './fault-proxy.js';

/** Answers each byte with itself, and greets whoever connects. */
let server: Server;
/** All that reached it, in order. */
let asked: string;
const proxies: FaultProxy[] = [];
const sockets: Socket[] = [];

beforeEach(async () => {
  asked = '';
  server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}));
    socket.write('hello ');
    socket.on('data', (bytes) => {
      asked += bytes.toString();
      socket.write(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const proxy of proxies.splice(0)) await proxy.close();
  server.close();
});

async function openProxy(): Promise<FaultProxy> {
  const proxy = await FaultProxy.open((server.address() as AddressInfo).port);
  proxies.push(proxy);
  return proxy;
}

/** A client, and a wait for what it hears. */
async function client({ port }: FaultProxy) {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  sockets.push(socket);
  let heard = '';
  socket.on('data', (bytes) => (heard += bytes.toString()));
  await once(socket, 'connect');
  return {
    socket,
    heard: () => heard,
    async hears(text: string): Promise<void> {
      while (!heard.includes(text)) await once(socket, 'data');
    },
  };
}

/** However it ends: `once` would fail when it is broken. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => void socket.once('close', () => resolve()));
}

/** By the time another connection had its answer, what could pass has passed. */
async function somethingElsePassed(): Promise<void> {
  const other = await client(await openProxy());
  other.socket.write('else');
  await other.hears('else');
  asked = asked.replace('else', '');
}

describe('a link', () => {
  it('passes everything both ways while nothing is wrong, and the end of either side', async () => {
    const one = await client(await openProxy());
    await one.hears('hello');
    one.socket.write('a'.repeat(3_000_000));
    await one.hears('a'.repeat(3_000_000));
    const last = sockets.find((socket) => socket.localPort === (server.address() as AddressInfo).port)!;
    last.end('bye');
    await one.hears('bye');
    await closed(one.socket);
  });

  it('with a hole in it passes nothing and tells nobody; healed, it passes what was held, in order', async () => {
    const proxy = await openProxy();
    const before = await client(proxy);
    await before.hears('hello');
    proxy.fail('hole');
    before.socket.write('one ');
    const during = await client(proxy); // accepted, and never answered
    during.socket.write('two ');
    await somethingElsePassed();
    expect([asked, before.heard(), during.heard()]).toEqual(['', 'hello ', '']);
    proxy.heal();
    before.socket.write('three ');
    await before.hears('one three ');
    await during.hears('hello two ');
  });

  it('tells after a hole that a side went away meanwhile', async () => {
    const proxy = await openProxy();
    const one = await client(proxy);
    await one.hears('hello');
    const served = sockets.find((socket) => socket.localPort === (server.address() as AddressInfo).port)!;
    proxy.fail('hole');
    one.socket.destroy();
    await somethingElsePassed();
    expect(served.closed).toBe(false);
    const told = closed(served);
    proxy.heal();
    await told;
  });

  it('that is deaf lets questions through and no answers', async () => {
    const proxy = await openProxy();
    const one = await client(proxy);
    await one.hears('hello');
    proxy.fail('deaf');
    one.socket.write('one ');
    while (!asked.includes('one ')) await somethingElsePassed();
    await somethingElsePassed();
    expect(one.heard()).toBe('hello ');
    proxy.heal();
    await one.hears('one ');
  });

  it('that resets breaks connections, and new ones, until it is healed', async () => {
    const proxy = await openProxy();
    const one = await client(proxy);
    await one.hears('hello');
    const broken = closed(one.socket);
    proxy.fail('reset');
    await broken;
    const refused = connect(proxy.port, '127.0.0.1').on('error', () => {});
    await closed(refused);
    proxy.heal();
    await (await client(proxy)).hears('hello');
  });

  it('that is late keeps the order, also when it is healed while bytes are on their way', async () => {
    const proxy = await openProxy();
    const one = await client(proxy);
    await one.hears('hello');
    proxy.fail({ latencyMs: 40 });
    const startedAtMs = performance.now();
    one.socket.write('one ');
    await one.hears('one ');
    expect(performance.now() - startedAtMs).toBeGreaterThan(75); // both ways
    one.socket.write('two ');
    await somethingElsePassed();
    proxy.heal();
    one.socket.write('three ');
    await one.hears('two three ');
  });

  it('to a server that is away closes what was opened', async () => {
    const proxy = await openProxy();
    server.close();
    const one = connect(proxy.port, '127.0.0.1').on('error', () => {});
    sockets.push(one);
    await closed(one);
  });
});
