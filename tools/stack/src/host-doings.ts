import { enforcementMessages } from '@portcullis/contracts';
import { connectNats, type NatsDoor, type StreamKind } from '@portcullis/platform/nats-client';
import { createLogger } from '@portcullis/platform/runtime';
import type { StackInfo } from './stack-info.js';

/** What befalls a running stack from the broker's side, done as the broker's operator. Waits while the broker is away. */
export class HostDoings {
  private constructor(private readonly door: NatsDoor) {}

  static async connect({ nats }: Pick<StackInfo, 'nats'>): Promise<HostDoings> {
    const log = createLogger({ instance: 'host', level: 'silent' });
    return new HostDoings(await connectNats({ url: nats, name: 'host', log }));
  }

  /** Of a process that was started with PORTCULLIS_DEVELOPMENT_CONTROL=1. A new process has its host's clock again. */
  async setWallClock(instance: string, aheadMs: number): Promise<void> {
    const message = enforcementMessages.hostControl.parse({ wallClockAheadMs: aheadMs });
    this.door.connection.publish(this.door.subjects.control(instance), JSON.stringify(message));
    await this.door.flush();
  }

  /** With all that is in it. Whoever needs it makes it anew. */
  async deleteStream(kind: StreamKind): Promise<void> {
    const { name } = this.door.subjects.streams[kind];
    await this.door.whileUp(() => this.door.connection.request(`$JS.API.STREAM.DELETE.${name}`));
  }

  close(): Promise<void> {
    return this.door.drain();
  }
}
