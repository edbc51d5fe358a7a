import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import replyFrom from '@fastify/reply-from';
import { connect } from '@nats-io/transport-node';
import fastify from 'fastify';
import { natsOptions } from './nats-options.js';
import { program } from './program.js';

/**
 * A gateway with nothing to it: it asks two authorities one after the other and passes the call on, whatever they say.
 * It checks, decides, unseals and logs nothing.
 */
export interface ProxySettings {
  readonly natsUrl: string;
  readonly subjects: { readonly credential: string; readonly owner: string };
  /** Which shard the token is in: two digits of its text that are not decoded here. */
  readonly shard: number;
  /** What the panel is told instead of the caller's own header. */
  readonly panelAuthorization: string;
}

export interface ProxyReady {
  readonly port: number;
}

interface CredentialRow {
  readonly tenant_id: string;
  readonly account_id: string;
}
interface OwnerRow {
  readonly panel_url: string;
}

const ASK_TIMEOUT_MS = 2_000;
/** As the gateway has it. */
const CONNECTIONS_PER_PANEL = 64;

program(async ({ natsUrl, subjects, shard, panelAuthorization }: ProxySettings): Promise<ProxyReady> => {
  const nats = await connect(natsOptions(natsUrl));
  const ask = async <Row>(subject: string, question: object): Promise<Row> => {
    const answer = await nats.request(subject, JSON.stringify(question), { timeout: ASK_TIMEOUT_MS });
    return answer.json<Row>();
  };

  const http = fastify({ logger: false });
  await http.register(replyFrom, {
    disableCache: true,
    disableRequestLogging: true,
    undici: { connections: CONNECTIONS_PER_PANEL, pipelining: 1 },
  });
  http.get('/t/:tenant/*', async (request, reply) => {
    const text = request.headers.authorization!.split(':')[1]!;
    const digest = createHash('sha256').update(text).digest('hex');
    const credential = await ask<CredentialRow>(subjects.credential, { shard, publicId: text.slice(7, 15), digest });
    const { tenant_id: tenantId, account_id: account } = credential;
    const owner = await ask<OwnerRow>(subjects.owner, { tenantId, account });
    const { '*': path } = request.params as { '*': string };
    return reply.from(`${owner.panel_url}/${path}`, {
      rewriteRequestHeaders: (_request, headers) => ({ ...headers, authorization: panelAuthorization }),
    });
  });
  await http.listen({ host: '127.0.0.1', port: 0 });
  return { port: (http.server.address() as AddressInfo).port };
});
