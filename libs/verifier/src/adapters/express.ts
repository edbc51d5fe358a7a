import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Verifier } from '../verifier.js';
import { checkBearer, remember, type Required } from './bearer.js';

export { tokenOf, type Required } from './bearer.js';

/**
 * Middleware that lets requests pass with a token that may do what is required; `tokenOf(request)` tells which.
 *
 *     app.get('/zones', requireToken(verifier, { operation: 'DNS::parse_zone' }), handler)
 *
 * @param required also by request, where a route's parameters name what it is about
 */
export function requireToken(verifier: Pick<Verifier, 'verify'>, required: Required | ((request: Request) => Required) = {}): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    const wanted = typeof required === 'function' ? required(request) : required;
    checkBearer(verifier, { authorization: request.headers.authorization, ip: request.ip }, wanted).then((checked) => {
      if (!checked.ok) {
        const { status, headers, body } = checked.refusal;
        response.status(status).set(headers).send(JSON.stringify(body));
        return;
      }
      remember(request, checked.token);
      next();
    }, next);
  };
}
