import type { AuthorityName, Event, EventChanges } from '@portcullis/contracts';
import type { AccountId, DenialId, EventId, Instant, Shard, TenantId } from '@portcullis/kernel';

/** One numbered line of a tenant's trail. */
export interface Entry {
  readonly seq: number;
  readonly id: EventId;
  readonly type: string;
  readonly subject: string;
  readonly time: Instant;
  readonly data: Record<string, unknown>;
}

/** Null: any. */
export interface EntryFilter {
  /** What is about this account: itself, its tokens, and what these were denied. */
  readonly accountId: AccountId | null;
  /** One type; or with a dot at its end, all that begin so. */
  readonly type: string | null;
  readonly subject: string | null;
  /** Words, each of which stands in what it tells. */
  readonly search: string | null;
  /** It happened then, or later. */
  readonly since: Instant | null;
  /** It happened before this. */
  readonly until: Instant | null;
}

export interface EntryPage {
  readonly items: readonly Entry[];
  /** What to pass as `cursor` for the next page; null on the last one. */
  readonly next: string | null;
}

/** A place in an authority's history of a shard. */
export interface HistoryPlace {
  readonly authority: AuthorityName;
  readonly shard: Shard;
  readonly epoch: number;
  readonly rev: number;
}

export interface ChangesPage {
  readonly items: readonly (Event & { changes: EventChanges })[];
  readonly next: string | null;
}

export interface Trail {
  /**
   * Gives the events, all of one tenant, its next numbers: all of them, or none. One that is there already changes nothing:
   * events arrive at least once.
   */
  append(events: readonly Event[]): Promise<void>;
  /** Newest first. A page may hold fewer than `limit`, even none, before the last. Null: the cursor is none of ours. */
  list(tenantId: TenantId, filter: EntryFilter, limit: number, cursor: string | null): Promise<EntryPage | null>;
  /** The first entry that tells a denial by this code, if it happened no earlier than that. */
  findDenial(tenantId: TenantId, denial: DenialId, since: Instant): Promise<Entry | null>;
  /** What happened after that place, of all tenants of the shard, in order. Null: the cursor is none of ours. */
  readChanges(after: HistoryPlace, limit: number, cursor: string | null): Promise<ChangesPage | null>;
}
