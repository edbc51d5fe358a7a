import replyFrom from '@fastify/reply-from';
import { parseAuthorization, parseExecutePath, replies, servedHere, splitTenantPath, type Catalogue, type PanelReply } from '@portcullis/cpanel';
import { assert, Fault, isId } from '@portcullis/kernel';
import type { Logger } from '@portcullis/platform/runtime';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Gateway } from '../../gateway.js';
import type { PanelCall } from '../../use-cases/judge-panel-call.js';
import { forward, sendPanelReply } from './forward.js';

export interface PanelDoorOptions {
  readonly gateway: Gateway;
  readonly catalogue: Catalogue;
  readonly log: Logger;
}

/** Panels take their time over big changes: the slowest client known waits 90 s. */
const UPSTREAM_TIMEOUT_MS = 90_000;
const CONNECTIONS_PER_PANEL = 64;

/** `/t/{tenant}/…`: what scripts and clients call as if it were the panel. Never speaks problem+json: they would not read it. */
export const panelDoor: FastifyPluginAsync<PanelDoorOptions> = async (http, { gateway, catalogue, log }) => {
  await http.register(replyFrom, {
    disableCache: true,
    disableRequestLogging: true,
    destroyAgent: true,
    undici: { connections: CONNECTIONS_PER_PANEL, pipelining: 1, headersTimeout: UPSTREAM_TIMEOUT_MS, bodyTimeout: UPSTREAM_TIMEOUT_MS },
  });
  // Bodies are passed on as they come: parsing and writing them again would change bytes.
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  http.setErrorHandler((error, request, reply) => {
    log.error('a panel call could not be answered', { requestId: request.id, err: error });
    return sendPanelReply(reply, error instanceof Fault && error.retryable ? replies.unavailable() : replies.upstreamFailed());
  });

  http.all('/t/*', async (request, reply) => {
    const call = read(request, catalogue);
    if ('status' in call) return sendPanelReply(reply, call);
    const { path, ...panelCall } = call;
    assert(isId('req', request.id), 'request ids are made by the server');
    const judged = await gateway.judgePanelCall(panelCall, { requestId: request.id, ip: request.ip });
    switch (judged.verdict) {
      case 'bad_credentials':
        return sendPanelReply(reply, replies.badCredentials());
      case 'denied':
      case 'not_set_up':
        return sendPanelReply(reply, replies.denied(judged.missing));
      case 'forward':
        return forward(request, reply, { ...judged, path }, log);
    }
  });
};

/** The call as path and header tell it, or the answer to something that is none. */
function read(request: FastifyRequest, catalogue: Catalogue): (PanelCall & { path: string }) | PanelReply {
  const rawPath = (request.raw.url ?? '').split('?')[0] ?? '';
  const place = splitTenantPath(rawPath);
  if (!place) return replies.notAnApiCall();
  if (/^\/+login\//.test(place.rest)) return replies.loginRefused();
  const target = parseExecutePath(place.rest);
  if (!target.ok) return /^\/+json-api\//.test(place.rest) ? replies.jsonApiBadCredentials() : replies.notAnApiCall();

  const presented = parseAuthorization(request.headers.authorization);
  if (presented.kind !== 'panel' && presented.kind !== 'bearer') return replies.badCredentials();
  // A body on a GET has no meaning (RFC 9110 section 9.3.1), and two servers that differ about its length can be played off.
  if (request.method === 'GET' && hasBody(request)) return replies.notAnApiCall();
  const { module, function: functionName, canonicalPath } = target.value;
  return {
    tenantSlug: place.slug,
    user: presented.kind === 'panel' ? presented.user : null,
    tokenText: presented.token.reveal(),
    operation: catalogue.operation('uapi', module, functionName),
    servedHere: servedHere(module),
    path: canonicalPath,
  };
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}
