import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { Event } from '@portcullis/contracts';
import {
  connectNats,
  consumeEvents,
  ensureEventStream,
  ensureStream,
  publishEvent,
  type NatsDoor,
} from '@portcullis/platform/nats-client';
import { createLogger } from '@portcullis/platform/runtime';
import { NATS_CACHE_DIR } from './layout.js';
import { findNatsServer } from './nats-binary.js';
import { NATS_USERS, type NatsUser } from './nats-permissions.js';
import { natsUrl, prepareNats } from './nats-server.js';
import { freePort } from './ports.js';
import { runAlone, type RunningServer } from './running-server.js';

const PASSWORD = 'secret';
const log = createLogger({ instance: 'spec', level: 'silent' });

let folder: string;
let port: number;
let server: RunningServer;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-permissions-'));
  const storeDir = join(folder, 'store');
  mkdirSync(storeDir);
  port = await freePort();
  const binary = await findNatsServer({ env: process.env, cacheDir: NATS_CACHE_DIR, say: () => {} });
  const passwords = Object.fromEntries(NATS_USERS.map((user) => [user, PASSWORD])) as Record<NatsUser, string>;
  const spec = prepareNats({
    binary,
    port,
    storeDir,
    configFile: join(folder, 'nats.conf'),
    logFile: join(folder, 'nats.log'),
    passwords,
  });
  server = await runAlone(spec, natsUrl(port, null));
});
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function raw(user: NatsUser): Promise<NatsConnection> {
  const connection = await connect({
    servers: `127.0.0.1:${port}`,
    user,
    pass: PASSWORD,
    inboxPrefix: `_INBOX_${user}`,
    reconnect: false,
  });
  open.push(connection);
  return connection;
}

async function door(user: NatsUser): Promise<NatsDoor> {
  const opened = await connectNats({ url: natsUrl(port, { user, password: PASSWORD }), name: user, log });
  open.push({ close: () => opened.drain() });
  return opened;
}

const event = (id: string, type: string): Event => ({
  id,
  type,
  source: '/tokens/1',
  subject: 'tok_1',
  tenantId: 'ten_1',
  time: '2026-11-23T10:00:00.000Z',
  data: {},
});

describe('the broker, under our permissions', () => {
  it.each(['tokens', 'permissions', 'audit'] as const)('lets the gateway ask %s, and it answer', async (service) => {
    const asked = await raw(service);
    asked.subscribe(`portcullis.rpc.${service}.*.read_health`, {
      queue: service,
      callback: (_error, message) => void message.respond('well'),
    });
    await asked.flush();
    const gateway = await raw('gateway');
    expect((await gateway.request(`portcullis.rpc.${service}.7.read_health`, '{}', { timeout: 2_000 })).string()).toBe(
      'well',
    );
    await expect(asked.request('portcullis.rpc.tokens.7.read_health', '{}', { timeout: 2_000 })).rejects.toThrow(
      /ermission/,
    );
  });

  it.each(['gateway', 'tokens', 'permissions', 'audit'] as const)(
    'does not let %s listen to what is not its own',
    async (user) => {
      const connection = await raw(user);
      for (const subject of ['>', '_INBOX.>', '_INBOX_operator.>', 'portcullis.events.>']) {
        const refusal = await new Promise<Error | null>((resolve) => {
          connection.subscribe(subject, { callback: (error) => resolve(error) });
        });
        expect(refusal?.message).toMatch(/ermission/);
      }
    },
  );

  it('carries events of the authorities and denials of the gateway to audit, and makes the streams', async () => {
    const tokens = await door('tokens');
    await publishEvent(tokens, event('evt_1', 'token.created')); // there is no stream yet
    await publishEvent(await door('permissions'), event('evt_2', 'tenant.created'));
    const audit = await door('audit');
    await ensureStream(audit, 'denials'); // the gateway may not
    await publishEvent(await door('gateway'), event('evt_3', 'request.denied'));

    const heard: string[] = [];
    let all!: () => void;
    const done = new Promise<void>((resolve) => (all = resolve));
    const handle = (events: readonly Event[]): Promise<void> => {
      heard.push(...events.map(({ id }) => id));
      if (heard.length === 3) all();
      return Promise.resolve();
    };
    const streams = ['events', 'denials'] as const;
    const consumers = streams.map((stream) => consumeEvents(audit, { stream, durable: 'audit', handle, log }));
    await done;
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    expect(heard.sort()).toEqual(['evt_1', 'evt_2', 'evt_3']);

    const operator = await raw('operator');
    const manager = await jetstreamManager(operator);
    for (const stream of ['EVENTS', 'DENIALS'])
      expect(await manager.consumers.info(stream, 'audit')).toMatchObject({ num_pending: 0, num_ack_pending: 0 });
  });

  it('lets no gateway forge an event, and no service delete what happened', async () => {
    await ensureEventStream(await door('audit'));
    const gateway = await raw('gateway');
    await expect(
      jetstream(gateway).publish('portcullis.events.ten_1.token.revoked', '{}', { timeout: 2_000 }),
    ).rejects.toThrow(/ermission|no.?respon/i);
    for (const user of ['gateway', 'tokens', 'permissions', 'audit'] as const) {
      const connection = await raw(user);
      for (const subject of ['$JS.API.STREAM.DELETE.EVENTS', '$JS.API.STREAM.PURGE.DENIALS']) {
        await expect(connection.request(subject, '{}', { timeout: 2_000 })).rejects.toThrow(/ermission/);
      }
    }
  });
});
