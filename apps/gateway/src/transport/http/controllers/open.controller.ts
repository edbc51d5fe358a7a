import { HEALTH_OF } from '@portcullis/contracts';
import { PLATFORM_TENANT_ID, shardOfRoot } from '@portcullis/kernel';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { VerifierHealth } from '@portcullis/verifier';
import type { FastifyReply } from 'fastify';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import type { Services } from '../../../use-cases/ports.js';
import { Open } from '../serves.js';

/** What needs no token: for whoever runs the processes, which service is missing, and what decides from memory. */
@Controller()
export class OpenController {
  private readonly readiness: () => ReturnType<typeof askAll>;

  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {
    this.readiness = rarely(() => askAll(gateway.services), gateway.elapsedMs);
  }

  @Get('/livez')
  @Open()
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('/readyz')
  @Open()
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const services = await this.readiness();
    const ready = Object.values(services).every((state) => state === 'ready');
    await reply.status(ready ? 200 : 503).send({ status: ready ? 'ok' : 'unavailable', services, memory: memoryOf(this.gateway.verifier.health()) });
  }

  /** For Prometheus. */
  @Get('/metrics')
  @Open()
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    await reply.header('content-type', 'text/plain; version=0.0.4; charset=utf-8').header('cache-control', 'no-store').send(this.gateway.verifier.metrics());
  }
}

type Memory = 'live' | 'partly live' | 'reading through' | 'refused';

/** Whether memory may answer for an authority, or every call is asked about. Both are in order; the one is slow. */
function memoryOf({ authorities }: VerifierHealth): Record<string, Memory> {
  return Object.fromEntries(
    Object.entries(authorities).map(([name, { followedShards, leasedShards, refusedForMs }]): [string, Memory] => {
      if (refusedForMs > 0) return [name, 'refused'];
      if (leasedShards === 0) return [name, 'reading through'];
      return [name, leasedShards < followedShards ? 'partly live' : 'live'];
    }),
  );
}

type State = 'ready' | 'no database' | 'no answer';

async function askAll(services: Services): Promise<Record<string, State>> {
  const scope = { shard: shardOfRoot(PLATFORM_TENANT_ID), tenantId: 'readiness', requestId: 'readiness' };
  const states = Object.entries(HEALTH_OF).map(async ([name, contract]): Promise<[string, State]> => {
    const health = await services.call(contract, {}, scope).catch(() => null);
    return [name, health === null || !health.ok ? 'no answer' : health.value.ready ? 'ready' : 'no database'];
  });
  return Object.fromEntries(await Promise.all(states));
}

const READINESS_MS = 500;

/** One question at a time, and its answer for a while: whoever asks often, without a token, must not wear the services out. */
function rarely<T>(ask: () => Promise<T>, elapsedMs: () => number): () => Promise<T> {
  let last: { readonly answer: Promise<T>; readonly atMs: number } | null = null;
  return () => {
    if (last === null || elapsedMs() - last.atMs > READINESS_MS) last = { answer: ask(), atMs: elapsedMs() };
    return last.answer;
  };
}
