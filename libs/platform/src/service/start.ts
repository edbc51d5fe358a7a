import 'reflect-metadata';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import type { ServiceName } from '@portcullis/contracts';
import { connectNats, type NatsDoor } from '../nats-client/index.js';
import { NatsStrategy } from '../nats/index.js';
import { Database, type DatabaseOptions } from '../postgres/index.js';
import { createLogger, exitOnUncaught, nestLogger, Shutdown, type Logger } from '../runtime/index.js';
import type { ServiceConfig } from './config.js';

/** What a service is put together from. Things opened with `shutdown` close in reverse order. */
export interface ServiceParts {
  /** What operators call this process. */
  readonly instance: string;
  readonly database: Database;
  readonly door: NatsDoor;
  readonly log: Logger;
  readonly shutdown: Shutdown;
  /** Answers `read_health`. */
  readonly health: () => Promise<{ instance: string; ready: boolean }>;
}

export interface ServiceOptions {
  readonly service: ServiceName;
  readonly config: ServiceConfig;
  readonly entities: DatabaseOptions['entities'];
  readonly module: (parts: ServiceParts) => DynamicModule | Promise<DynamicModule>;
}

const DATABASE_RETRY_MS = 500;

/** Starts a service that answers over NATS and keeps its facts in Postgres. Waits for both to be there. */
export async function startService({ service, config, entities, module }: ServiceOptions): Promise<void> {
  const instance = config.PORTCULLIS_INSTANCE;
  const log = createLogger({ instance, level: config.PORTCULLIS_LOG_LEVEL });
  exitOnUncaught(log);
  const shutdown = new Shutdown({ log });

  const door = await connectNats({
    url: config.PORTCULLIS_NATS_URL,
    name: instance,
    subjectPrefix: config.PORTCULLIS_SUBJECT_PREFIX,
    log,
  });
  shutdown.onStop('nats', () => door.drain());
  shutdown.endWhenLost('nats', door.closed());
  const database = await openDatabase(config, entities, log);
  shutdown.onStop('postgres', () => database.close());

  const health = async () => ({ instance, ready: await database.isUp() });
  const root = await module({ instance, database, door, log, shutdown, health });
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(root, {
    strategy: new NatsStrategy({ door, service, log }),
    logger: nestLogger(log),
    abortOnError: false,
  });
  await app.listen();
  shutdown.onStop('calls', () => app.close());
  log.info('ready');
}

async function openDatabase(config: ServiceConfig, entities: DatabaseOptions['entities'], log: Logger): Promise<Database> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await Database.open({
        url: config.PORTCULLIS_DATABASE_URL,
        name: config.PORTCULLIS_INSTANCE,
        entities,
        onIdleError: (error) => log.warn('an idle database connection ended', { err: error }),
      });
    } catch (error) {
      if (attempt % 20 === 1) log.warn('Postgres cannot be reached yet', { attempt, err: error });
      await new Promise((resolve) => setTimeout(resolve, DATABASE_RETRY_MS));
    }
  }
}
