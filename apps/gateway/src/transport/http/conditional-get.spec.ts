import fastify from 'fastify';
import { answerNotModified } from './conditional-get.js';

const http = fastify();
answerNotModified(http);
http.get('/v1/thing', (_request, reply) => reply.header('etag', '"7"').header('cache-control', 'no-store').send({ version: 7 }));
http.patch('/v1/thing', (_request, reply) => reply.header('etag', '"8"').send({ version: 8 }));
http.get('/v1/gone', (_request, reply) => reply.status(404).header('etag', '"7"').send({}));
http.get('/v1/list', () => ({ items: [] }));
http.get('/t/*', (_request, reply) => reply.header('etag', '"7"').send({}));

const get = (url: string, condition?: string, method: 'GET' | 'PATCH' = 'GET') =>
  http.inject({ method, url, ...(condition !== undefined && { headers: { 'if-none-match': condition } }) });

describe('a read that its client has already', () => {
  it.each(['"7"', 'W/"7"', '"6", "7"', '*'])('is answered 304 without it, and with its tag: %s', async (condition) => {
    const { statusCode, headers, body } = await get('/v1/thing', condition);
    expect({ statusCode, body, etag: headers.etag, cache: headers['cache-control'], type: headers['content-type'] }).toEqual({
      ...{ statusCode: 304, body: '', etag: '"7"', cache: 'no-store', type: undefined },
    });
  });

  it.each([undefined, '"6"', '7', ''])('is answered in full otherwise: %s', async (condition) => {
    const { statusCode, body } = await get('/v1/thing', condition);
    expect([statusCode, body]).toEqual([200, '{"version":7}']);
  });

  it('is no change, no failure, no list and no business of the panel’s', async () => {
    const answers = [get('/v1/thing', '"8"', 'PATCH'), get('/v1/gone', '"7"'), get('/v1/list', '*'), get('/t/acme/x', '"7"')];
    expect((await Promise.all(answers)).map(({ statusCode }) => statusCode)).toEqual([200, 404, 200, 200]);
  });
});
