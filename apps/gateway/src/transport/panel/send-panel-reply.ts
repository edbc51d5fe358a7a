import type { PanelReply } from '@portcullis/cpanel';
import type { FastifyReply } from 'fastify';

/** A reply of the gateway's own. */
export function sendPanelReply(reply: FastifyReply, { status, reason, headers, body }: PanelReply): FastifyReply {
  if (reason !== undefined) reply.raw.statusMessage = reason;
  return reply.status(status).headers(headers).header('cache-control', 'no-store').send(body);
}
