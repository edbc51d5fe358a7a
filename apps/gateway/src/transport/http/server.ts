import type { Logger } from '@portcullis/platform/runtime';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import type { Server } from 'node:http';
import { Problem } from './problem.js';
import { parseStrictJson } from './strict-json.js';

/** certbot puts a certificate and its key into the request line: 32 KB of it, and headers beside (Node allows 16 KB in all). */
const MAX_HEADER_BYTES = 65_536;
const BODY_LIMIT_BYTES = 65_536;
const REQUEST_TIMEOUT_MS = 120_000;

export function fastifyOptions(newRequestId: () => string): FastifyHttpOptions<Server> {
  return {
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    genReqId: newRequestId,
    // A client's own X-Request-Id would let it forge lines that look like another request's.
    requestIdHeader: false,
    logger: false,
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    routerOptions: { maxParamLength: 500 },
  };
}

/** What holds for every route: how bodies are read, the request id in the answer, one log line for each request. */
export function prepareHttp(http: FastifyInstance, log: Logger): void {
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, parseStrictJson(text as string));
    } catch (error) {
      done(error as Error);
    }
  });
  http.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(new Problem('unsupported_media_type', 'send the body as application/json'));
  });

  http.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  // The route's pattern, never the address: query strings hold secrets.
  http.addHook('onResponse', async (request, reply) => {
    log.info('request', {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 100) / 100,
    });
  });
}
