import { replies } from '@portcullis/cpanel';
import type { Logger } from '@portcullis/platform/runtime';
import type { FastifyHttpOptions, FastifyInstance, FastifyReply } from 'fastify';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { isPanelRoute, panelRoute } from '../panel/panel-route.js';
import { sendPanelReply } from '../panel/send-panel-reply.js';
import type { TlsIdentity } from '../tls.js';
import { answerNotModified } from './conditional-get.js';
import { Problem, problemReply } from './problem.js';
import { parseStrictJson } from './strict-json.js';

/** certbot puts a certificate and its key into the request line: 32 KB of it, and headers beside (Node allows 16 KB in all). */
const MAX_HEADER_BYTES = 65_536;
export const BODY_LIMIT_BYTES = 65_536;
const REQUEST_TIMEOUT_MS = 120_000;

export interface ServerParts {
  readonly newRequestId: () => string;
  readonly docsUrl: string;
  /** Null: plain HTTP. */
  readonly tls?: TlsIdentity | null;
  /** Addresses and CIDR ranges of those who alone may say in X-Forwarded-* where a request comes from. `Forwarded` is not read. */
  readonly trustedProxies?: readonly string[];
}

export function fastifyOptions({ newRequestId, docsUrl, tls = null, trustedProxies = [] }: ServerParts): FastifyHttpOptions<Server> {
  return {
    ...(tls && { https: { ...tls, maxHeaderSize: MAX_HEADER_BYTES } }),
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    genReqId: newRequestId,
    // A client's own X-Request-Id would let it forge lines that look like another request's.
    requestIdHeader: false,
    logger: false,
    rewriteUrl: ({ url = '/' }) => panelRoute(url),
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    routerOptions: { maxParamLength: 500 },
    clientErrorHandler: unreadableRequest,
    frameworkErrors: (_error, request, reply) => void unreadableAddress(request.raw.url, reply, docsUrl),
  };
}

const UNREADABLE: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Content Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/**
 * What is not HTTP, or too slow, has no request that could be answered, so this is no problem+json and not for panel clients:
 * the status alone. Nothing that came is repeated.
 */
function unreadableRequest({ code }: { readonly code?: string }, socket: Socket): void {
  // A client that left hears nothing; and behind an answer, begun or ended, another one could be taken for its rest.
  if (code !== 'ECONNRESET' && socket.writable && socket.bytesWritten === 0) {
    const status = UNREADABLE[code ?? ''] ?? '400 Bad Request';
    socket.write(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n`);
  }
  socket.destroySoon();
}

/** No route can match an address that cannot be decoded or is too long. Fastify's own answer would repeat it. */
function unreadableAddress(url: string | undefined, reply: FastifyReply, docsUrl: string): FastifyReply {
  const { id } = reply.request;
  reply.header('x-request-id', id);
  if (url !== undefined && isPanelRoute(url)) return sendPanelReply(reply, replies.notAnApiCall());
  const { status, headers, body } = problemReply(new Problem('malformed_request', 'the address of the request cannot be read'), id, docsUrl);
  return reply.status(status).headers(headers).send(body);
}

/** What holds for every route: how bodies are read, the request id in the answer, one log line for each request. */
export function prepareHttp(http: FastifyInstance, log: Logger): void {
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    try {
      done(null, parseStrictJson(bytes as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  http.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(new Problem('unsupported_media_type', 'send the body as application/json'));
  });

  http.addHook('onRequest', (request, reply, goOn) => {
    reply.header('x-request-id', request.id);
    goOn();
  });
  answerNotModified(http);
  http.addHook('onResponse', (request, reply, goOn) => {
    tellRequest(log, { requestId: request.id, method: request.method, route: request.routeOptions.url ?? null, status: reply.statusCode, tookMs: reply.elapsedTime });
    goOn();
  });
}

interface ToldRequest {
  readonly requestId: string;
  readonly method: string;
  /** The route's pattern, never the address: query strings hold secrets. */
  readonly route: string | null;
  readonly status: number;
  readonly tookMs: number;
}

/** The one line that each request gets. */
export function tellRequest(log: Logger, { requestId, method, route, status, tookMs }: ToldRequest): void {
  log.info('request', { requestId, method, route, status, durationMs: Math.round(tookMs * 100) / 100 });
}
