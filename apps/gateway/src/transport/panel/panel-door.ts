import replyFrom from '@fastify/reply-from';
import { parseAuthorization, parseExecutePath, replies, servedHere, splitTenantPath, type Catalogue, type PanelReply } from '@portcullis/cpanel';
import { assert, Fault, granted, isId, refused, type Result } from '@portcullis/kernel';
import type { Logger } from '@portcullis/platform/runtime';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Gateway } from '../../gateway.js';
import type { PanelCall } from '../../use-cases/judge-panel-call.js';
import type { Origin } from '../../use-cases/ports.js';
import { useOf } from '../../use-cases/presented-token.js';
import type { Spent } from '../../use-cases/spend-allowance.js';
import { announcesBody } from '../announced-body.js';
import { clientOf } from '../client.js';
import { limitHeaders } from '../limit-headers.js';
import { admit, type Forward } from './admit.js';
import { CallSlots } from './call-slots.js';
import { CONNECTIONS_PER_PANEL, panelConnections } from './connections.js';
import { forward, sendPanelReply } from './forward.js';
import { HeldBody } from './held-body.js';

export interface PanelDoorOptions {
  readonly gateway: Gateway;
  readonly catalogue: Catalogue;
  readonly log: Logger;
}

/** An account's slow calls leave most connections to the others. */
const CALLS_PER_ACCOUNT = 16;
const WAITING_PER_ACCOUNT = 64;

const METHODS = ['GET', 'HEAD', 'POST'];

/** `/t/{tenant}/…`: what scripts and clients call as if it were the panel. Never speaks problem+json: they would not read it. */
export const panelDoor: FastifyPluginAsync<PanelDoorOptions> = async (http, options) => {
  await http.register(callsToPanels, { ...options, prefix: '/t' });
};

const callsToPanels: FastifyPluginAsync<PanelDoorOptions> = async (http, { gateway, catalogue, log }) => {
  const connections = panelConnections();
  const slots = new CallSlots({ perPanel: CONNECTIONS_PER_PANEL, perAccount: CALLS_PER_ACCOUNT, waitingPerAccount: WAITING_PER_ACCOUNT });
  http.addHook('onClose', () => connections.close());
  await http.register(replyFrom, { disableCache: true, disableRequestLogging: true, undici: connections });
  // Bodies are passed on as they come: parsing and writing them again would change bytes.
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  // No fault that ends here is the panel's: it has not heard of the call.
  http.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status === 415) return sendPanelReply(reply, replies.malformed(415, 'The Content-Type of the request cannot be read.'));
    if (status >= 400 && status < 500) return sendPanelReply(reply, replies.malformed(status));
    log.error('a panel call could not be answered', { requestId: request.id, err: error });
    return sendPanelReply(reply, error instanceof Fault && error.retryable ? replies.unavailable() : replies.gatewayFailed());
  });
  // Methods that Fastify does not know find no route.
  http.setNotFoundHandler((_request, reply) => sendPanelReply(reply, replies.methodNotAllowed()));

  http.all('/*', async (request, reply) => {
    const call = read(request, catalogue);
    if ('status' in call) return sendPanelReply(reply, call);
    const { path, ...panelCall } = call;
    const { id: requestId } = request;
    assert(isId('req', requestId), 'request ids are made by the server');
    const client = clientOf(request);
    const origin = { requestId, ip: client.ip };
    const body = new HeldBody(request.body);
    const admitted = await admit(body, slots, {
      judge: (paid) => gateway.judgePanelCall(panelCall, origin, paid),
      pay: (judged) => pay(gateway, judged, panelCall, origin, reply),
    });
    if ('status' in admitted) return sendPanelReply(reply, admitted);
    const { to, slot } = admitted;
    // Whatever becomes of the call, its connection to the panel is free when the exchange with the client has ended.
    reply.raw.once('close', () => slot.free());
    if (!request.raw.socket.writable) {
      slot.free();
      return sendPanelReply(reply, replies.malformed(400));
    }
    // TRACE would show the client the panel's credential, and what others do is anybody's guess.
    if (!METHODS.includes(request.method)) return sendPanelReply(reply, replies.methodNotAllowed());
    gateway.uses.record(useOf(to.presented, client));
    return forward(request, reply, { ...to, path, body: body.release() }, connections, log);
  });
};

/** What the call costs its token; a reply where it has none of it left. The headers say how its limits stand, in both cases. */
async function pay(
  gateway: Gateway,
  { presented }: Forward,
  { operation }: PanelCall,
  origin: Origin,
  reply: FastifyReply,
): Promise<Result<Spent, PanelReply>> {
  const spent = await gateway.chargeCall(presented, operation.name, origin);
  if (spent.ok) {
    reply.headers(limitHeaders(spent.value.limits));
    return granted(spent.value);
  }
  const { code, detail, limits, retryAfterSeconds } = spent.refusal;
  if (code === 'token_exhausted') return refused(replies.badCredentials());
  reply.headers({ ...limitHeaders(limits), 'retry-after': String(retryAfterSeconds) });
  return refused(replies.denied(detail));
}

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
  // A body on a GET or HEAD has no meaning (RFC 9110 section 9.3.1), and two servers that differ about its length can be played off.
  if (['GET', 'HEAD'].includes(request.method) && announcesBody(request.headers)) return replies.notAnApiCall();
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
