import type { FastifyRequest } from 'fastify';
import { clientAddress } from '../domain/peer.js';

/** Where a request comes from, trusted proxies left out, and what the client calls itself. */
export interface RequestClient {
  readonly ip: string;
  readonly agent: string | null;
}

const KNOWN = Symbol('the client of a request');
/** A request, as far as it tells who sent it. */
export type Asking = Pick<FastifyRequest, 'ip' | 'headers' | 'raw'> & { [KNOWN]?: RequestClient };

/** Read once for each request: addresses take long to read, and several ask. */
export function clientOf(asked: Asking): RequestClient {
  return (asked[KNOWN] ??= { ip: clientAddress(asked.ip, asked.raw.socket.remoteAddress), agent: asked.headers['user-agent'] ?? null });
}
