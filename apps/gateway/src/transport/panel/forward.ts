import { replies, type PanelReply } from '@portcullis/cpanel';
import type { Logger } from '@portcullis/platform/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { headersForClient, headersForPanel } from './client-headers.js';
import type { PanelConnections } from './connections.js';

export interface Destination {
  /** Origin and base path of the panel. */
  readonly panelUrl: string;
  /** Canonical: what was judged is what is sent. */
  readonly path: string;
  /** The account's own credential on the panel, in place of the client's. */
  readonly authorization: string;
}

/** Headers of an answer that are the gateway's, whatever the panel says. */
const OURS = ['x-request-id', 'ratelimit', 'ratelimit-policy'];

/**
 * Sends the call as it came, query and body byte for byte, and the panel's answer back the same way. Never a second time.
 * Without a `body` held in full, what streams from the request is sent, if anything.
 */
export function forward(
  request: FastifyRequest,
  reply: FastifyReply,
  to: Destination & { readonly body: Buffer | null },
  connections: PanelConnections,
  log: Logger,
): FastifyReply {
  const { body } = to;
  const client = new AbortController();
  reply.raw.once('close', () => client.abort());
  const type = request.headers['content-type'];
  connections.endWith(client.signal, () => {
    void reply.from(to.panelUrl.replace(/\/+$/, '') + to.path, {
      retryDelay: () => null,
      queryString: () => request.raw.url?.split('?').slice(1).join('?') ?? '',
      // With a type, @fastify/reply-from leaves a body as it is. A type that the client did not send is taken off again.
      ...(body && { body, contentType: type ?? 'application/octet-stream' }),
      rewriteRequestHeaders: (_request, headers) => {
        const { 'content-type': _, ...rest } = headersForPanel(headers);
        return { ...rest, ...(type !== undefined && { 'content-type': type }), authorization: to.authorization };
      },
      rewriteHeaders: (headers) => headersForClient(headers),
      onResponse: (_request, back, upstream) => {
        // What @fastify/reply-from hands over is the response of undici, whatever its types say.
        const { statusCode, stream } = upstream as unknown as { statusCode: number; stream: Readable };
        const instead = replyInsteadOf(statusCode);
        if (instead === null) return void back.send(stream);
        stream.destroy();
        log.warn('the panel did not take the call', { requestId: request.id, upstreamStatus: statusCode });
        for (const name of Object.keys(back.getHeaders())) if (!OURS.includes(name)) back.removeHeader(name);
        sendPanelReply(back as FastifyReply, instead);
      },
      onError: (back, { error }) => {
        if (!client.signal.aborted) log.warn('the panel cannot be reached', { requestId: request.id, err: error });
        const late = (error as { statusCode?: number }).statusCode === 504;
        sendPanelReply(back as FastifyReply, late ? replies.upstreamTimedOut() : replies.upstreamFailed());
      },
    });
  });
  return reply;
}

/**
 * Answers of the panel that are about the gateway, not about the client. 401 and 403 mean that the stored credential is
 * stale, and a client that believed them would throw its good token away; a redirect would carry the token elsewhere.
 */
function replyInsteadOf(statusCode: number): PanelReply | null {
  if (statusCode === 401 || statusCode === 403) return replies.upstreamRefusedGateway();
  if (statusCode >= 300 && statusCode < 400) return replies.upstreamFailed();
  return null;
}

export function sendPanelReply(reply: FastifyReply, { status, reason, headers, body }: PanelReply): FastifyReply {
  if (reason !== undefined) reply.raw.statusMessage = reason;
  return reply.status(status).headers(headers).header('cache-control', 'no-store').send(body);
}
