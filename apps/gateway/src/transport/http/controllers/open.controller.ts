import { HEALTH_OF } from '@portcullis/contracts';
import { PLATFORM_TENANT_ID, shardOfRoot } from '@portcullis/kernel';
import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import type { Services } from '../../../use-cases/ports.js';
import { errorDocs } from '../error-docs.js';

/** What needs no token: for whoever runs the processes, which service is missing; for whoever was refused, what it means. */
@Controller()
export class OpenController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get('/livez')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('/docs/errors')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
  errors(): string {
    return errorDocs();
  }

  @Get('/readyz')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const services = await readiness(this.gateway.services);
    const ready = Object.values(services).every((state) => state === 'ready');
    await reply.status(ready ? 200 : 503).send({ status: ready ? 'ok' : 'unavailable', services });
  }
}

type State = 'ready' | 'no database' | 'no answer';

async function readiness(services: Services): Promise<Record<string, State>> {
  const scope = { shard: shardOfRoot(PLATFORM_TENANT_ID), tenantId: PLATFORM_TENANT_ID, requestId: 'readiness' };
  const states = Object.entries(HEALTH_OF).map(async ([name, contract]): Promise<[string, State]> => {
    const health = await services.call(contract, {}, scope).catch(() => null);
    return [name, health === null || !health.ok ? 'no answer' : health.value.ready ? 'ready' : 'no database'];
  });
  return Object.fromEntries(await Promise.all(states));
}
