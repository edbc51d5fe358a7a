import { enforcementMessages, type AuthorityName } from '@portcullis/contracts';
import type { Change, Position } from '@portcullis/enforcement';
import { shard as asShard, type RandomBytes, type Shard } from '@portcullis/kernel';
import type { NatsDoor } from '@portcullis/platform/nats-client';
import type { Logger } from '@portcullis/platform/runtime';
import { decoded, messageOf } from './messages.js';

export interface BroadcastsOptions {
  readonly name: AuthorityName;
  readonly door: NatsDoor;
  readonly log: Logger;
  readonly randomBytes: RandomBytes;
  /** A verifier says how far it has come. */
  readonly onConfirmed: (verifier: string, shard: Shard, position: Position) => void;
}

const MOST_CHANGES_IN_MESSAGE = 1_000;

/** Tells verifiers what has changed, and hears from them that it is in force. What is lost on the way costs time alone. */
export class Broadcasts {
  private readonly confirmTo: string;
  private readonly subscription;

  constructor(private readonly options: BroadcastsOptions) {
    const { door, name, log, randomBytes } = options;
    this.confirmTo = door.subjects.confirmations(name, Buffer.from(randomBytes(12)).toString('hex'));
    this.subscription = door.connection.subscribe(this.confirmTo, {
      callback: (error, received) => {
        if (error === null) this.hear(received.data);
        else log.error('NATS refuses a subscription', { err: error });
      },
    });
  }

  tell(changes: readonly Change[]): void {
    const perShard = new Map<Shard, Change[]>();
    for (const change of changes) perShard.set(change.shard, [...(perShard.get(change.shard) ?? []), change]);
    for (const [shard, ofShard] of perShard) {
      const inOrder = ofShard.sort((one, other) => one.epoch - other.epoch || one.rev - other.rev);
      for (let from = 0; from < inOrder.length; from += MOST_CHANGES_IN_MESSAGE) {
        this.publish(shard, inOrder.slice(from, from + MOST_CHANGES_IN_MESSAGE));
      }
    }
  }

  async stop(): Promise<void> {
    await this.subscription.drain().catch(() => undefined);
  }

  private publish(shard: Shard, changes: readonly Change[]): void {
    const { name, door, log } = this.options;
    const message = { authority: name, changes: changes.map(messageOf), confirmTo: this.confirmTo };
    try {
      // What would be kept until the broker is back comes too late for anybody.
      if (door.isUp()) door.connection.publish(door.subjects.changes(name, shard), JSON.stringify(message));
    } catch (error) {
      log.warn('a change was not broadcast', { err: error });
    }
  }

  private hear(data: Uint8Array): void {
    const said = enforcementMessages.confirmation.safeParse(decoded(data));
    if (!said.success) return this.options.log.warn('a confirmation makes no sense');
    for (const { shard, epoch, rev } of said.data.positions) this.options.onConfirmed(said.data.verifier, asShard(shard), { epoch, rev });
  }
}
