import type { PanelReply } from '@portcullis/cpanel';
import type { Logger } from '@portcullis/platform/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import type { PanelCredential } from '../../use-cases/panel-asked.js';
import { headersForClient, headersForPanel } from './client-headers.js';
import { Unsent, warnOfUnreached, type PanelConnections } from './connections.js';
import { sendPanelReply } from './send-panel-reply.js';
import { UNSENT } from './send-judged.js';
import type { PanelSpeech } from './speech.js';

export interface Sending {
  readonly credential: PanelCredential;
  /** Canonical: what was judged is what is sent. */
  readonly path: string;
  /** Held in full; null: what streams from the request is sent, if anything. */
  readonly body: Buffer | null;
  readonly speech: PanelSpeech;
  /** Hears the status of the panel's answer. */
  readonly tell: (status: number) => void;
  /** What the client is answered when the stream was cut by ourselves; null: it was not. */
  readonly cut: () => PanelReply | null;
  /** Asked right before the first byte goes out. */
  readonly mayGo: () => boolean;
}

/** Headers of an answer that are the gateway's, whatever the panel says. */
const OURS = ['x-request-id', 'ratelimit', 'ratelimit-policy'];

/**
 * Sends the call as it came, query and body byte for byte, and the panel's answer back the same way. Never a second time. Unsent, it is
 * still to be answered.
 */
export async function forward(request: FastifyRequest, reply: FastifyReply, sending: Sending, connections: PanelConnections, log: Logger): Promise<'answered' | typeof UNSENT> {
  const { credential, path, body, speech, tell, cut, mayGo } = sending;
  const { name, value } = credential.header;
  const client = new AbortController();
  const type = request.headers['content-type'];
  return new Promise((resolve) => {
    reply.raw.once('close', () => {
      client.abort();
      resolve('answered');
    });
    const send = (): void => void reply.from(credential.panelUrl.replace(/\/+$/, '') + path, {
      retryDelay: () => null,
      queryString: () => request.raw.url?.split('?').slice(1).join('?') ?? '',
      // With a type, @fastify/reply-from leaves a body as it is. A type that the client did not send is taken off again.
      ...(body && { body, contentType: type ?? 'application/octet-stream' }),
      rewriteRequestHeaders: (_request, headers) => {
        const { 'content-type': _, authorization: __, 'x-api-key': ___, ...rest } = headersForPanel(headers);
        return { ...rest, ...(type !== undefined && { 'content-type': type }), [name]: value };
      },
      rewriteHeaders: (headers) => headersForClient(headers),
      onResponse: (_request, back, upstream) => {
        // What @fastify/reply-from hands over is the response of undici, whatever its types say.
        const { statusCode, stream } = upstream as unknown as { statusCode: number; stream: Readable };
        const refused = isRefusal(statusCode);
        tell(statusCode);
        resolve('answered');
        if (!refused && !isRedirect(statusCode)) return void back.send(stream);
        stream.destroy();
        log.warn('the panel did not take the call', { requestId: request.id, upstreamStatus: statusCode });
        for (const header of Object.keys(back.getHeaders())) if (!OURS.includes(header)) back.removeHeader(header);
        sendPanelReply(back as FastifyReply, refused ? speech.upstreamRefusedGateway() : speech.upstreamFailed());
      },
      onError: (back, { error }) => {
        const answer = cut();
        if (answer === null && isUnsent(error)) return resolve(UNSENT);
        resolve('answered');
        if (answer !== null) return void sendPanelReply(back as FastifyReply, answer);
        if (!client.signal.aborted) warnOfUnreached(log, request.id, error);
        const late = (error as { statusCode?: number }).statusCode === 504;
        sendPanelReply(back as FastifyReply, late ? speech.upstreamTimedOut() : speech.upstreamFailed());
      },
    });
    connections.within({ client: client.signal, mayGo }, send);
  });
}

/** `@fastify/reply-from` wraps what the request failed with. */
function isUnsent(error: Error): boolean {
  return error.cause instanceof Unsent;
}

/** 401 and 403 mean that the stored credential is stale: a client that believed them would throw its good token away. */
export function isRefusal(statusCode: number): boolean {
  return statusCode === 401 || statusCode === 403;
}

/** A redirect would carry the token elsewhere. */
function isRedirect(statusCode: number): boolean {
  return statusCode >= 300 && statusCode < 400;
}
