import { connectNats, type NatsDoor } from '@portcullis/platform/nats-client';
import { createLogger } from '@portcullis/platform/runtime';
import { integrationWorld, type IntegrationWorld } from '@portcullis/testkit';
import { hearControl, HostClock } from './host-control.js';

const HOUR_MS = 3_600_000;
const log = createLogger({ instance: 'spec', level: 'silent' });
let world: IntegrationWorld;
let door: NatsDoor;

beforeAll(async () => {
  world = await integrationWorld();
  door = await connectNats({ url: world.natsUrl, name: 'spec', subjectPrefix: world.subjectPrefix, log });
});
afterAll(async () => {
  await door.drain();
  await world.close();
});

/** Sends, and waits until the broker has handed out all that was sent. */
async function tell(instance: string, message: string): Promise<void> {
  door.connection.publish(door.subjects.control(instance), message);
  await door.flush();
}

describe('a clock under control', () => {
  it('is the host’s until it is set, then ahead of it or behind, and nobody else’s message sets it', async () => {
    const clock = new HostClock();
    const aheadMs = (): number => clock.now() - Date.now();
    hearControl({ door, instance: 'gateway-1', clock, log });
    expect(Math.abs(aheadMs())).toBeLessThan(60_000);
    await tell('gateway-1', JSON.stringify({ wallClockAheadMs: HOUR_MS }));
    expect(Math.abs(aheadMs() - HOUR_MS)).toBeLessThan(60_000);
    expect(Math.abs(clock.moment().wallMs - clock.now())).toBeLessThan(60_000);
    expect(Math.abs(clock.moment().monotonicMs - performance.now())).toBeLessThan(60_000);
    for (const message of ['{', '{}', '{"wallClockAheadMs":1e99}', '{"wallClockAheadMs":0,"more":1}']) await tell('gateway-1', message);
    await tell('gateway-2', JSON.stringify({ wallClockAheadMs: 0 }));
    expect(Math.abs(aheadMs() - HOUR_MS)).toBeLessThan(60_000);
    await tell('gateway-1', JSON.stringify({ wallClockAheadMs: -HOUR_MS }));
    expect(Math.abs(aheadMs() + HOUR_MS)).toBeLessThan(60_000);
  });
});
