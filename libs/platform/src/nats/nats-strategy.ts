import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { CallScope, Contract, RefusalBody, ServiceName } from '@portcullis/contracts';
import { assert, Defect, Fault, SHARD_COUNT, shard } from '@portcullis/kernel';
import { lastValueFrom } from 'rxjs';
import type { NatsDoor } from '../nats-client/index.js';
import {
  decodeJson,
  decodeRequestHead,
  describeIssues,
  encodeFault,
  encodeRefusal,
  encodeReply,
  readHeaders,
  type Wire,
} from '../nats-client/wire.js';
import { within } from '../nats-client/within.js';
import type { Logger } from '../runtime/log.js';
import { Settling } from './settling.js';
import { WorkInHand, type Slot } from './work-in-hand.js';

export interface NatsStrategyOptions {
  readonly door: NatsDoor;
  /** Whose contracts this process answers. */
  readonly service: ServiceName;
  readonly log: Logger;
  /** Calls at work at once, in all; 256 unless given. */
  readonly maxInHand?: number;
  /** Calls at work at once for one tenant; 64 unless given. */
  readonly maxInHandPerTenant?: number;
  /** Calls whose work is done and whose answer is waited for; 10,000 unless given. Beyond that they keep their slots. */
  readonly maxSettling?: number;
}

/** Shorter than the whole shutdown may take, so that what comes after it has its turn. */
const CLOSE_LIMIT_MS = 8_000;

const FAULT_WORDS: Readonly<Record<Fault['kind'], string>> = {
  unavailable: 'a part that is needed to answer is not available',
  overloaded: 'too much work in hand',
  timeout: 'a part that is needed to answer took too long',
  broken: 'something went wrong',
};

/**
 * Nest's door to calls over NATS, in place of Nest's own transport, which has no deadline, no bound on its work, no
 * answer to bad input, and gives up after ten failed reconnects. Each call is answered, whatever it holds.
 *
 * `app.close()` stops taking calls and waits for those in hand; the connection is not ended, since relays and consumers
 * that still stop afterwards need it: whoever opened the door drains it last.
 */
export class NatsStrategy extends Server implements CustomTransportStrategy {
  private readonly work: WorkInHand;
  private readonly contracts = new Map<string, Contract>();
  private readonly subscriptions: Subscription[] = [];
  private subscribeError: Error | undefined;

  constructor(private readonly options: NatsStrategyOptions) {
    super();
    this.work = new WorkInHand({ total: options.maxInHand ?? 256, perTenant: options.maxInHandPerTenant ?? 64, settling: options.maxSettling ?? 10_000 });
  }

  /** @throws Defect for what would otherwise be lost in silence: a doubled handler, or one that nobody could reach. */
  override addHandler(
    pattern: string,
    handler: MessageHandler,
    isEventHandler = false,
    extras: { contract?: Contract } = {},
  ): void {
    const { contract } = extras;
    assert(contract !== undefined && !isEventHandler, `${pattern}: over NATS only @Handles(contract) is answered`);
    assert(contract.service === this.options.service, `${pattern} is not a contract of ${this.options.service}`);
    assert(!this.contracts.has(pattern), `${pattern} has two handlers`);
    this.contracts.set(pattern, contract);
    super.addHandler(pattern, handler, isEventHandler, extras);
  }

  listen(callback: (error?: unknown) => void): void {
    this.start().then(() => callback(), callback);
  }

  async close(): Promise<void> {
    const finished = Promise.allSettled(this.subscriptions.map((subscription) => subscription.drain()))
      .then(() => this.work.idle())
      .then(() => (this.options.door.isUp() ? this.options.door.flush() : undefined));
    await within(CLOSE_LIMIT_MS, finished);
    if (this.work.count > 0) this.options.log.warn('calls were still in hand at the end', { count: this.work.count });
  }

  override on(): never {
    throw new Defect('the NATS strategy has no events; ask its door');
  }

  override unwrap<T = NatsConnection>(): T {
    return this.options.door.connection as T;
  }

  /** Ready only when the broker has seen every subscription, and refused none. */
  private async start(): Promise<void> {
    const { door, service } = this.options;
    for (const [pattern, contract] of this.contracts) {
      const handler = this.messageHandlers.get(pattern);
      assert(handler !== undefined, `${pattern} has lost its handler`);
      this.subscriptions.push(
        door.connection.subscribe(door.subjects.rpcOfAllShards(contract), {
          queue: door.subjects.rpcQueue(service),
          callback: (error, message) => {
            if (error === null) void this.receive(contract, handler, message);
            else this.refusedSubscription(contract, error);
          },
        }),
      );
    }
    await door.flush();
    if (this.subscribeError !== undefined) {
      throw new Fault('NATS refuses a subscription', 'broken', { cause: this.subscribeError });
    }
  }

  private refusedSubscription(contract: Contract, error: Error): void {
    this.subscribeError ??= error;
    this.options.log.error('NATS refuses a subscription', { contract: contract.name, err: error });
  }

  /** Never rejects: an error that escaped into nats.js would end its reading loop, and with it every other call. */
  private async receive(contract: Contract, handler: MessageHandler, message: Msg): Promise<void> {
    const given = readHeaders(message);
    const head = given.ok ? decodeRequestHead(given.value) : given;
    if (!head.ok) return this.answer(message, badRequest(head.refusal));
    const { tenantId, requestId, deadlineMs } = head.value;
    if (deadlineMs <= 0) return;
    const slot = this.work.take(tenantId);
    if (slot === null) return this.answer(message, encodeFault('overloaded', FAULT_WORDS.overloaded));
    const log = this.options.log.child({ requestId, contract: contract.name });
    try {
      const wire = await this.respond(contract, handler, message, { tenantId, requestId }, slot, log);
      await this.options.door.turn();
      this.answer(message, wire);
    } catch (error) {
      log.error('a call broke', { err: error });
      this.answer(message, encodeFault('broken', FAULT_WORDS.broken));
    } finally {
      slot.giveBack();
    }
  }

  private async respond(
    contract: Contract,
    handler: MessageHandler,
    message: Msg,
    head: { tenantId: string; requestId: string },
    slot: Slot,
    log: Logger,
  ): Promise<Wire> {
    const shardText = this.options.door.subjects.shardOf(message.subject);
    if (!/^\d{1,2}$/.test(shardText) || Number(shardText) >= SHARD_COUNT) return badRequest('shard');
    const body = decodeJson(message.data);
    if (!body.ok) return badRequest(body.refusal);
    const request = contract.request.safeParse(body.value);
    if (!request.success) return badRequest(describeIssues(request.error));
    const scope: CallScope = { ...head, shard: shard(Number(shardText)) };
    try {
      const result: unknown = await lastValueFrom(this.transformToObservable(handler(request.data, scope)));
      if (!(result instanceof Settling)) return encodeResult(contract, result);
      slot.settle();
      return encodeResult(contract, await result.outcome);
    } catch (error) {
      if (!(error instanceof Fault) || error.kind === 'broken') throw error;
      log.warn('a call failed for now', { err: error });
      return encodeFault(error.kind, FAULT_WORDS[error.kind]);
    }
  }

  private answer(message: Msg, { headers, payload }: Wire): void {
    try {
      message.respond(payload, { headers });
    } catch (error) {
      this.options.log.error('an answer cannot be sent', { err: error });
      // Too large, most likely: the caller must not wait out its deadline for that.
      if (payload !== '') this.answer(message, encodeFault('broken', FAULT_WORDS.broken));
    }
  }
}

function badRequest(problem: string): Wire {
  return encodeFault('broken', `bad request: ${problem}`, 400);
}

/** @throws Defect when the handler answers what its contract does not name. */
function encodeResult(contract: Contract, result: unknown): Wire {
  const { ok, value, refusal } = result as { ok?: unknown; value?: unknown; refusal?: RefusalBody };
  if (ok === false && refusal !== undefined) {
    const isNamed = contract.refusals.some((code) => code === refusal.code);
    assert(isNamed, `the contract does not name the refusal ${refusal.code}`);
    return encodeRefusal(refusal);
  }
  assert(ok === true, 'a handler must answer granted(…) or refused(…)');
  const reply = contract.reply.safeParse(value);
  if (!reply.success) throw new Defect(`the reply does not fit its contract: ${describeIssues(reply.error)}`);
  return encodeReply(reply.data);
}
