import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { createLogger } from '@portcullis/platform/runtime';
import fastify, { type FastifyInstance } from 'fastify';
import { fastifyOptions, prepareHttp } from './server.js';

let server: FastifyInstance;
beforeAll(async () => {
  server = fastify(fastifyOptions({ newRequestId: () => 'req_1', docsUrl: 'https://docs.example' }));
  prepareHttp(server, createLogger({ instance: 'server-spec', level: 'silent' }));
  server.get('/', () => 'fine');
  await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());

/** All that comes back for these bytes until the server closes the connection. */
async function heardAfter(...parts: string[]): Promise<string> {
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  let heard = '';
  socket.setEncoding('latin1').on('data', (text: string) => (heard += text));
  const closed = once(socket, 'close');
  for (const part of parts) {
    const before = heard;
    socket.write(part, 'latin1');
    if (part !== parts.at(-1)) while (heard === before) await once(socket, 'data');
  }
  await closed;
  return heard;
}

const refusal = (status: string) => `HTTP/1.1 ${status}\r\nContent-Length: 0\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n`;

describe('a request that is not HTTP', () => {
  it.each([
    ['GET /\0secret HTTP/1.1\r\nHost: x\r\n\r\n', '400 Bad Request'],
    ['secret\r\n\r\n', '400 Bad Request'],
    ['GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', '400 Bad Request'],
    [`GET / HTTP/1.1\r\nHost: x\r\nX-Secret: ${'x'.repeat(70_000)}\r\n\r\n`, '431 Request Header Fields Too Large'],
  ])('is answered with its status alone, and the connection ends: case %#', async (bytes, status) => {
    expect(await heardAfter(bytes)).toBe(refusal(status));
  });

  it('behind an answer ends the connection without another one', async () => {
    const heard = await heardAfter('GET / HTTP/1.1\r\nHost: x\r\n\r\n', 'secret\r\n\r\n');
    expect(heard).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nfine$/);
  });
});
