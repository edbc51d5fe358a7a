import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { Event } from '@portcullis/contracts';
import { instant } from '@portcullis/kernel';
import { newId } from '../runtime/index.js';
import { Broker, silent } from './broker-for-spec.js';
import { connectNats, ensureEventStream, publishEvent, readEventsBack, type NatsDoor } from './index.js';

const told = (subject: string): Event => ({
  ...{ id: newId('evt'), type: 'token.revoked', source: '/tokens/17', subject, tenantId: 'ten_a' },
  ...{ time: '2027-01-31T12:00:00.000Z', data: {} },
});
const names = (events: readonly Event[]): string[] => events.map(({ subject }) => subject);
/** Times that no clock is near. */
const [LONG_AGO, LATER] = [instant(0), instant(Date.parse('2100-01-01T00:00:00Z'))];

describe('the stream of events, read back', () => {
  let broker: Broker;
  let door: NatsDoor;
  let manager: JetStreamManager;
  let stream: string;

  beforeAll(async () => {
    broker = await Broker.start();
  });

  afterAll(async () => {
    await broker?.dispose();
  });

  beforeEach(async () => {
    door = await connectNats({ url: broker.url, name: 'events', subjectPrefix: newId('req'), log: silent });
    manager = await jetstreamManager(door.connection);
    stream = door.subjects.streams.events.name;
  });

  afterEach(async () => {
    await manager.streams.delete(stream).catch(() => undefined);
    await door.drain();
  });

  const read = (since = LONG_AGO, wanted: (event: Event) => boolean = () => true) => readEventsBack(door, { since, marginMs: 0, wanted });
  /** When the stream was given its message of that number. */
  const timeOf = async (seq: number) => instant((await manager.streams.getMessage(stream, { seq }))!.time.getTime());

  it('gives what is wanted, in its order, however much there is', async () => {
    for (let i = 0; i < 300; i++) await publishEvent(door, told(String(i)));
    const { events } = await read(LONG_AGO, ({ subject }) => subject.endsWith('7'));
    expect(names(events)).toEqual(Array.from({ length: 30 }, (_, i) => String(10 * i + 7)));
  });

  it('goes no further back than it has to, and reaches back where it finds something older', async () => {
    await publishEvent(door, told('old'));
    const old = await timeOf(1);
    while (Date.now() <= old + 1) await new Promise(setImmediate);
    await publishEvent(door, told('new'));
    const back = await read(await timeOf(2));
    expect(names(back.events)).toEqual(['new']);
    expect(back.reachesBack).toBe(true);
  });

  it('does not reach back before it was made', async () => {
    expect(await read()).toEqual({ events: [], reachesBack: false });
    await ensureEventStream(door);
    expect((await read()).reachesBack).toBe(false);
    expect((await read(LATER)).reachesBack).toBe(true);
    await publishEvent(door, told('a'));
    expect((await read()).reachesBack).toBe(false);
    expect((await read(await timeOf(1))).reachesBack).toBe(true);
  });

  it('does not reach back to what was purged, nor to what made room for others', async () => {
    for (const subject of ['a', 'b', 'c']) await publishEvent(door, told(subject));
    const last = await timeOf(3);
    const { config } = await manager.streams.info(stream);
    await manager.streams.delete(stream);
    await manager.streams.add({ ...config, deny_purge: false });
    const made = instant(Date.parse((await manager.streams.info(stream)).created));
    expect(made).toBeGreaterThanOrEqual(last);
    for (const subject of ['d', 'e']) await publishEvent(door, told(subject));
    expect(await read(made)).toMatchObject({ reachesBack: true });
    await manager.streams.purge(stream, { seq: 2 });
    const back = await read(made);
    expect(names(back.events)).toEqual(['e']);
    expect(back.reachesBack).toBe((await timeOf(2)) <= made);
    await manager.streams.purge(stream);
    expect((await read(made)).events).toEqual([]);
    expect((await read(LATER)).reachesBack).toBe(true);
  });
});
