import { Authority, changesOfEvents, processTime, recoverFromEvents, Shards, type RecoveryParts } from '@portcullis/authority';
import { startOutboxRelay } from '@portcullis/platform/outbox';
import { createRpcClient, ensureEventStream, publishEvent } from '@portcullis/platform/nats-client';
import { openKeyring, randomBytes, systemClock } from '@portcullis/platform/runtime';
import type { ServiceParts } from '@portcullis/platform/service';
import { PLATFORM_TENANT_ID } from '@portcullis/kernel';
import { Module, type DynamicModule } from '@nestjs/common';
import type { z } from 'zod';
import type { tokensConfig } from './config.js';
import type { Catalogue } from './domain/issuing.js';
import { onceServed } from './once-served.js';
import { PostgresAcceptedKeys } from './persistence/postgres-accepted-keys.js';
import { PostgresAllowances } from './persistence/postgres-allowances.js';
import { PostgresCredentialKeeping } from './persistence/postgres-credential-keeping.js';
import { PostgresProofs } from './persistence/postgres-proofs.js';
import { PostgresRemains } from './persistence/postgres-remains.js';
import { PostgresTokenStore } from './persistence/postgres-token-store.js';
import { Prover } from './prover.js';
import { Sweeper } from './sweeper.js';
import { policiesOverNats } from './transport/policies-over-nats.js';
import { probesOverNats } from './transport/probes-over-nats.js';
import { SHARDS, ShardsController } from './transport/shards.controller.js';
import { TOKENS_USE_CASES, TokensController, type TokensUseCases } from './transport/tokens.controller.js';
import { createLink } from './use-cases/create-link.js';
import { createToken } from './use-cases/create-token.js';
import { editToken } from './use-cases/edit-token.js';
import { endSessions } from './use-cases/end-sessions.js';
import { ensureOperator } from './use-cases/ensure-operator.js';
import { followKeyring } from './use-cases/follow-keyring.js';
import { finishRegeneration } from './use-cases/finish-regeneration.js';
import { freshenCredential } from './use-cases/freshen-credential.js';
import { markCutOffs } from './use-cases/mark-cut-offs.js';
import { openSession } from './use-cases/open-session.js';
import { reapplyEvent } from './use-cases/reapply-event.js';
import { proveEnforcement } from './use-cases/prove-enforcement.js';
import { regenerateToken } from './use-cases/regenerate-token.js';
import { rekeyCredentials } from './use-cases/rekey-credentials.js';
import { resolveCredential } from './use-cases/resolve-credential.js';
import { reportLeaks } from './use-cases/report-leaks.js';
import { revokeToken } from './use-cases/revoke-token.js';
import { revokeTokens } from './use-cases/revoke-tokens.js';
import { spendGrant } from './use-cases/spend-grant.js';
import { sweepTenant } from './use-cases/sweep-tenant.js';

@Module({})
export class TokensModule {
  /** Where this service is put together: the only place that knows all its parts. */
  static async compose(config: z.output<typeof tokensConfig>, parts: ServiceParts, catalogue: Catalogue): Promise<DynamicModule> {
    const { database, door, instance, log, shutdown } = parts;
    let keysChanged = (): void => undefined;
    const keyring = openKeyring({ path: config.PORTCULLIS_KEYRING_FILE, log, onChange: () => keysChanged() });
    const clock = systemClock;

    await ensureEventStream(door);
    const relay = startOutboxRelay({
      ...{ database, log },
      publish: (event) => publishEvent(door, event),
      changesOf: (query, eventIds) => changesOfEvents('tokens', query, eventIds),
    });
    shutdown.onStop('outbox relay', () => relay.stop());

    const remains = new PostgresRemains(database);
    const policies = policiesOverNats(createRpcClient(door), randomBytes);
    const mark = markCutOffs({ remains });
    const sweeper = new Sweeper({ database, remains, sweepTenant: sweepTenant({ remains, policies, markCutOffs: mark }), markCutOffs: mark, log, everySeconds: config.PORTCULLIS_SWEEP_SECONDS });
    const store = new PostgresTokenStore(database, randomBytes, (tenantId) => {
      relay.wake();
      sweeper.wrote(tenantId);
    });
    const recovery: RecoveryParts = { name: 'tokens', database, door, log, clock, randomBytes, reapply: reapplyEvent({ store }) };
    const authority = await Authority.start({ name: 'tokens', database, door, instance, log, shutdown, randomBytes, recover: recoverFromEvents(recovery) });
    const follow = followKeyring({ keyring, accepted: new PostgresAcceptedKeys(database, instance), startAfresh: () => authority.startAfresh() });
    keysChanged = () => {
      const untold = (err: unknown): void => log.error('which keys are accepted is not told to verifiers', { err });
      const tell = async (): Promise<void> => {
        const withdrawn = await follow();
        if (withdrawn.length > 0) log.warn('keys are accepted no more: whatever verifiers know is read again', { keyIds: withdrawn });
      };
      onceServed(tell, (ms, run) => processTime.after(ms, run), untold).then((giveUp) => shutdown.onStop('keyring', giveUp), untold);
    };
    keysChanged();
    if (config.PORTCULLIS_BOOTSTRAP_OPERATOR) {
      const { publicId, digest } = config.PORTCULLIS_BOOTSTRAP_OPERATOR;
      const ensure = ensureOperator({ store, keyring, clock, randomBytes });
      const giveUp = await onceServed(
        async () => log.info('the first operator token', { outcome: await ensure({ publicId, digest: Buffer.from(digest, 'hex') }) }),
        (ms, run) => processTime.after(ms, run),
        (err) => log.error('the first operator token is not ensured', { err }),
      );
      shutdown.onStop('first operator', giveUp);
    }

    const proofs = new PostgresProofs(database);
    if (config.PORTCULLIS_PROOF_SECONDS > 0) {
      const probes = probesOverNats(door, randomBytes);
      const prove = proveEnforcement({
        ...{ store, keyring, clock, randomBytes, probes },
        enforce: (changes) => authority.enforce({ tenantId: PLATFORM_TENANT_ID, accountId: null }, changes, false),
        liveVerifiers: async () => (await authority.status()).verifiers.map(({ id }) => id),
        elapsedMs: () => performance.now(),
      });
      const prover = new Prover({ database, prove, keep: (proof) => proofs.keep(proof), log, everySeconds: config.PORTCULLIS_PROOF_SECONDS });
      prover.start();
      shutdown.onStop('proofs', async () => {
        await prover.stop();
        probes.stop();
      });
    }

    sweeper.start();
    shutdown.onStop('sweeper', () => sweeper.stop());

    const deps = { store, keyring, clock, catalogue };
    const keeping = new PostgresCredentialKeeping(database);
    const onFault = (err: unknown): void => log.warn('a credential was not brought under the current key', { err });
    const tokens: TokensUseCases = {
      authority,
      store,
      allowances: new PostgresAllowances(database),
      clock,
      createToken: createToken(deps),
      editToken: editToken(deps),
      regenerateToken: regenerateToken(deps),
      finishRegeneration: finishRegeneration(deps),
      resolveCredential: resolveCredential({ store, keyring, freshen: freshenCredential({ keeping, keyring, onFault }) }),
      rekeyCredentials: rekeyCredentials({ keeping, keyring }),
      revokeToken: revokeToken(deps),
      revokeTokens: revokeTokens({ ...deps, afterCutOff: (tenantId) => sweeper.cutOff(tenantId) }),
      reportLeaks: reportLeaks(deps),
      spendGrant: spendGrant(deps),
      createLink: createLink(deps),
      openSession: openSession(deps),
      endSessions: endSessions(deps),
      proofs,
      health: parts.health,
    };
    return { module: TokensModule, controllers: [TokensController, ShardsController], providers: [{ provide: TOKENS_USE_CASES, useValue: tokens }, { provide: SHARDS, useValue: new Shards(recovery) }] };
  }
}
