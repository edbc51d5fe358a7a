import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { contract, type Contract } from '@portcullis/contracts';
import { Fault, granted, shard } from '@portcullis/kernel';
import { z } from 'zod';
import { Handles, NatsStrategy } from '../nats/index.js';
import { Broker, gate, keptLog, silent } from './broker-for-spec.js';
import { connectNats, createRpcClient, type NatsDoor, type RpcClient } from './index.js';

const parts = {
  service: 'tokens',
  request: z.strictObject({}),
  reply: z.strictObject({}),
  refusals: [],
  deadlineMs: 5_000,
  idempotent: false,
} as const;
const ping = contract({ ...parts, name: 'ping' });
const hang = contract({ ...parts, name: 'hang' });
const scope = { shard: shard(1), tenantId: 'ten_a', requestId: 'req_1' };

/** Nest's own transport is closed for ever after this many. */
const DEFAULT_RECONNECT_ATTEMPTS = 10;

let hanging = gate();

@Controller()
class Answers {
  @Handles(ping)
  ping() {
    return Promise.resolve(granted({}));
  }

  @Handles(hang)
  async hang() {
    hanging.open();
    return new Promise<never>(() => undefined);
  }
}

@Module({ controllers: [Answers] })
class App {}

describe('the connection to NATS', () => {
  let broker: Broker;
  let serverDoor: NatsDoor;
  let clientDoor: NatsDoor;
  let client: RpcClient;
  let app: INestMicroservice;
  const { log, lines } = keptLog();

  beforeAll(async () => {
    broker = await Broker.start();
    serverDoor = await connectNats({ url: broker.url, name: 'server', log });
    clientDoor = await connectNats({ url: broker.url, name: 'client', log: silent });
    client = createRpcClient(clientDoor);
    app = await NestFactory.createMicroservice(App, {
      strategy: new NatsStrategy({ door: serverDoor, service: 'tokens', log: silent }),
      logger: false,
      abortOnError: false,
    });
    await app.listen();
  });

  afterAll(async () => {
    broker?.thaw();
    await clientDoor?.drain();
    await serverDoor?.drain();
    await broker?.dispose();
  });

  beforeEach(() => {
    hanging = gate();
  });

  async function refusedWithin(limitMs: number, called: Contract): Promise<Fault> {
    const startedAt = performance.now();
    const fault: unknown = await client.call(called, {}, scope).catch((error: unknown) => error);
    expect(performance.now() - startedAt).toBeLessThan(limitMs);
    expect(fault).toBeInstanceOf(Fault);
    return fault as Fault;
  }

  it('comes back by itself after an outage of any length, and calls fail at once meanwhile', async () => {
    const waiting = client.call(hang, {}, scope).catch((error: unknown) => error);
    await hanging.opened;
    const down = Promise.all([status(serverDoor, 'disconnect'), status(clientDoor, 'disconnect')]);
    const attempts = status(serverDoor, 'reconnecting', DEFAULT_RECONNECT_ATTEMPTS + 2);
    const killedAt = performance.now();
    await broker.kill();
    expect(await waiting).toMatchObject({ kind: 'unavailable' });
    expect(performance.now() - killedAt).toBeLessThan(1_000);

    await down;
    expect(serverDoor.isUp()).toBe(false);
    expect(await refusedWithin(100, ping)).toMatchObject({ kind: 'unavailable' });
    expect(await refusedWithin(100, { ...ping, idempotent: true })).toMatchObject({ kind: 'unavailable' });

    await attempts;
    const up = Promise.all([serverDoor.flush(), clientDoor.flush()]);
    await broker.startAgain();
    await up;
    expect(await client.call(ping, {}, scope)).toEqual({ ok: true, value: {} });
    const told = lines.map((line) => line['msg']);
    expect(told).toEqual(expect.arrayContaining(['NATS is disconnected', 'NATS is connected again']));
  }, 20_000);

  it('is found dead when the broker is frozen, and lives again with it', async () => {
    const down = Promise.all([status(serverDoor, 'disconnect'), status(clientDoor, 'disconnect')]);
    broker.freeze();
    await down;
    expect(await refusedWithin(100, ping)).toMatchObject({ kind: 'unavailable' });
    const up = Promise.all([serverDoor.flush(), clientDoor.flush()]);
    broker.thaw();
    await up;
    expect(await client.call(ping, {}, scope)).toEqual({ ok: true, value: {} });
  }, 20_000);

  it('is waited for when the broker is not there yet', async () => {
    const late = await Broker.start();
    await late.kill();
    const { log: waitingLog, lines: waitingLines } = keptLog();
    const connecting = connectNats({ url: late.url, name: 'early', log: waitingLog });
    while (waitingLines.length === 0) await Promise.race([connecting, new Promise((resolve) => setImmediate(resolve))]);
    await late.startAgain();
    const door = await connecting;
    expect(door.isUp()).toBe(true);
    await door.drain();
    await late.dispose();
  });

  it('ends when drained, once and for all, also while the broker is away', async () => {
    const other = await Broker.start();
    const { log: ownLog, lines: ownLines } = keptLog();
    const [polite, abandoned] = await Promise.all([
      connectNats({ url: other.url, name: 'polite', log: silent }),
      connectNats({ url: other.url, name: 'abandoned', log: ownLog }),
    ]);
    await Promise.all([polite.drain(), polite.drain()]);
    expect(await polite.closed()).toBeUndefined();
    const down = status(abandoned, 'disconnect');
    await other.kill();
    await down;
    await abandoned.drain();
    expect(abandoned.isUp()).toBe(false);
    await expect(abandoned.flush()).rejects.toMatchObject({ kind: 'unavailable' });
    expect(ownLines.filter((line) => line['level'] === 'fatal')).toEqual([]);
    await other.dispose();
  });

  it('logs in with what the URL names, and hears answers under its own user alone', async () => {
    const guarded = await Broker.start('--user', 'tokens', '--pass', 'hunter2/@');
    const login = (password: string) => guarded.url.replace('//', `//tokens:${password}@`);
    const wrong = connectNats({ url: login('hunter3'), name: 'wrong', log });
    await expect(wrong).rejects.toMatchObject({ name: 'Fault', kind: 'broken' });

    const door = await connectNats({ url: login('hunter2%2F%40'), name: 'right', log });
    let repliesTo: string | undefined;
    door.connection.subscribe(door.subjects.rpcOfAllShards(ping), {
      callback: (_, message) => {
        repliesTo = message.reply;
        message.respond('{}');
      },
    });
    expect(await createRpcClient(door).call(ping, {}, scope)).toEqual({ ok: true, value: {} });
    expect(repliesTo).toMatch(/^_INBOX_tokens\./);
    await door.drain();
    await guarded.dispose();
    expect(JSON.stringify(lines)).not.toMatch(/hunter[23]/);
  });

  it('refuses a URL without quoting it, since it may hold a password', async () => {
    const connecting = connectNats({ url: 'nats://u:hunter2@', name: 'x', log: silent });
    const fault: unknown = await connecting.catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Fault);
    expect(String(fault)).not.toContain('hunter2');
  });
});

/** Resolves when the connection has told this status so many times. */
async function status(door: NatsDoor, type: string, times = 1): Promise<void> {
  let seen = 0;
  for await (const told of door.connection.status()) {
    if (told.type === type && ++seen === times) return;
  }
}
