import type { FastifyInstance } from 'fastify';
import { isKnown, parseCondition } from './entity-tags.js';

/**
 * A read whose client has it already (`If-None-Match`, RFC 9110 section 13.1.2) is answered 304, without it. An answer that
 * names no tag, and a condition that cannot be read, change nothing. Panel paths are none of our business.
 */
export function answerNotModified(http: FastifyInstance): void {
  http.addHook('onSend', (request, reply, payload, goOn) => {
    const wanted = request.headers['if-none-match'];
    if (wanted === undefined || request.method !== 'GET') return goOn(null, payload);
    const tag = reply.getHeader('etag');
    if (typeof tag !== 'string' || !isVersioned(request.routeOptions.url) || reply.statusCode !== 200) return goOn(null, payload);
    const condition = parseCondition(wanted);
    if (condition === null || !isKnown(condition, tag)) return goOn(null, payload);
    reply.status(304).removeHeader('content-type').removeHeader('content-length');
    goOn(null, null);
  });
}

function isVersioned(route: string | undefined): boolean {
  return route?.startsWith('/v1/') === true;
}
