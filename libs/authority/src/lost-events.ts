import type { AuthorityName, Event, EventChanges } from '@portcullis/contracts';
import { firstMissing, reaches, type Position } from '@portcullis/enforcement';
import { instant, type Shard } from '@portcullis/kernel';
import type { ReadBack, ReadBackOptions } from '@portcullis/platform/nats-client';
import type { LostHistory } from './recover.js';

/** An event that tells of changes. */
export type PlacedEvent = Event & { readonly changes: EventChanges };

/** Where it is kept what an authority did. */
export interface Memories {
  readonly stream: (options: ReadBackOptions) => Promise<ReadBack>;
  readonly audit: (shard: Shard, after: Position) => Promise<readonly Event[]>;
}

/** Of one shard what its database never knew. */
export interface LostOfShard {
  readonly shard: Shard;
  readonly since: Position;
  /** In the order in which it happened. */
  readonly events: readonly PlacedEvent[];
  /** Why it cannot be said that these are all; null: they are. */
  readonly doubt: string | null;
}

/** The clocks of Postgres and of the broker may be so far apart. */
const MARGIN_MS = 30_000;
const THE_BEGINNING = instant(0);

/**
 * Looks for what was lost: in the stream of events, back to the moment up to which the database knew everything, and where that is not
 * enough, further back and with audit.
 * @throws Fault when a memory that is needed does not answer
 */
export async function findLostEvents(authority: AuthorityName, memories: Memories, lost: LostHistory): Promise<LostOfShard[]> {
  const wanted = (event: Event): boolean => isLost(authority, event, lost);
  const recent = await memories.stream({ since: lost.at, marginMs: MARGIN_MS, wanted });
  const found = [...lost.since].map(([shard, since]) => ({ shard, since, events: inOrder(recent.events, shard) }));
  const gapOf = ({ shard, since, events }: { shard: Shard; since: Position; events: readonly PlacedEvent[] }): number | null =>
    firstMissing(
      since,
      events.map(({ changes }) => changes),
      lost.seen.get(shard) ?? null,
    );
  const all = found.every((one) => gapOf(one) === null) ? recent : await memories.stream({ since: THE_BEGINNING, marginMs: 0, wanted });

  const shards: LostOfShard[] = [];
  for (const { shard, since, events: seen } of found) {
    let events = all === recent ? seen : inOrder(all.events, shard);
    const isSure = recent.reachesBack && gapOf({ shard, since, events }) === null;
    if (!isSure) events = inOrder([...events, ...(await memories.audit(shard, since)).filter(wanted)], shard);
    const missing = gapOf({ shard, since, events });
    // A stream that is younger than what was lost says nothing of its end, nor does audit. Who followed the shard then does.
    const isVouchedFor = recent.reachesBack || reaches(lost.seen.get(shard) ?? NOWHERE, since);
    const doubt = missing !== null ? `change ${missing} is kept nowhere` : isVouchedFor ? null : 'the stream of events does not go back so far';
    shards.push({ shard, since, events, doubt });
  }
  return shards;
}

const NOWHERE: Position = { epoch: -1, rev: 0 };

function isLost(authority: AuthorityName, { changes }: Event, { epoch, since }: LostHistory): boolean {
  const known = changes?.authority === authority ? since.get(changes.shard as Shard) : undefined;
  if (changes === undefined || known === undefined || changes.epoch >= epoch) return false;
  return !reaches(known, { epoch: changes.epoch, rev: changes.lastRev });
}

/** Each event once, of one shard, as it happened. Those of one transaction stay as they were told. */
function inOrder(events: readonly Event[], shard: Shard): PlacedEvent[] {
  const placed = new Map<string, PlacedEvent>();
  for (const event of events) if (event.changes?.shard === shard) placed.set(event.id, event as PlacedEvent);
  return [...placed.values()].sort(({ changes: one }, { changes: other }) => one.epoch - other.epoch || one.lastRev - other.lastRev);
}
