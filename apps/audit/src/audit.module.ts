import { consumeEvents } from '@portcullis/platform/nats-client';
import type { ServiceParts } from '@portcullis/platform/service';
import { Module, type DynamicModule } from '@nestjs/common';
import { PostgresTrail } from './persistence/postgres-trail.js';
import { AUDIT_USE_CASES, AuditController, type AuditUseCases } from './transport/audit.controller.js';

/** Processes that give this name share the events of the stream. */
const DURABLE = 'audit';

@Module({})
export class AuditModule {
  /** Where this service is put together: the only place that knows all its parts. */
  static compose({ database, door, log, shutdown, health }: ServiceParts): DynamicModule {
    const trail = new PostgresTrail(database);
    const consumer = consumeEvents(door, { durable: DURABLE, handle: (event) => trail.append(event), log });
    shutdown.onStop('event consumer', () => consumer.stop());
    const audit: AuditUseCases = { trail, health };
    return { module: AuditModule, controllers: [AuditController], providers: [{ provide: AUDIT_USE_CASES, useValue: audit }] };
  }
}
