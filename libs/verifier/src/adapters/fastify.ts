import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import type { Verifier } from '../verifier.js';
import { checkBearer, remember, type Required } from './bearer.js';

export { tokenOf, type Required } from './bearer.js';

/**
 * A hook that lets requests pass with a token that may do what is required; `tokenOf(request)` tells which.
 *
 *     app.get('/zones', { preHandler: requireToken(verifier, { operation: 'DNS::parse_zone' }) }, handler)
 *
 * @param required also by request, where a route's parameters name what it is about
 */
export function requireToken(verifier: Pick<Verifier, 'verify'>, required: Required | ((request: FastifyRequest) => Required) = {}): preHandlerAsyncHookHandler {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const wanted = typeof required === 'function' ? required(request) : required;
    const checked = await checkBearer(verifier, { authorization: request.headers.authorization, ip: request.ip }, wanted);
    if (!checked.ok) {
      const { status, headers, body } = checked.refusal;
      return reply.status(status).headers(headers).send(JSON.stringify(body));
    }
    remember(request, checked.token);
    return undefined;
  };
}
