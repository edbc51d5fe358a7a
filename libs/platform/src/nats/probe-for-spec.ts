import { Controller, Module, type INestMicroservice, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { contract, type CallScope, type RequestOf } from '@portcullis/contracts';
import { Fault, granted, refused, shard } from '@portcullis/kernel';
import { z } from 'zod';
import { brokerOfRun, gate, keptLog, silent } from '../nats-client/broker-for-spec.js';
import { connectNats, createRpcClient, type NatsDoor, type RpcClient } from '../nats-client/index.js';
import { newId, type Logger } from '../runtime/index.js';
import { Handles, NatsStrategy, settling } from './index.js';

export const probe = contract({
  service: 'tokens',
  name: 'probe',
  request: z.strictObject({ say: z.string().max(20), note: z.string().nullable() }),
  reply: z.strictObject({ said: z.string(), note: z.string().nullable(), scope: z.unknown() }),
  refusals: ['not_found'],
  deadlineMs: 5_000,
  idempotent: false,
});

const done = z.strictObject({ done: z.literal(true) });
export const wait = contract({ ...probe, name: 'wait', request: z.strictObject({}), reply: done });
export const waitAgain = contract({ ...wait, name: 'wait_again', idempotent: true });
/** Holds no slot while it waits. */
export const settle = contract({ ...wait, name: 'settle' });

/** What `wait` and `wait_again` are held by. */
export const hold = {
  release: gate(),
  begun: 0,
  /** Thrown in the end. */
  fault: null as Error | null,
  onBegin: (): void => undefined,

  reset(): void {
    this.release = gate();
    this.begun = 0;
    this.fault = null;
    this.onBegin = () => undefined;
  },

  /** Resolves when so many calls have begun. */
  reached(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.onBegin = () => {
        if (this.begun >= count) resolve();
      };
      this.onBegin();
    });
  },

  async work() {
    hold.begun += 1;
    hold.onBegin();
    await hold.release.opened;
    if (hold.fault !== null) throw hold.fault;
    return granted({ done: true as const });
  },
};

@Controller()
export class Probe {
  @Handles(probe)
  async probe(request: RequestOf<typeof probe>, scope: CallScope) {
    switch (request.say) {
      case 'refuse':
        return refused({ code: 'not_found', detail: 'nothing of that name' });
      case 'refuse wrongly':
        return refused({ code: 'name_taken', detail: '' } as never);
      case 'fault':
        throw new Fault('connect ECONNREFUSED 10.0.0.3:5432', 'unavailable');
      case 'timeout':
        throw new Fault('statement took too long', 'timeout');
      case 'throw':
        throw new Error('SELECT hunter2 FROM secrets');
      case 'misfit':
        return granted({ said: 7 } as never);
      case 'large':
        return granted({ said: 'x'.repeat(2_000_000), note: null, scope });
      default:
        return granted({ said: request.say, note: request.note, scope });
    }
  }

  @Handles(wait)
  wait() {
    return hold.work();
  }

  @Handles(waitAgain)
  waitAgain() {
    return hold.work();
  }

  @Handles(settle)
  async settle() {
    return settling(hold.work());
  }
}

export const scopeOf = (tenantId = 'ten_a'): CallScope => ({ shard: shard(17), tenantId, requestId: newId('req') });

export async function serve(controllers: Type[], door: NatsDoor, log: Logger): Promise<INestMicroservice> {
  @Module({ controllers })
  class App {}
  const strategy = new NatsStrategy({ door, service: 'tokens', log });
  const app = await NestFactory.createMicroservice(App, { strategy, logger: false, abortOnError: false });
  await app.listen();
  return app;
}

/** A service that answers the probe, and a client of it, over the run's broker. */
export interface ProbeWorld {
  readonly url: string;
  readonly serverDoor: NatsDoor;
  readonly clientDoor: NatsDoor;
  readonly client: RpcClient;
  /** What the service logged. */
  readonly lines: Record<string, unknown>[];
  dispose(): Promise<void>;
}

export async function probeWorld(): Promise<ProbeWorld> {
  const broker = await brokerOfRun();
  const subjectPrefix = newId('req');
  const serverDoor = await connectNats({ url: broker.url, name: 'server', subjectPrefix, log: silent });
  const clientDoor = await connectNats({ url: broker.url, name: 'client', subjectPrefix, log: silent });
  const { log, lines } = keptLog();
  const app = await serve([Probe], serverDoor, log);
  return {
    url: broker.url,
    serverDoor,
    clientDoor,
    client: createRpcClient(clientDoor),
    lines,
    async dispose() {
      await app.close();
      await clientDoor.drain();
      await serverDoor.drain();
      await broker.dispose();
    },
  };
}
