import { enforcementMessages, type AuthorityName } from '@portcullis/contracts';
import { aheadOf, replyTo, type Position, type RenewalRequest } from '@portcullis/enforcement';
import { instant, toRfc3339, type Shard } from '@portcullis/kernel';
import type { NatsDoor } from '@portcullis/platform/nats-client';
import type { Logger } from '@portcullis/platform/runtime';
import type { Histories } from './histories.js';
import type { Leases } from './leases.js';
import { decoded, messageOf, requestOf } from './messages.js';

export interface RenewalsOptions {
  readonly name: AuthorityName;
  readonly door: NatsDoor;
  readonly leases: Leases;
  readonly histories: Histories;
  readonly log: Logger;
  /** A verifier says how far it has come. */
  readonly saw: (shard: Shard, position: Position) => void;
  /** An epoch was seen; to be told before anything is answered. */
  readonly notice: (epoch: number) => void;
  /** The database is another one than it was (null), or a verifier has seen what is not there. */
  readonly onLost: (ahead: Position | null) => void;
}

/** More are left without an answer: verifiers ask again, and those that wait here are late already. */
const MOST_IN_HAND = 1_000;

/** Answers verifiers that ask for their leases (rules A3 and A9). */
export class Renewals {
  private inHand = 0;
  private readonly idle = new Set<() => void>();
  private readonly subscription;

  /** Hears them from now on. Members of the service share the work. */
  constructor(private readonly options: RenewalsOptions) {
    const { door, name, log } = options;
    this.subscription = door.connection.subscribe(door.subjects.leases(name), {
      queue: door.subjects.rpcQueue(name),
      callback: (error, received) => {
        if (error !== null) return log.error('NATS refuses a subscription', { err: error });
        void this.receive(received.data, (answer) => void received.respond(answer));
      },
    });
  }

  /** No more are taken; those in hand are answered. */
  async stop(): Promise<void> {
    await this.subscription.drain().catch(() => undefined);
    if (this.inHand > 0) await new Promise<void>((resolve) => this.idle.add(resolve));
  }

  /** Never rejects: an error that escaped into nats.js would end its reading loop. */
  private async receive(data: Uint8Array, respond: (answer: string) => void): Promise<void> {
    const asked = enforcementMessages.leaseMessage.safeParse(decoded(data));
    if (!asked.success || this.inHand >= MOST_IN_HAND) return this.options.log.warn('a renewal was left without an answer', { isUnderstood: asked.success });
    this.inHand += 1;
    try {
      if ('end' in asked.data) await this.options.leases.end(asked.data);
      const answer = 'end' in asked.data ? {} : await this.renew(requestOf(asked.data));
      if (answer !== null) respond(JSON.stringify(answer));
    } catch (error) {
      this.options.log.warn('a lease was not renewed', { err: error });
    } finally {
      this.inHand -= 1;
      if (this.inHand === 0) for (const wake of this.idle) wake();
    }
  }

  /** Null: no answer. */
  private async renew(request: RenewalRequest): Promise<enforcementMessages.RenewalReplyMessage | null> {
    const { leases, histories, saw, notice, onLost } = this.options;
    for (const { shard, position } of request.shards) if (position !== null) saw(shard, position);
    const granted = await leases.grant(request);
    if (granted.outcome === 'overtaken') return null;
    if (granted.outcome === 'other_instance') {
      onLost(null);
      return null;
    }
    const at = toRfc3339(instant(granted.atMs));
    if (granted.outcome === 'refused') return { n: request.n, at, refusedForMs: Math.ceil(granted.refusedForMs), shards: [] };
    // Only now: either a revoke that crosses has seen the row, or this sees the revoke.
    const known = await histories.read(request.shards);
    for (const { epoch } of known) notice(epoch);
    const ahead = aheadOf(request, known);
    if (ahead !== null) {
      onLost(ahead);
      return null;
    }
    const { n, shards } = replyTo(request, known);
    return { n, at, refusedForMs: 0, shards: shards.map((grant) => ({ ...grant, changes: grant.changes.map(messageOf) })) };
  }
}
