import { consumeEvents, ensureStream } from '@portcullis/platform/nats-client';
import { systemClock } from '@portcullis/platform/runtime';
import type { ServiceParts } from '@portcullis/platform/service';
import { Module, type DynamicModule } from '@nestjs/common';
import { PostgresTrail } from './persistence/postgres-trail.js';
import { AUDIT_USE_CASES, AuditController, type AuditUseCases } from './transport/audit.controller.js';
import { findDenial } from './use-cases/find-denial.js';

/** Processes that give this name share the events of a stream. */
const DURABLE = 'audit';

@Module({})
export class AuditModule {
  /** Where this service is put together: the only place that knows all its parts. */
  static async compose({ database, door, log, shutdown, health }: ServiceParts): Promise<DynamicModule> {
    const trail = new PostgresTrail(database);
    for (const stream of ['events', 'denials'] as const) {
      // Before this process says that it is ready: gateways may not make the stream that they publish to.
      await ensureStream(door, stream);
      const consumer = consumeEvents(door, { stream, durable: DURABLE, handle: (events) => trail.append(events), log });
      shutdown.onStop(`consumer of ${stream}`, () => consumer.stop());
    }
    const audit: AuditUseCases = { trail, findDenial: findDenial({ trail, clock: systemClock }), health };
    return { module: AuditModule, controllers: [AuditController], providers: [{ provide: AUDIT_USE_CASES, useValue: audit }] };
  }
}
