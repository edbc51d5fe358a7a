import type { AuthorityName, Caller, Event, EventData } from '@portcullis/contracts';
import { PLATFORM_TENANT_ID, type Clock, type RandomBytes, type Shard } from '@portcullis/kernel';
import { createRpcClient, readEventsBack, type NatsDoor } from '@portcullis/platform/nats-client';
import { appendToOutbox } from '@portcullis/platform/outbox';
import type { Database, Transaction } from '@portcullis/platform/postgres';
import type { Logger } from '@portcullis/platform/runtime';
import { readAuditHistory } from './audit-history.js';
import { findLostEvents, type LostOfShard, type Memories } from './lost-events.js';
import type { LostHistory, Recover } from './recover.js';

export interface RecoveryParts {
  readonly name: AuthorityName;
  readonly database: Pick<Database, 'transaction' | 'exclusively'>;
  readonly door: NatsDoor;
  readonly log: Logger;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  /** Does again, once or many times, what the event tells. False: what it was done to is not there. */
  readonly reapply: (event: Event) => Promise<boolean>;
}

/** Brings back what was lost, from what was told of it. */
export function recoverFromEvents(parts: RecoveryParts): Recover {
  const memories = memoriesOf(parts);
  return async (lost) => {
    const shards = await findLostEvents(parts.name, memories, lost);
    const doubted = shards.filter(({ doubt }) => doubt !== null);
    for (const { shard, since, doubt } of doubted) {
      parts.log.error('a shard does not serve: what happened in it is not known, and an operator has to decide', { shard, ...since, doubt });
    }
    const whole = shards.filter(({ doubt }) => doubt === null);
    await bringBack(parts, lost, whole, null);
    return doubted.map(({ shard }) => shard);
  };
}

/**
 * Lets shards serve again with what is found of their history, whatever is missing of it, and whoever does not answer: an operator has
 * decided so. It is the one way in which a revoke can be undone.
 */
export async function bringBackWhatIsFound(parts: RecoveryParts, by: Caller, lost: LostHistory): Promise<void> {
  const { stream, audit } = memoriesOf(parts);
  const missing = (err: unknown): void => parts.log.error('a loss is accepted without one who may know of it', { err });
  const found = await findLostEvents(
    parts.name,
    {
      stream: (options) => stream(options).catch((error: unknown) => (missing(error), { events: [], reachesBack: false })),
      audit: (shard, after) => audit(shard, after).catch((error: unknown) => (missing(error), [])),
    },
    lost,
  );
  await bringBack(parts, lost, found, by);
}

function memoriesOf({ name, door, randomBytes }: RecoveryParts): Memories {
  const rpc = createRpcClient(door);
  return {
    stream: (options) => readEventsBack(door, options),
    audit: (shard, after) => readAuditHistory(rpc, randomBytes, name, shard, after),
  };
}

async function bringBack(parts: RecoveryParts, lost: LostHistory, shards: readonly LostOfShard[], acceptedBy: Caller | null): Promise<void> {
  const untouched = acceptedBy === null ? shards.filter(({ events }) => events.length === 0) : [];
  await parts.database.transaction((tx) => serve(tx, untouched.map((one) => ({ shard: one.shard, rev: furthest(one, lost) })), lost.epoch));
  for (const one of shards) {
    if (untouched.includes(one)) continue;
    let applied = 0;
    for (const event of one.events) if (await parts.reapply(event)) applied++;
    const told = {
      ...{ authority: parts.name, shard: one.shard, epoch: lost.epoch, since: one.since },
      ...{ applied, unknown: one.events.length - applied },
    };
    await parts.database.transaction(async (tx) => {
      if (acceptedBy === null) await tell(tx, parts, one.shard, 'history.recovered', told);
      else await tell(tx, parts, one.shard, 'history.loss_accepted', { by: acceptedBy, ...told, doubt: one.doubt });
      await serve(tx, [{ shard: one.shard, rev: furthest(one, lost) }], lost.epoch);
    });
    parts.log.warn('what a shard had lost is brought back', { ...told, doubt: one.doubt });
  }
}

/** Revs go on behind all that anybody has seen: none is given twice. */
function furthest({ shard, since, events }: LostOfShard, lost: LostHistory): number {
  return Math.max(since.rev, events.at(-1)?.changes.lastRev ?? 0, lost.seen.get(shard)?.rev ?? 0);
}

async function serve(tx: Transaction, shards: readonly { readonly shard: Shard; readonly rev: number }[], epoch: number): Promise<void> {
  // Only in the epoch that was asked for: should a newer one have begun, the next attempt is of that one.
  await tx.query(
    `UPDATE shard_counter SET state = 'serving', since_epoch = NULL, since_rev = NULL, since_at = NULL,
       rev = greatest(shard_counter.rev, served.rev), trimmed_to = greatest(shard_counter.rev, served.rev)
     FROM unnest($1::smallint[], $2::bigint[]) AS served (shard, rev)
     WHERE shard_counter.shard = served.shard AND epoch = $3 AND state = 'recovering'`,
    [shards.map(({ shard }) => shard), shards.map(({ rev }) => rev), epoch],
  );
}

async function tell<Type extends 'history.recovered' | 'history.loss_accepted'>(
  tx: Transaction,
  { name, clock, randomBytes }: RecoveryParts,
  shard: Shard,
  type: Type,
  data: EventData[Type],
): Promise<void> {
  const subject = `${name}-${shard}`;
  await appendToOutbox(tx, { service: name, shard, tenantId: PLATFORM_TENANT_ID, type, subject, time: clock.now(), data }, randomBytes);
}
