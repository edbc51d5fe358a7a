import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { Event } from '@portcullis/contracts';
import { newId } from '../runtime/index.js';
import { Broker, gate, keptLog, malformedHeaders, silent } from './broker-for-spec.js';
import {
  connectNats,
  consumeEvents,
  ensureEventStream,
  ensureStream,
  publishEvent,
  type EventConsumer,
  type NatsDoor,
  type StreamKind,
} from './index.js';

function eventOf(type: string, tenantId = 'ten_a'): Event {
  return {
    id: newId('evt'),
    type,
    source: '/tokens/17',
    subject: newId('tok'),
    tenantId,
    time: '2027-01-31T12:00:00.000Z',
    data: { name: 'deploy', accountId: null },
  };
}

/** A handler that keeps what it got, and lets one wait for it. */
function inbox() {
  const events: Event[] = [];
  const waiting = new Set<() => void>();
  return {
    events,
    async take(event: Event) {
      events.push(event);
      for (const check of waiting) check();
      return Promise.resolve();
    },
    async holds(count: number) {
      await new Promise<void>((resolve) => {
        const check = () => {
          if (events.length >= count) resolve();
        };
        waiting.add(check);
        check();
      });
    },
  };
}

describe('events over JetStream', () => {
  let broker: Broker;
  let door: NatsDoor;
  let manager: JetStreamManager;
  const consumers: EventConsumer[] = [];
  const { log, lines } = keptLog();

  beforeAll(async () => {
    broker = await Broker.start();
  });

  afterAll(async () => {
    await broker?.dispose();
  });

  beforeEach(async () => {
    lines.length = 0;
    door = await connectNats({ url: broker.url, name: 'events', subjectPrefix: newId('req'), log: silent });
    manager = await jetstreamManager(door.connection);
  });

  afterEach(async () => {
    await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
    // What each may hold is reserved on the disk.
    for (const { name } of Object.values(door.subjects.streams)) await manager.streams.delete(name).catch(() => undefined);
    await door.drain();
  });

  function consume(handle: (event: Event) => Promise<void>, stream: StreamKind = 'events') {
    const handleAll = async (events: readonly Event[]): Promise<void> => {
      for (const event of events) await handle(event);
    };
    const consumer = consumeEvents(door, { stream, durable: 'audit', handle: handleAll, log });
    consumers.push(consumer);
    return consumer;
  }

  const eventStream = () => door.subjects.streams.events.name;

  const pending = async () => {
    const info = await manager.consumers.info(eventStream(), 'audit');
    return { unseen: info.num_pending, unacknowledged: info.num_ack_pending };
  };

  it('arrive as they were published', async () => {
    const { events, take, holds } = inbox();
    consume(take);
    const event = eventOf('token.created');
    await publishEvent(door, event);
    await holds(1);
    expect(events).toEqual([event]);
  });

  it('keep denials in a stream of their own, which only its consumer makes, and both have a bound', async () => {
    const denial = eventOf('request.denied');
    await expect(publishEvent(door, denial)).rejects.toMatchObject({ kind: 'unavailable' });
    await ensureStream(door, 'denials');
    await publishEvent(door, denial);
    await publishEvent(door, eventOf('token.created'));
    const { events, take, holds } = inbox();
    consume(take, 'denials');
    await holds(1);
    expect(events).toEqual([denial]);
    const { streams } = door.subjects;
    const configs = await Promise.all(Object.values(streams).map(async ({ name }) => (await manager.streams.info(name)).config));
    expect(configs).toMatchObject([
      { subjects: streams.events.subjects, max_bytes: 1_073_741_824, discard: 'old' },
      { subjects: streams.denials.subjects, max_bytes: 268_435_456, discard: 'old' },
    ]);
  });

  it('are stored once, however often they are published', async () => {
    const event = eventOf('token.revoked');
    await Promise.all([1, 2, 3].map(() => publishEvent(door, event)));
    expect((await manager.streams.info(eventStream())).state.messages).toBe(1);
  });

  it('are handled once each when acknowledged, by one of the processes that share a name', async () => {
    const { events, take, holds } = inbox();
    const published = Array.from({ length: 200 }, (_, i) => eventOf('token.created', `ten_${i % 7}`));
    await Promise.all(published.map((event) => publishEvent(door, event)));
    consume(take);
    consume(take);
    await holds(200);
    await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
    expect(events.map(({ id }) => id).sort()).toEqual(published.map(({ id }) => id).sort());
    expect(await pending()).toEqual({ unseen: 0, unacknowledged: 0 });
  });

  it('of one tenant come in order, one at a time, and do not hold up those of another', async () => {
    const { events, take, holds } = inbox();
    const first = gate();
    consume(async (event) => {
      if (event.type === 'token.slow') await first.opened;
      await take(event);
    });
    for (const type of ['token.slow', 'token.created', 'token.revoked']) await publishEvent(door, eventOf(type));
    await publishEvent(door, eventOf('token.created', 'ten_b'));
    await holds(1);
    expect(events.map(({ tenantId }) => tenantId)).toEqual(['ten_b']);
    first.open();
    await holds(4);
    expect(events.slice(1).map(({ type }) => type)).toEqual(['token.slow', 'token.created', 'token.revoked']);
  });

  it('come again after their handler threw, until it does not', async () => {
    const { events, take, holds } = inbox();
    let attempts = 0;
    consume(async (event) => {
      if (++attempts < 3) throw new Error('no database');
      await take(event);
    });
    const event = eventOf('token.revoked');
    await publishEvent(door, event);
    await holds(1);
    expect({ attempts, events }).toEqual({ attempts: 3, events: [event] });
    expect(lines.filter((line) => line['msg'] === 'an event was not handled and comes again')).toMatchObject([
      { deliveries: 1, retryMs: 250, eventId: event.id },
      { deliveries: 2, retryMs: 500 },
    ]);
  });

  it('of one tenant that wait are handled together; one that cannot be holds up nothing but itself', async () => {
    const published = Array.from({ length: 5 }, (_, i) => eventOf(i === 3 ? 'token.bad' : 'token.created'));
    const ids = published.map(({ id }) => id);
    const calls: string[][] = [];
    const { events, take, holds } = inbox();
    const first = gate();
    const handle = async (given: readonly Event[]): Promise<void> => {
      calls.push(given.map(({ id }) => id));
      if (calls.length === 1) await first.opened;
      if (events.length < 4 && given.some(({ type }) => type === 'token.bad')) throw new Error('not this one');
      for (const event of given) await take(event);
    };
    await publishEvent(door, published[0]!);
    consumers.push(consumeEvents(door, { stream: 'events', durable: 'audit', handle, log }));
    while (calls.length === 0) await new Promise(setImmediate);
    for (const event of published.slice(1)) await publishEvent(door, event);
    while ((await pending()).unseen > 0) await new Promise(setImmediate);
    first.open();
    await holds(5);
    expect(events.map(({ id }) => id)).toEqual([ids[0], ids[1], ids[2], ids[4], ids[3]]);
    expect(Math.max(...calls.map(({ length }) => length))).toBeGreaterThan(1);
  });

  it('that cannot be read are dropped and logged, and do not stop the others', async () => {
    const { events, take, holds } = inbox();
    await ensureEventStream(door);
    door.connection.publish(door.subjects.event({ tenantId: 'ten_a', type: 'token.revoked' }), 'hunter2');
    const event = eventOf('token.revoked');
    await publishEvent(door, event);
    consume(take);
    await holds(1);
    await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
    expect(events).toEqual([event]);
    expect(lines).toMatchObject([{ level: 'error', problem: 'no CloudEvents 1.0 headers', sequence: 1 }]);
    expect(JSON.stringify(lines)).not.toContain('hunter2');
    expect(await pending()).toEqual({ unseen: 0, unacknowledged: 0 });
  });

  it('whose headers are malformed are dropped too, and do not come again for ever', async () => {
    const { events, take, holds } = inbox();
    await ensureEventStream(door);
    const subject = door.subjects.event({ tenantId: 'ten_a', type: 'token.revoked' });
    door.connection.publish(subject, '{}', { headers: malformedHeaders() });
    const event = eventOf('token.revoked');
    await publishEvent(door, event);
    consume(take);
    await holds(1);
    await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
    expect(events).toEqual([event]);
    expect(lines).toMatchObject([{ level: 'error', problem: 'the headers are malformed', sequence: 1 }]);
    expect(await pending()).toEqual({ unseen: 0, unacknowledged: 0 });
  });

  it('go on after the stream was deleted under publisher and consumer', async () => {
    const { take, holds, events } = inbox();
    consume(take);
    await publishEvent(door, eventOf('token.created'));
    await holds(1);
    await manager.streams.delete(eventStream());
    const after = eventOf('token.revoked');
    await publishEvent(door, after);
    await holds(2);
    expect(events[1]).toEqual(after);
  }, 20_000);

  it('go on after the consumer was deleted', async () => {
    const { take, holds } = inbox();
    consume(take);
    await publishEvent(door, eventOf('token.created'));
    await holds(1);
    await manager.consumers.delete(eventStream(), 'audit');
    await publishEvent(door, eventOf('token.revoked'));
    // The new consumer begins with the oldest again: at least once, never less.
    await holds(3);
  }, 20_000);

  it('go on after the broker was killed and started again', async () => {
    const { take, holds, events } = inbox();
    consume(take);
    await publishEvent(door, eventOf('token.created'));
    await holds(1);
    await broker.kill();
    await expect(publishEvent(door, eventOf('token.created'))).rejects.toMatchObject({ kind: 'unavailable' });
    await broker.startAgain();
    await door.flush();
    const after = eventOf('token.revoked');
    await publishEvent(door, after);
    await holds(2);
    expect(events.at(-1)).toEqual(after);
  }, 20_000);

  it('in hand are finished when their consumer stops, and the rest is left for others at once', async () => {
    const release = gate();
    const begun = inbox();
    const consumer = consume(async (event) => {
      await begun.take(event);
      await release.opened;
    });
    const published = Array.from({ length: 100 }, (_, i) => eventOf('token.created', `ten_${i}`));
    await Promise.all(published.map((event) => publishEvent(door, event)));
    await begun.holds(64);
    const stopped = consumer.stop();
    release.open();
    await stopped;
    expect(await pending()).toEqual({ unseen: 36, unacknowledged: 0 });
    const rest = inbox();
    consume(rest.take);
    await rest.holds(36);
    const handled = [...begun.events, ...rest.events].map(({ id }) => id);
    expect(handled.sort()).toEqual(published.map(({ id }) => id).sort());
  });

  it('find the stream as an operator left it', async () => {
    await manager.streams.add({ name: eventStream(), subjects: [...door.subjects.streams.events.subjects], max_msgs: 5 });
    await Promise.all([ensureEventStream(door), ensureEventStream(door)]);
    expect((await manager.streams.info(eventStream())).config.max_msgs).toBe(5);
  });
});
