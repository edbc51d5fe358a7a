import 'reflect-metadata';
import { loadGrantCatalogue } from '@portcullis/catalogue';
import { newId, parseAddressRange } from '@portcullis/kernel';
import { connectNats, createRpcClient, publishEvent } from '@portcullis/platform/nats-client';
import {
  createLogger,
  exitOnUncaught,
  loadConfig,
  nestLogger,
  openKeyring,
  pooledRandomBytes,
  randomBytes,
  Shutdown,
} from '@portcullis/platform/runtime';
import { createVerifier } from '@portcullis/verifier';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { gatewayConfig, tlsFilesOf } from './config.js';
import { AddressLimits } from './domain/address-limits.js';
import { SliceBook } from './domain/slice-book.js';
import { mayStillUse } from './domain/use-quota.js';
import { createGateway } from './gateway.js';
import { GatewayModule } from './gateway.module.js';
import { leased } from './leased.js';
import { denialLog } from './transport/denial-log.js';
import { credentialWatch, guardDoors } from './transport/doors.js';
import { hearControl, HostClock } from './transport/host-control.js';
import { standInFront } from './transport/http/front-door.js';
import { fastifyOptions, prepareHttp } from './transport/http/server.js';
import { panelDoor } from './transport/panel/panel-door.js';
import { panelReader } from './transport/panel/panel-reader.js';
import { sharedWorks } from './transport/panel/panel-works.js';
import { readTlsIdentity, renewOnHangUp } from './transport/tls.js';
import { useLog } from './transport/use-log.js';

/** A process that is killed forgets this much of who has used what. */
const USES_TOLD_MS = 1_000;
/** For so long a start waits until memory may answer. Without, each call is asked about. */
const LEASES_WITHIN_MS = 3_000;

/** Where this process is put together: the only place that knows all its parts. */
export async function startGateway(): Promise<void> {
  const config = loadConfig(gatewayConfig);
  const instance = config.PORTCULLIS_INSTANCE;
  const log = createLogger({ instance, level: config.PORTCULLIS_LOG_LEVEL });
  exitOnUncaught(log);
  const shutdown = new Shutdown({ log });

  const grantCatalogue = loadGrantCatalogue();
  const { panel: catalogue, powerdns } = grantCatalogue;
  const sealKeys = openKeyring({ path: config.PORTCULLIS_KEYRING_FILE, log });
  const door = await connectNats({
    url: config.PORTCULLIS_NATS_URL,
    name: instance,
    subjectPrefix: config.PORTCULLIS_SUBJECT_PREFIX,
    log,
  });
  shutdown.onStop('nats', () => door.drain());
  shutdown.endWhenLost('nats', door.closed());

  const clock = new HostClock();
  if (config.PORTCULLIS_DEVELOPMENT_CONTROL) hearControl({ door, instance, clock, log });

  const slices = new SliceBook();
  const verifier = await createVerifier({
    ...{ nats: { door }, name: instance, catalogue: grantCatalogue, mayStillUse: mayStillUse(slices), log },
    clock: clock.moment,
  });
  shutdown.onStop('verifier', () => verifier.close());

  const services = createRpcClient(door);
  const elapsedMs = (): number => performance.now();
  const limits = new AddressLimits({ requests: config.PORTCULLIS_ADDRESS_RATE_LIMIT, failures: config.PORTCULLIS_FAILURE_LIMIT });
  const uses = useLog({ services, log });
  const flushing = setInterval(() => void uses.flush(), USES_TOLD_MS);
  shutdown.onStop('uses', () => {
    clearInterval(flushing);
    return uses.flush();
  });
  const shared = sharedWorks({ log, privatePanels: config.PORTCULLIS_PRIVATE_PANELS.map((range) => parseAddressRange(range)!), elapsedMs });
  const gateway = createGateway({
    ...{ panel: panelReader(shared), services, verifier, slices, uses, watch: credentialWatch({ limits, elapsedMs, log }), elapsedMs },
    denials: denialLog({ instance, publish: (event) => publishEvent(door, event), clock, randomBytes, log }),
    sealKeys,
    randomBytes,
    publicUrl: config.PORTCULLIS_PUBLIC_URL,
    catalogue,
    grantCatalogue,
    operationFacts: grantCatalogue.operationNamed,
  });

  const tlsFiles = tlsFilesOf(config);
  const trustedProxies = config.PORTCULLIS_TRUSTED_PROXIES;
  const docsUrl = `${config.PORTCULLIS_PUBLIC_URL}/docs/errors`;
  const idBytes = pooledRandomBytes();
  const newRequestId = () => newId('req', idBytes);
  const adapter = new FastifyAdapter(fastifyOptions({ newRequestId, docsUrl, tls: tlsFiles && readTlsIdentity(tlsFiles), trustedProxies }));
  const app = await NestFactory.create<NestFastifyApplication>(
    GatewayModule.with(gateway, docsUrl, log),
    adapter,
    { logger: nestLogger(log), abortOnError: false, bodyParser: false },
  );
  prepareHttp(adapter.getInstance(), log);
  const rules = { limits, trustedProxies: trustedProxies.map((range) => parseAddressRange(range)!), docsUrl, elapsedMs };
  guardDoors(adapter.getInstance(), rules);
  if (tlsFiles) renewOnHangUp(adapter.getInstance().server, tlsFiles, log);
  await adapter.getInstance().register(panelDoor, { works: { gateway, ...shared }, catalogue, powerdns });
  if (!(await leased(verifier, LEASES_WITHIN_MS))) log.warn('memory may not answer yet: each call is asked about', { ...verifier.health().authorities });
  const front = standInFront(adapter.getInstance().server, { gateway, rules, newRequestId, trustedProxies, log });
  const { host, port } = config.PORTCULLIS_LISTEN;
  await app.listen(port, host);
  shutdown.onStop('http', () => {
    front.close();
    return app.close();
  });
  log.info('ready', { address: await app.getUrl() });
}
