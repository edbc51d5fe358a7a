import type { FastifyRequest } from 'fastify';
import { clientAddress } from '../domain/peer.js';

/** Where a request comes from, trusted proxies left out, and what the client calls itself. */
export function clientOf(request: FastifyRequest): { readonly ip: string; readonly agent: string | null } {
  return {
    ip: clientAddress(request.ip, request.raw.socket.remoteAddress),
    agent: request.headers['user-agent'] ?? null,
  };
}
