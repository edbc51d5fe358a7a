import { replies, type PanelReply } from '@portcullis/cpanel';
import type { Logger } from '@portcullis/platform/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';

export interface Destination {
  /** Origin and base path of the panel. */
  readonly panelUrl: string;
  /** Canonical: what was judged is what is sent. */
  readonly path: string;
  /** The account's own credential on the panel, in place of the client's. */
  readonly authorization: string;
}

/** RFC 9110 section 7.6.1, and what undici refuses to send. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'];

/**
 * Headers of the client that say who it is to the panel: only the gateway says that. A cookie would be a log-in of its own,
 * and forwarded-for lines would let a client choose the address that the panel's brute-force guard counts.
 */
const IDENTITY = ['cookie', 'forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/** Sends the call as it came, query and body byte for byte, and the panel's answer back the same way. Never a second time. */
export function forward(request: FastifyRequest, reply: FastifyReply, to: Destination, log: Logger): FastifyReply {
  return reply.from(to.panelUrl.replace(/\/+$/, '') + to.path, {
    retryDelay: () => null,
    queryString: () => request.raw.url?.split('?').slice(1).join('?') ?? '',
    rewriteRequestHeaders: (_request, headers) => without({ ...headers, authorization: to.authorization }, [...HOP_BY_HOP, ...IDENTITY]),
    // A session cookie of the panel would outlive the token.
    rewriteHeaders: (headers) => without(headers, [...HOP_BY_HOP, 'set-cookie']),
    onResponse: (_request, back, upstream) => {
      // What @fastify/reply-from hands over is the response of undici, whatever its types say.
      const { statusCode, stream } = upstream as unknown as { statusCode: number; stream: Readable };
      const instead = replyInsteadOf(statusCode);
      if (instead === null) return void back.send(stream);
      stream.destroy();
      log.warn('the panel did not take the call', { requestId: request.id, upstreamStatus: statusCode });
      for (const name of Object.keys(back.getHeaders())) if (name !== 'x-request-id') back.removeHeader(name);
      sendPanelReply(back as FastifyReply, instead);
    },
    onError: (back, { error }) => {
      log.warn('the panel cannot be reached', { requestId: request.id, err: error });
      const late = (error as { statusCode?: number }).statusCode === 504;
      sendPanelReply(back as FastifyReply, late ? replies.upstreamTimedOut() : replies.upstreamFailed());
    },
  });
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

function without<Headers extends Record<string, unknown>>(headers: Headers, names: readonly string[]): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase()))) as Headers;
}
