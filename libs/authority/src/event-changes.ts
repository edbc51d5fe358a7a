import type { AuthorityName, EventChanges } from '@portcullis/contracts';
import type { Query } from '@portcullis/platform/postgres';

interface ChangesRow {
  event_id: string;
  shard: number;
  epoch: string;
  first_rev: string;
  last_rev: string;
}

/**
 * Of the changes that the event's transaction made, those of the thing that it is about, and those that no event of the transaction is
 * about: the event of a whole selection tells them.
 */
const CHANGES_OF_EVENTS = `SELECT told.event_id, made.shard, made.epoch, min(made.rev) AS first_rev, max(made.rev) AS last_rev
FROM outbox AS told JOIN change AS made ON made.written_in = told.written_in
WHERE told.event_id = ANY ($1) AND made.shard = told.shard AND (made.target_id = told.subject
  OR NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.written_in = told.written_in AND other.subject = made.target_id))
GROUP BY told.event_id, made.shard, made.epoch`;

/** The places in history of those of these events that have one. A transaction holds its counter, so its revs are in a row. */
export async function changesOfEvents(authority: AuthorityName, query: Query, eventIds: readonly string[]): Promise<ReadonlyMap<string, EventChanges>> {
  const rows = await query<ChangesRow>(CHANGES_OF_EVENTS, [eventIds]);
  return new Map(
    rows.map(({ event_id, shard, epoch, first_rev, last_rev }) => [
      event_id,
      { authority, shard, epoch: Number(epoch), firstRev: Number(first_rev), lastRev: Number(last_rev) },
    ]),
  );
}
