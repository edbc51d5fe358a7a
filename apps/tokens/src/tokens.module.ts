import { startOutboxRelay } from '@portcullis/platform/outbox';
import { ensureEventStream, publishEvent } from '@portcullis/platform/nats-client';
import { openKeyring, randomBytes, systemClock } from '@portcullis/platform/runtime';
import type { ServiceParts } from '@portcullis/platform/service';
import { Module, type DynamicModule } from '@nestjs/common';
import type { z } from 'zod';
import type { tokensConfig } from './config.js';
import type { Catalogue } from './domain/issuing.js';
import { PostgresTokenStore } from './persistence/postgres-token-store.js';
import { TOKENS_USE_CASES, TokensController, type TokensUseCases } from './transport/tokens.controller.js';
import { createToken } from './use-cases/create-token.js';
import { ensureOperator } from './use-cases/ensure-operator.js';
import { resolveCredential } from './use-cases/resolve-credential.js';
import { revokeToken } from './use-cases/revoke-token.js';

@Module({})
export class TokensModule {
  /** Where this service is put together: the only place that knows all its parts. */
  static async compose(config: z.output<typeof tokensConfig>, parts: ServiceParts, catalogue: Catalogue): Promise<DynamicModule> {
    const { database, door, log, shutdown } = parts;
    const keyring = openKeyring({ path: config.PORTCULLIS_KEYRING_FILE, log });
    const clock = systemClock;

    await ensureEventStream(door);
    const relay = startOutboxRelay({ database, publish: (event) => publishEvent(door, event), log });
    shutdown.onStop('outbox relay', () => relay.stop());

    const store = new PostgresTokenStore(database, randomBytes, () => relay.wake());
    if (config.PORTCULLIS_BOOTSTRAP_OPERATOR) {
      const { publicId, digest } = config.PORTCULLIS_BOOTSTRAP_OPERATOR;
      const outcome = await ensureOperator({ store, keyring, clock, randomBytes })({ publicId, digest: Buffer.from(digest, 'hex') });
      log.info('the first operator token', { outcome });
    }

    const tokens: TokensUseCases = {
      store,
      clock,
      createToken: createToken({ store, keyring, clock, catalogue }),
      resolveCredential: resolveCredential({ store, keyring }),
      revokeToken: revokeToken({ store, clock }),
      health: parts.health,
    };
    return { module: TokensModule, controllers: [TokensController], providers: [{ provide: TOKENS_USE_CASES, useValue: tokens }] };
  }
}
