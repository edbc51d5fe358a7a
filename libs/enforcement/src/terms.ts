import type { Shard } from '@portcullis/kernel';

/** How long a lease lasts, in milliseconds. */
export const LEASE_MS = 2_000;
/** How often a verifier renews, give or take a fifth. */
export const RENEW_MS = 500;
/** What clocks of one rate may differ by while a lease lasts: each side counts on the other's being wrong. */
export const DRIFT = 0.98;
/** For so long a verifier answers from memory, from just before its renewal was sent. */
export const HELD_MS = LEASE_MS * DRIFT;
/** After so long an authority may be sure that a lease which it saw is dead. */
export const DEAD_MS = LEASE_MS / DRIFT;
/** How far the two clocks of a process may part while a lease lasts, in milliseconds: more than any that is slewed, less than one that is set. */
export const CLOCKS_AGREE_MS = 100;

/** A place in a shard's history. Epochs come first: a rev counts within its epoch. Both are whole numbers below 2^53. */
export interface Position {
  readonly epoch: number;
  readonly rev: number;
}

/** Whether `one` is at `other` or further on. */
export function reaches(one: Position, other: Position): boolean {
  return one.epoch > other.epoch || (one.epoch === other.epoch && one.rev >= other.rev);
}

export const TARGET_KINDS = ['token', 'account', 'tenant', 'feature_list', 'barrier'] as const;

/**
 * What a change touches: one token, one account, what a tenant itself lays down, one feature list of a tenant. A barrier touches
 * every token of an owner at once: its id is the tenant's or the account's.
 */
export interface Target {
  readonly kind: (typeof TARGET_KINDS)[number];
  readonly tenantId: string;
  readonly id: string;
}

/** A target as it is looked up. */
export function targetKey({ kind, tenantId, id }: Target): string {
  return `${kind}/${tenantId}/${id}`;
}

/** What `targetKey` was given. Kinds and tenants hold no slash. */
export function targetOf(key: string): Target {
  const [kind, tenantId, ...id] = key.split('/');
  return { kind: kind as Target['kind'], tenantId: tenantId!, id: id.join('/') };
}

/** A committed fact that alters what a token may do. */
export interface Change extends Position {
  readonly shard: Shard;
  /** As `targetKey` writes it. */
  readonly target: string;
}

/** One moment by both clocks of a process, in milliseconds. A suspended machine stops one of them. */
export interface Moment {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

/** When and where a fact was read: the position was read before the fact, or both in one snapshot. */
export interface Stamp extends Position {
  readonly shard: Shard;
  /** Whose changes make it stale. */
  readonly targets: readonly string[];
}

/** A verifier asks for its lease, and says how far it has come. */
export interface RenewalRequest {
  /** 128 random bits, made at start and told to authorities alone: who knows it can forge confirmations. */
  readonly verifier: string;
  /** What operators call the process. */
  readonly name: string;
  /** Rises for the life of the process. */
  readonly n: number;
  /** `position` null: nothing of this shard is known yet. */
  readonly shards: readonly { readonly shard: Shard; readonly position: Position | null }[];
}

/** What a cell tells of one shard. */
export interface ShardGrant extends Position {
  readonly shard: Shard;
  /** Everything known is stale: history begins anew at this position. `changes` is empty then. */
  readonly afresh: boolean;
  /** What came after the position that was asked with, in order. */
  readonly changes: readonly Change[];
  /** Whether `changes` go up to the position. If not, more is to be asked for before the lease holds here. */
  readonly complete: boolean;
}

/** A verifier gives back what it was granted up to this renewal. Its row is to be deleted while its `n` is no greater: it may have asked again since. */
export type LeaseEnd = Pick<RenewalRequest, 'verifier' | 'n'>;

export interface RenewalReply {
  readonly n: number;
  readonly shards: readonly ShardGrant[];
}

/** A lease as the cell keeps it. */
export interface LeaseRow {
  readonly verifier: string;
  readonly name: string;
  readonly n: number;
  /** How far the verifier had come when it asked. Only the shards that it follows. */
  readonly applied: ReadonlyMap<Shard, Position | null>;
}
