import { enforcementMessages } from '@portcullis/contracts';
import { instant, type Clock } from '@portcullis/kernel';
import type { NatsDoor } from '@portcullis/platform/nats-client';
import type { Logger } from '@portcullis/platform/runtime';

/** The host's clocks, of which somebody may set the one on the wall while this process runs. */
export class HostClock implements Clock {
  private aheadMs = 0;

  now = () => instant(Date.now() + this.aheadMs);

  /** One moment by both clocks, as leases are counted by. */
  moment = () => ({ monotonicMs: performance.now(), wallMs: Date.now() + this.aheadMs });

  /** As if the host's clock had been set. */
  set(aheadMs: number): void {
    this.aheadMs = aheadMs;
  }
}

/**
 * Lets tests do to this process what its host might. In development only: no administrator sets a clock by message, and whoever may
 * publish there could otherwise make a gateway look its facts up anew as often as they like.
 */
export function hearControl({ door, instance, clock, log }: { door: NatsDoor; instance: string; clock: HostClock; log: Logger }): void {
  door.connection.subscribe(door.subjects.control(instance), {
    callback: (error, message) => {
      const told = error === null ? enforcementMessages.hostControl.safeParse(parsed(message.string())) : null;
      if (!told?.success) return log.warn('a control message was not understood');
      clock.set(told.data.wallClockAheadMs);
      log.warn('the wall clock was set by a control message', told.data);
    },
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
