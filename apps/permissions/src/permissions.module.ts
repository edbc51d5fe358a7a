import { Authority, changesOfEvents, recoverFromEvents, Shards, type RecoveryParts } from '@portcullis/authority';
import { startOutboxRelay } from '@portcullis/platform/outbox';
import { ensureEventStream, publishEvent } from '@portcullis/platform/nats-client';
import { randomBytes, systemClock } from '@portcullis/platform/runtime';
import type { ServiceParts } from '@portcullis/platform/service';
import { Module, type DynamicModule } from '@nestjs/common';
import { startForgetting } from './persistence/old-requests.js';
import { PostgresTenancyStore } from './persistence/postgres-tenancy-store.js';
import { SHARDS, ShardsController } from './transport/shards.controller.js';
import { PERMISSIONS_USE_CASES, PermissionsController, type PermissionsUseCases } from './transport/permissions.controller.js';
import { createAccount } from './use-cases/create-account.js';
import { createTenant } from './use-cases/create-tenant.js';
import { deleteAccount } from './use-cases/delete-account.js';
import { editAccount } from './use-cases/edit-account.js';
import { editTenant } from './use-cases/edit-tenant.js';
import { putFeatureList } from './use-cases/put-feature-list.js';
import { putPanel } from './use-cases/put-panel.js';
import { putPolicy } from './use-cases/put-policy.js';
import { putTenantUpstream } from './use-cases/put-tenant-upstream.js';
import { putUpstream } from './use-cases/put-upstream.js';
import { reapplyEvent } from './use-cases/reapply-event.js';
import { resealUpstream } from './use-cases/reseal-upstream.js';

@Module({})
export class PermissionsModule {
  /** Where this service is put together: the only place that knows all its parts. */
  static async compose(parts: ServiceParts): Promise<DynamicModule> {
    const { database, door, instance, log, shutdown } = parts;
    await ensureEventStream(door);
    const relay = startOutboxRelay({
      ...{ database, log },
      publish: (event) => publishEvent(door, event),
      changesOf: (query, eventIds) => changesOfEvents('permissions', query, eventIds),
    });
    shutdown.onStop('outbox relay', () => relay.stop());

    const forgetting = startForgetting({ database, log });
    shutdown.onStop('forgetting of old requests', () => forgetting.stop());

    const store = new PostgresTenancyStore(database, randomBytes, () => relay.wake());
    const recovery: RecoveryParts = { name: 'permissions', database, door, log, clock: systemClock, randomBytes, reapply: reapplyEvent({ store }) };
    const deps = { store, clock: systemClock };
    const authority = await Authority.start({ name: 'permissions', database, door, instance, log, shutdown, randomBytes, recover: recoverFromEvents(recovery) });
    const permissions: PermissionsUseCases = {
      authority,
      reads: store,
      createTenant: createTenant(deps),
      editTenant: editTenant(deps),
      putPanel: putPanel(deps),
      putPolicy: putPolicy(deps),
      putFeatureList: putFeatureList(deps),
      createAccount: createAccount(deps),
      editAccount: editAccount(deps),
      deleteAccount: deleteAccount(deps),
      putUpstream: putUpstream(deps),
      putTenantUpstream: putTenantUpstream(deps),
      resealUpstream: resealUpstream(deps),
      health: parts.health,
    };
    return {
      module: PermissionsModule,
      controllers: [PermissionsController, ShardsController],
      providers: [{ provide: PERMISSIONS_USE_CASES, useValue: permissions }, { provide: SHARDS, useValue: new Shards(recovery) }],
    };
  }
}
