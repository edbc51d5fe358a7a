import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpRound } from './http-round.js';
import type { Round } from './measure-ratio.js';

let server: Server;
const heard: (string | undefined)[] = [];

const neverStopped = new AbortController().signal;

async function roundAgainst(answer: RequestListener, signal = neverStopped, seconds = 0.3, more: { body?: string } = {}): Promise<Round> {
  server = createServer((request, response) => {
    heard.push(request.headers.authorization);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const load = { url, headers: { authorization: 'cpanel a:b' }, expectedBody: 'right', connections: 2, ...more };
  return httpRound(load, seconds, signal);
}

beforeEach(() => void (heard.length = 0));
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('a round of HTTP requests', () => {
  it('counts right answers, with the time that each took', async () => {
    const round = await roundAgainst((_request, response) => response.end('right'));
    expect(round.done).toBeGreaterThan(10);
    expect(round.latenciesMs).toHaveLength(round.done);
    expect(round.failures).toEqual({ 'unexpected body': 0, 'no answer': 0 });
    expect(round.seconds).toBeGreaterThanOrEqual(0.3);
    expect(new Set(heard)).toEqual(new Set(['cpanel a:b']));
  });

  it('sends what body it has', async () => {
    const bodies = new Set<string>();
    const answer: RequestListener = (request, response) => {
      request.on('data', (part: Buffer) => void bodies.add(`${request.method} ${part.toString()}`));
      request.on('end', () => void response.end('right'));
    };
    expect((await roundAgainst(answer, neverStopped, 0.3, { body: '{"a":1}' })).failures).toEqual({ 'unexpected body': 0, 'no answer': 0 });
    expect(bodies).toEqual(new Set(['POST {"a":1}']));
  });

  it('takes a refusal with status 200 for no right answer', async () => {
    let at = 0;
    const { done, failures } = await roundAgainst((_request, response) => response.end(at++ < 4 ? 'wrong' : 'right'));
    expect(failures).toEqual({ 'unexpected body': 4, 'no answer': 0 });
    expect(done).toBeGreaterThan(4);
  });

  it('names other statuses, and counts each such answer once', async () => {
    let at = 0;
    const { failures } = await roundAgainst((_request, response) => {
      const status = [503, 503, 404][at++] ?? 200;
      response.writeHead(status).end(status === 200 ? 'right' : 'other');
    });
    expect(failures).toEqual({ 'status 503': 2, 'status 404': 1, 'unexpected body': 0, 'no answer': 0 });
  });

  it('notices connections that are broken', async () => {
    let at = 0;
    const { failures } = await roundAgainst((request, response) => {
      if (at++ < 3) request.socket.resetAndDestroy();
      else response.end('right');
    });
    expect(failures['no answer']).toBeGreaterThanOrEqual(1);
  });

  it('ends early when it is told to', async () => {
    const stop = new AbortController();
    const answer: RequestListener = (_request, response) => {
      response.end('right');
      stop.abort();
    };
    expect((await roundAgainst(answer, stop.signal, 60)).seconds).toBeLessThan(30);
  });
});
