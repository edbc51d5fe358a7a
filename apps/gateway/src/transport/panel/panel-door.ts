import replyFrom from '@fastify/reply-from';
import type { Catalogue } from '@portcullis/cpanel';
import { Fault } from '@portcullis/kernel';
import type { Operations } from '@portcullis/powerdns';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { answerTokenCalls } from './answer-token-calls.js';
import { cpanelCall, type CpanelParts } from './cpanel-call.js';
import { handlePanelCall } from './handle-panel-call.js';
import type { PanelWorks } from './panel-works.js';
import { readPanelHead } from './panel-head.js';
import { POWERDNS_METHODS, powerdnsCall } from './powerdns-call.js';
import { repeatedHeader } from './repeated-header.js';
import { sendPanelReply } from './send-panel-reply.js';
import { isPowerDnsUrl, speechAt } from './speech-at.js';

export interface PanelDoorOptions {
  readonly works: PanelWorks;
  readonly catalogue: Catalogue;
  readonly powerdns: Operations;
}

/** Where panels answer: below a tenant's own path, and at the root of its own host names. */
const PREFIXES = ['/t', '/execute', '/json-api', '/login', '/api'];

/** What scripts and clients call as if it were the panel. Never speaks problem+json: they would not read it. */
export const panelDoor: FastifyPluginAsync<PanelDoorOptions> = async (http, { works, catalogue, powerdns }) => {
  http.addHook('onClose', () => works.connections.close());
  const cpanel: CpanelParts = { catalogue, serve: (request) => answerTokenCalls(works.gateway, request) };
  for (const prefix of PREFIXES) await http.register(callsToPanels, { prefix, works, cpanel, powerdns });
};

const callsToPanels: FastifyPluginAsync<{ works: PanelWorks; cpanel: CpanelParts; powerdns: Operations }> = async (http, { works, cpanel, powerdns }) => {
  const { connections, log } = works;
  await http.register(replyFrom, { disableCache: true, disableRequestLogging: true, undici: connections });
  // Bodies are passed on as they come: parsing and writing them again would change bytes.
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  // No fault that ends here is the panel's: it has not heard of the call.
  http.setErrorHandler((error, request, reply) => {
    const speech = speechAt(request.raw.url ?? '');
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status === 415) return sendPanelReply(reply, speech.malformed(415, 'The Content-Type of the request cannot be read.'));
    if (status >= 400 && status < 500) return sendPanelReply(reply, speech.malformed(status));
    log.error('a panel call could not be answered', { requestId: request.id, err: error });
    return sendPanelReply(reply, error instanceof Fault && error.retryable ? speech.unavailable() : speech.gatewayFailed());
  });
  // Methods that Fastify does not know find no route.
  http.setNotFoundHandler((request, reply) => sendPanelReply(reply, speechAt(request.raw.url ?? '').methodNotAllowed()));

  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const repeated = repeatedHeader(request.raw.rawHeaders);
    if (repeated !== null) return sendPanelReply(reply, speechAt(request.raw.url ?? '').malformed(400, `The request has more than one header ${repeated}.`));
    if (isPowerDnsUrl(request.raw.url ?? '')) {
      const call = powerdnsCall(request, powerdns);
      return 'status' in call ? sendPanelReply(reply, call) : handlePanelCall(works, request, reply, call, POWERDNS_METHODS);
    }
    const head = readPanelHead(request);
    if ('status' in head) return sendPanelReply(reply, head);
    return handlePanelCall(works, request, reply, cpanelCall(head, request, cpanel));
  };
  http.all('/*', answer);
  // At the root of a host, PowerDNS' API begins with its very prefix.
  if (http.prefix === '/api') http.all('/', answer);
};
